"""Many write at once, and the log is one chain without gaps."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from duban.web.log.models import Entry
from duban.web.log.verify import verify
from duban.web.log.writing import By, ClashError, replacing, writing
from tests.web.log.bodies import add, names_at, rename

pytestmark = [pytest.mark.both_stores, pytest.mark.django_db(transaction=True)]
_WRITERS, _EACH = 16, 4


def _in_threads(write: Callable[[int], object]) -> list[object]:
    def run(writer: int) -> object:
        try:
            return write(writer)
        finally:
            connection.close()

    with ThreadPoolExecutor(_WRITERS) as pool:
        return list(pool.map(run, range(_WRITERS)))


def test_sixteen_writers_make_one_chain() -> None:
    _in_threads(lambda writer: [add(f"{writer}.{n}") for n in range(_EACH)])
    numbers = list(Entry.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, _WRITERS * _EACH + 1))
    before = {number: names_at(number) for number in numbers}
    assert [len(known) for known in before.values()] == numbers
    _in_threads(lambda writer: rename(f"{writer}.0", "新名"))
    assert {number: names_at(number) for number in numbers} == before
    assert verify().findings == ()


def test_of_sixteen_corrections_of_one_row_one_stands() -> None:
    first = add("a")

    def correct(writer: int) -> str:
        try:
            with writing("test.rename", By(writer)) as written:
                written.add(replacing(first, name=f"第{writer}个"))
        except ClashError:
            return "told"
        return "stands"

    assert sorted(map(str, _in_threads(correct))) == ["stands"] + ["told"] * (_WRITERS - 1)
    assert Entry.objects.count() == 2
    assert verify().findings == ()
