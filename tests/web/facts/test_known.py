"""The figures that the engines read: kept between readings, and following the log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db import transaction

from duban.ledger import types
from duban.web.clock.today import now
from duban.web.facts.convert import as_fact
from duban.web.facts.given import visible
from duban.web.facts.known import released
from duban.web.facts.models import Fact
from duban.web.log.writing import By, replacing, writing

pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.both_stores]


def asked() -> Sequence[types.Fact]:
    """The same, read anew."""
    return tuple(map(as_fact, Fact.objects.current().filter(visible())))


def corrected(value: int) -> Fact:
    row: Fact = replacing(Fact.objects.current().exclude(value=None)[0], value=value)
    with writing("test", By()) as written:
        written.add(row)
    return row


def test_they_are_what_the_store_says_now_and_after_a_correction() -> None:
    assert released() == asked()
    corrected(7)
    assert released() == asked()


def test_what_is_not_released_is_not_there_until_its_moment() -> None:
    before = released()
    one = Fact.objects.current()[3]
    with writing("test", By()) as written:
        written.add(replacing(one, release=now() + timedelta(days=1)))
    assert [fact.key for fact in before if fact not in released()] == [one.key]
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
