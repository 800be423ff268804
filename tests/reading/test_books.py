"""Where a file of several books is parted: at each title that names who speaks."""

from __future__ import annotations

import pytest

from duban.reading.document import Source
from duban.reading.reader import read_source

TITLES = (
    "白石镇2024年度任务书",
    "白石镇2024年度目标责任书",
    "白石镇安全生产目标管理责任状",
    "白石镇2024年重点工作承诺书",
    "白石镇招商引资军令状",
)


@pytest.mark.parametrize("title", TITLES)
def test_each_kind_of_title_begins_a_book(title: str) -> None:
    text = f"新河镇2024年度目标责任书\n一、新增停车泊位300个。\n{title}\n一、新增停车泊位500个。\n"
    document = read_source(Source(text))
    assert [(book.name, book.title) for book in document.books] == [
        ("新河镇", "新河镇2024年度目标责任书"),
        ("白石镇", title),
    ]
    assert [f"{one.book} {one.value}" for one in document.statements] == ["新河镇 300", "白石镇 500"]


def test_a_line_that_only_speaks_of_such_a_book_begins_none() -> None:
    text = "新河镇2024年度目标责任书\n一、各村签订责任状，新增停车泊位300个。\n"
    assert [book.name for book in read_source(Source(text)).books] == ["新河镇"]
