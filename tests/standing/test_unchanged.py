"""A run after a change makes the rows of new facts only; facts of the same words are other facts."""

from __future__ import annotations

from dataclasses import replace

from duban.ledger.types import Fact
from duban.standing.unchanged import Rows
from tests.standing.told import fact, pledge

MADE: list[str] = []


def made(one: Fact) -> tuple[object, ...]:
    MADE.append(one.key)
    return one.key, one.value


def test_only_what_is_new_is_made_and_the_order_is_that_of_the_facts() -> None:
    MADE.clear()
    rows, of = Rows(), pledge({"value": 10})
    first, second = (fact({"until": 1, "value": at}, of, f"f{at}") for at in (1, 2))
    assert rows.of([first, second], made) == [("f1", 1), ("f2", 2)]
    corrected = replace(second, value=first.value)
    assert rows.of([corrected, first], made) == [("f2", 1), ("f1", 1)]
    assert MADE == ["f1", "f2", "f2"]


def test_on_another_ground_all_are_made_anew() -> None:
    MADE.clear()
    rows, one = Rows(), fact({"until": 1, "value": 1}, pledge({"value": 10}), "f1")
    for ground in ("a", "a", "b"):
        rows.of([one], made, ground)
    assert MADE == ["f1", "f1"]
