"""The same question has the same answer for ever."""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import count

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duban.web.clock.today import as_if
from duban.web.log.models import Entry
from duban.web.log.reading import head, number_at
from duban.web.log.writing import By, writing
from duban.web.org.models import Body
from tests.web.log.bodies import add, names, names_at, rename

pytestmark = [pytest.mark.django_db, pytest.mark.both_stores]
_RUNS = count()


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["甲", "乙", "丙"])), min_size=1, max_size=6))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_known_is_not_changed_by_what_is_written_later(writes: list[tuple[str, str]]) -> None:
    run, answers = next(_RUNS), {head(): names()}
    for letter, name in writes:
        key = f"{run}.{letter}"
        (rename if key in names() else add)(key, name)
        answers[head()] = names()
        assert {number: names_at(number) for number in answers} == answers


def test_a_moment_means_up_to_its_last_entry() -> None:
    for day in (date(2023, 2, 1), date(2023, 2, 1), date(2023, 4, 20)):
        with as_if(day):
            add(f"{day}.{Entry.objects.count()}")
    noon = [datetime.combine(date(2023, *day), time(12), timezone.get_current_timezone()) for day in ((2, 1), (2, 2))]
    assert [number_at(moment) for moment in noon] == [0, 2]
    assert number_at(timezone.now()) == head() == 3


def _break_off() -> None:
    with writing("test.add", By()) as written:
        written.add(Body(key="b", name="b"))
        raise RuntimeError


def test_of_an_action_that_fails_nothing_stands() -> None:
    add("a")
    with pytest.raises(RuntimeError):
        _break_off()
    assert names() == {"a": "a"}
    assert (head(), Entry.objects.count()) == (1, 1)
