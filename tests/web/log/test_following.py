"""What is worked out of a whole table is kept until that table is written, and by no other store's rows."""

from __future__ import annotations

import pytest

from duban.web.books.models import BookText
from duban.web.log.following import Following
from duban.web.log.writing import By, writing
from duban.web.org.models import Body

pytestmark = pytest.mark.django_db


def test_it_is_worked_out_again_only_when_its_table_was_written() -> None:
    kept, made = Following[int](Body), [0]
    write(Body(key="a", name="甲镇", kind="镇街道", order=1))
    assert [ask(kept, made), ask(kept, made)] == [1, 1]
    write(BookText(key="other", text="另一张表"))
    assert ask(kept, made) == 1
    write(Body(key="b", name="乙镇", kind="镇街道", order=2))
    assert ask(kept, made) == 2


def test_what_is_asked_of_least_is_let_go() -> None:
    kept = Following[int](Body)
    write(Body(key="a", name="甲镇", kind="镇街道", order=1))
    made: list[int] = []
    for key in (*range(9), 0):
        kept.get(key, lambda: noted(made))
    assert len(made) == 10


def noted(made: list[int]) -> int:
    made.append(1)
    return len(made)


def ask(kept: Following[int], made: list[int]) -> int:
    def make() -> int:
        made[0] += 1
        return made[0]

    return kept.get("it", make)


def write(row: Body | BookText) -> None:
    with writing("test.row", By()) as written:
        written.add(row)
