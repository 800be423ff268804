"""The figures that the engines read: kept between readings, and following the log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db import transaction

from duban.ledger import types
from duban.web.clock.today import as_if, now
from duban.web.facts import seen
from duban.web.facts.convert import as_fact
from duban.web.facts.known import released
from duban.web.facts.models import Fact
from duban.web.log.amounts import exact
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


def test_a_correction_to_come_leaves_the_former_figure_until_its_moment() -> None:
    before = released()
    later = now() + timedelta(days=1)
    row: Fact = replacing(Fact.objects.current().exclude(value=None)[3], value=7, release=later)
    with writing("test", By()) as written:
        written.add(row)
    assert released() == before == asked()
    with as_if(later.date() + timedelta(days=1)):
        assert [fact.value for fact in released() if fact.key == row.key] == [exact(7)]
        assert released() == asked()


def test_a_first_figure_to_come_is_not_there_and_a_correction_of_it_takes_its_place() -> None:
    before = released()
    row: Fact = replacing(Fact.objects.current().exclude(value=None)[3], key="to come", source="later", value=7)
    row.replaces_id, row.release = None, now() + timedelta(days=1)
    with writing("test", By()) as written:
        written.add(row)
    assert released() == before == asked()
    with writing("test", By()) as written:
        written.add(replacing(row, value=8, release=None))
    assert [fact.value for fact in released() if fact.key == "to come"] == [exact(8)]
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
