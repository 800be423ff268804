"""完成上级下达任务 in a book is proposed as a pledge with an indicator and a figure to come, and is no task."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from duban.web.books.models import Book, Clause
from duban.web.books.reading import read_book
from tests.web.books.office import desk

pytestmark = pytest.mark.django_db

LINES = """新仓镇2023年度目标责任书
一、主要指标
1．固定资产投资完成上级下达任务。
2．完成上级下达的节能减排任务。
二、重点工作
3．推进垃圾分类，做到“一村一策”。
"""


def test_a_figure_to_come_is_a_pledge(demo: None) -> None:
    office = desk("office_head")
    office.post("/books/upload/", {"file": SimpleUploadedFile("新仓镇.txt", LINES.encode()), "year": "2023"})
    key: str = Book.objects.current().latest("pk").key
    read_book.func(key, None, "")
    found = {one.subject: one for one in Clause.objects.current().filter(book=key)}
    assert {name: one.sort for name, one in found.items() if "垃圾" not in name} == {
        "固定资产投资": "pledge",
        "节能减排": "pledge",
    }
    investment = found["固定资产投资"]
    assert (investment.indicator, investment.unit, [one["value"] for one in investment.tiers]) == (
        "fixed_asset_investment",
        "",
        [None],
    )
    assert [LINES[start:end] for start, end in investment.spans] == ["固定资产投资完成上级下达任务"]
    assert "数待上级下达" in office.get(f"/books/{key}/").content.decode()
