"""The figures that the engines read: kept between readings, and following the log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db import transaction

from duban.ledger import types
from duban.web.clock.today import now
from duban.web.facts import seen
from duban.web.facts.convert import as_fact
from duban.web.facts.known import released
from duban.web.facts.models import Fact
from duban.web.log.writing import By, replacing, writing

pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.both_stores]


def asked() -> Sequence[types.Fact]:
    """The same, read anew."""
    return tuple(map(as_fact, seen.released()))


def corrected(value: int) -> Fact:
    row: Fact = replacing(Fact.objects.current().exclude(value=None)[0], value=value)
    with writing("test", By()) as written:
        written.add(row)
    return row


def test_they_are_what_the_store_says_now_and_after_a_correction() -> None:
    assert released() == asked()
    corrected(7)
    assert released() == asked()


def test_a_correction_that_is_not_released_leaves_the_former_in_sight() -> None:
    before = released()
    one = Fact.objects.current()[3]
    with writing("test", By()) as written:
        written.add(replacing(one, value=7, release=now() + timedelta(days=1)))
    assert released() == before == asked()
    corrected(8)
    assert released() == asked()


def test_a_correction_under_a_key_of_its_own_replaces() -> None:
    one = Fact.objects.current()[3]
    with writing("load.facts", By()) as written:
        written.add(replacing(one, key=f"{one.key}.v2", value=7))
    assert one.key not in {fact.key for fact in released()}
    assert released() == asked()


def test_what_was_taken_back_does_not_stay() -> None:
    before = released()
    with transaction.atomic():
        corrected(8)
        inside = released()
        transaction.set_rollback(True)
    assert inside != before
    assert released() == before
    corrected(9)
    assert released() == asked()
