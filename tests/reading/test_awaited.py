"""Pledges whose figure comes from above later. ``tests/cases/reading/awaited.toml`` says how."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from duban.reading.awaited import awaited
from duban.reading.document import Source
from duban.reading.reader import read_source

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "reading" / "awaited.toml").read_text(encoding="utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=[one["text"] for one in CASES])
def test_cases(case: dict[str, Any]) -> None:
    assert set(case) == {"text", "awaited"}
    document = read_source(Source(case["text"]))
    found = awaited(document)
    assert [[one.subject, one.firmness] for one in found] == case["awaited"]
    for one in found:
        assert document.text[one.start : one.end] in one.sentence
        assert one.sentence in document.text
        assert one.subject not in [said.subject for said in document.statements]


def test_a_column_s_breaks_are_undone() -> None:
    text = (
        "主要预期目标是规上工业产值增\n长15%以上，单位GDP能耗下降率\n完成上级下达的任务。固定资产投\n"
        "资增长10%以上，财政总收入增长\n8%以上，居民收入增长7%以上。\n"
    )
    (one,) = awaited(read_source(Source(text)))
    assert one.subject == "单位GDP能耗下降率"
    assert text[one.start : one.end] == "单位GDP能耗下降率\n完成上级下达的任务"
