"""The heads and words of records: each means one thing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from duban.ledger import types
from duban.ledger.fields import allowed, choices, columns, names, words
from duban.ledger.records import FIELDS
from duban.sheets.columns import key

WORDS = {
    "kind": types.Kind,
    "basis": types.FactBasis,
    "comparator": types.Comparator,
    "firmness": types.Firmness,
    "polarity": types.Polarity,
    "accumulation": types.Accumulation,
    "fact_status": types.FactStatus,
    "pledge_status": types.PledgeStatus,
}


def test_no_head_means_two_things_but_those_that_name_a_task_and_its_figure() -> None:
    """目标任务 beside 指标 is the figure that is aimed at; alone it names the thing. The first that is free counts."""
    counted = Counter(one for column in columns() for one in column.keys)
    assert {one for one, times in counted.items() if times > 1} == {"目标任务", "任务", "完成情况"}
    assert (names()["目标任务"], names()["完成情况"][0]) == (("subject", "target"), "actual")


def test_every_field_that_is_written_is_known() -> None:
    assert set(FIELDS) <= {column.name for column in columns()}


def test_every_field_that_is_written_is_explained(root: Path) -> None:
    page = (root / "docs/tables.md").read_text(encoding="utf-8")
    assert [name for name in FIELDS if f"`{name}`" not in page] == []


@pytest.mark.parametrize("name", WORDS)
def test_the_words_of_a_field_are_those_of_its_type(name: str) -> None:
    assert set(choices(name).values()) == set(get_args(WORDS[name]))
    assert all(value in allowed(name) for value in get_args(WORDS[name]))


@pytest.mark.parametrize("name", list(words()["choices"]))
def test_no_word_means_two_values(name: str) -> None:
    given = words()["choices"][name]
    counted = Counter(key(word) for value, group in given.items() for word in {value, *group})
    assert [word for word, times in counted.items() if times > 1] == []
