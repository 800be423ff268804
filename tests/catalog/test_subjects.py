"""All that the source page, its published figures and the demo's books measure has an indicator."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from tests.catalog.shelf import ROOT, find

GOLD = ROOT / "tests/reading/gold/pinghu_2023"
MEASURED = {"quantity", "rank", "trend"}
# A published row that is no figure of an indicator: the start of one project, a milestone.
MILESTONES = {"卫星能源三期开工"}


def _subjects(lines: str) -> set[str]:
    told = [json.loads(line) for line in lines.splitlines() if line.strip()]
    return {one["subject"] for one in told if one["kind"] in MEASURED}


@pytest.mark.parametrize("book", sorted(GOLD.glob("*.jsonl")), ids=lambda book: book.stem)
def test_each_subject_of_a_book_names_an_indicator(book: Path) -> None:
    assert [subject for subject in sorted(_subjects(book.read_text("utf-8"))) if find(subject) is None] == []


def test_each_subject_of_the_page_names_an_indicator(shared: Path) -> None:
    page = (shared / "reader/gold/pinghu-2023-task-books.jsonl").read_text("utf-8")
    assert [subject for subject in sorted(_subjects(page)) if find(subject) is None] == []


def test_each_published_figure_names_an_indicator(shared: Path) -> None:
    """A bracket says the scope and 增速 the basis: neither is a part of the name."""
    with (shared / "data/pinghu-2023-published.csv").open(encoding="utf-8", newline="") as rows:
        told = {row["indicator"] for row in csv.DictReader(rows)} - MILESTONES
    bare = {name: re.sub(r"[(（].*[)）]$", "", name).removesuffix("增速") for name in told}
    assert [name for name, subject in sorted(bare.items()) if find(subject) is None] == []
