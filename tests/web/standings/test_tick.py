"""What time does: once, whatever happened before, and however many do it at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from duban.web.clock.models import StoreDay
from duban.web.log.reading import head
from duban.web.standings.models import PledgeVerdict
from duban.web.standings.tick import is_stale, tick
from tests.web.log.bodies import add


def test_verdicts_are_computed_anew_when_the_day_or_the_store_changed(demo: None) -> None:
    assert not is_stale()
    assert "2023-07开始填报。" in list(tick())
    for change in (lambda: StoreDay.objects.update(day=date(2023, 8, 1)), lambda: add("new")):
        change()
        assert is_stale()
        assert list(tick()) == ["重新判定了211条承诺。"]
        assert not is_stale()
    assert set(PledgeVerdict.objects.values_list("as_of", "number")) == {(date(2023, 8, 1), head())}
    assert list(tick()) == ["判定是新的。"]


@pytest.mark.django_db
def test_an_empty_store_has_nothing_to_compute() -> None:
    assert list(tick()) == ["判定是新的。"]


@pytest.mark.django_db
def test_sessions_that_are_over_are_cleared() -> None:
    for key, days in (("old", -1), ("new", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=timezone.now() + timedelta(days=days))
    list(tick())
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


@pytest.mark.both_stores
@pytest.mark.django_db(transaction=True)
def test_two_at_once_leave_one_set_of_verdicts(demo: None) -> None:
    list(tick())
    StoreDay.objects.update(day=date(2023, 8, 1))

    def run(_: int) -> list[str]:
        try:
            return list(tick())
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(run, range(2)))
    assert ["重新判定了211条承诺。"] in told
    assert PledgeVerdict.objects.count() == 211
