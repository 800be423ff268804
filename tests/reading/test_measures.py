"""The measures of a plan: cases, and what holds of any text. ``tests/cases/reading/measures.toml`` says how."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.reading.document import Document, Source
from duban.reading.layout import halve
from duban.reading.measures import measures
from duban.reading.read import read
from duban.reading.reader import read_source

ROOT = Path(__file__).parents[2]
CASES = tomllib.loads((ROOT / "tests/cases/reading/measures.toml").read_text(encoding="utf-8"))["case"]
BOOKS = sorted((ROOT / "src/duban/packs/pinghu_2023/books").glob("*.txt"))
_LINES = st.sampled_from(
    ["一、项目为王", "（一）招商要准。围着产业链找项目。", "1．全年引进项目12个；", "工期一律 倒排，节点不落。", "",
     "责任部门：公安局", "各位代表！让我们一起干。", "项目怎么管？", "——稳字当头", "（2）环境更优：办事只跑一趟"]
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[one["why"] for one in CASES])
def test_cases(case: dict[str, Any]) -> None:
    assert set(case) <= {"why", "text", "measure"}
    found = measures(read_source(Source(case["text"])))
    assert [[one.heading, one.sentence] for one in found] == case.get("measure", [])


@pytest.mark.parametrize("path", BOOKS, ids=[one.stem for one in BOOKS])
def test_every_book_of_the_demo_has_measures_and_neither_its_opening_nor_its_closing_is_one(path: Path) -> None:
    document = read(path)
    found = _sound(document)
    assert found
    lines = [one for one in document.text.splitlines() if one.strip()]
    assert not [one for one in found if one.sentence in lines[1] + lines[-1]]


@given(st.lists(_LINES, max_size=12), st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_of_any_text(lines: list[str], between: str) -> None:
    _sound(read_source(Source(between.join(lines))))


def _sound(document: Document) -> tuple[Any, ...]:
    """Spans in order and apart, each says its sentence, none holds a statement; gives the measures."""
    found = measures(document)
    assert all(one.end <= other.start for one, other in pairwise(found))
    spoken = [one.num[0] for one in document.statements]
    for one in found:
        assert _bare(halve(document.text[one.start : one.end])) == _bare(one.sentence)
        assert one.sentence == one.sentence.strip()
        assert not [at for at in spoken if one.start <= at < one.end]
    return found


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)
