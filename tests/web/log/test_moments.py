"""Moments of the log never run backwards, whatever the store's clock says."""

from __future__ import annotations

from datetime import date

import pytest

from duban.web.clock.today import as_if
from duban.web.log.models import Entry
from tests.web.log.bodies import add


@pytest.mark.django_db
def test_an_entry_is_never_earlier_than_the_one_before() -> None:
    for key, day in (("a", date(2023, 5, 2)), ("b", date(2023, 5, 1)), ("c", date(2023, 5, 3))):
        with as_if(day):
            add(key)
    moments = list(Entry.objects.order_by("number").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert [moment.day for moment in moments] == [2, 2, 3]
