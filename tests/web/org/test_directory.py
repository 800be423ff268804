"""The bodies at once: asked of the database only when one of them changed."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from duban.web.log.writing import By, replacing, writing
from duban.web.org.directory import directory
from duban.web.org.models import Body, Portfolio

pytestmark = pytest.mark.both_stores


def _write(verb: str, **changes: object) -> None:
    row = Body.objects.current().get(key="lindai")
    with writing(verb, By()) as written:
        written.add(replacing(row, **changes))


def test_it_costs_a_query_where_nothing_of_it_changed(demo: None) -> None:
    first = directory()
    with CaptureQueriesContext(connection) as asked:
        assert directory() is first
    assert len(asked) == 1


def test_a_body_that_was_renamed_has_its_new_name_at_once(demo: None) -> None:
    before = directory()
    spells = [
        {"value": "林埭镇", "start": None, "end": "2023-05-31"},
        {"value": "林埭街道", "start": "2023-06-01", "end": None},
    ]
    _write("org.rename", name="林埭街道", names=spells)
    after = directory()
    assert (before.name("lindai"), after.name("lindai")) == ("林埭镇", "林埭街道")
    assert after.name("lindai", date(2023, 5, 31)) == "林埭镇"
    assert after.name("nobody") == "nobody"


def test_a_body_that_ended_is_no_longer_below(demo: None) -> None:
    _write("org.merge", end=date(2023, 6, 30), successor="xindai")
    found = directory()
    assert "lindai" in {one.id for one in found.below("pinghu", date(2023, 6, 30))}
    assert "lindai" not in {one.id for one in found.below("pinghu", date(2023, 7, 1))}
    assert "lindai" not in {one.id for one in found.members("各镇街道", date(2023, 7, 1))}


def test_a_portfolio_holds_from_its_first_day_to_its_last(demo: None) -> None:
    row: Portfolio = Portfolio.objects.current().exclude(books=[])[0]
    with writing("org.hand_over", By()) as written:
        written.add(replacing(row, start=date(2023, 3, 1), end=date(2023, 3, 31)))
    days = [date(2023, 2, 28), date(2023, 3, 1), date(2023, 3, 31), date(2023, 4, 1)]
    carried = [any(one.books == tuple(row.books) for one in directory().in_charge(row.post, day)) for day in days]
    assert carried == [False, True, True, False]


def test_lists_follow_the_official_order(demo: None) -> None:
    keys = [one.id for one in directory().bodies]
    assert directory().in_order([*reversed(keys), "unknown"]) == [*keys, "unknown"]
