"""Documents built by hand, so that the forms are tried on every shape that the reader may hand over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from duban.reading.document import Book, Document, Part, Place, Source, Statement

TEXT = (
    "平江镇2023年任务书\n\n主要预期目标：生产总值增\n长6.5%（力争7%），财政总收入和一般公共预算收入\n"
    "增长10%以上，确保科创园6月底前投用，信访积案清零。\n"
    "去年1—8月，完成投资4000万元，下降3.5%。\n"
)

# A page that any reader reads: two pledges, the second a stretch.
PLAN = "2023年，平江镇将奋力开创新局面。主要预期目标是：生产总值增长7%以上，力争固定资产投资增长12%。\n"


def statement(text: str, num: str, quote: str = "", **fields: Any) -> Statement:
    """A statement on the first ``num`` inside the first ``quote`` of a text; a level quantity unless told otherwise."""
    quote = quote or num
    start = text.index(quote)
    at = text.index(num, start)
    given: dict[str, Any] = {
        "book": "平江镇",
        "mood": "pledged",
        "kind": "quantity",
        "subject": "事项",
        "basis": "level",
        "comparator": "=",
        "value": None,
        "upper": None,
        "unit": "",
        "firmness": "plan",
        "due": None,
        "period": None,
        "part_of": None,
        "num": (at, at + len(num)),
        "start": start,
        "end": start + len(quote),
        "sentence": quote.replace("\n", ""),
    }
    given |= fields
    return Statement(**given)


def sample(text: str = TEXT, **source: Any) -> Document:
    """A small page with a floor and its stretch, two subjects on one number, a milestone, a zero and a report."""
    growth = {"basis": "growth", "unit": "%"}
    both = "财政总收入和一般公共预算收入\n增长10%以上"
    reported = {"mood": "reported", "period": "2022-01/2022-08", "subject": "投资"}
    found = (
        statement(text, "6.5%", "生产总值增\n长6.5%（力争7%）", subject="生产总值", value=Fraction("6.5"), **growth),
        statement(text, "7%", "力争7%", subject="生产总值", value=Fraction(7), firmness="strive", **growth),
        statement(text, "10%", both, subject="财政总收入", value=Fraction(10), comparator=">=", **growth),
        statement(text, "10%", both, subject="一般公共预算收入", value=Fraction(10), comparator=">=", **growth),
        statement(text, "投用", "确保科创园6月底前投用", subject="科创园", kind="milestone", unit="投用",
                  firmness="ensure", due=date(2023, 6, 30)),
        statement(text, "清零", "信访积案清零", subject="信访积案", value=Fraction(0), unit="件", firmness="ensure"),
        statement(text, "4000万元", "完成投资4000万元", value=Fraction(40_000_000), unit="元", **reported),
        statement(text, "3.5%", "下降3.5%", value=Fraction("-3.5"), **growth, **reported),
    )  # fmt: skip
    books = (Book("平江镇", "平江镇2023年任务书", "县府办", 0, len(text)),)
    return document(text, found, books, **source)


def document(text: str, statements: Sequence[Statement] = (), books: Sequence[Book] = (), **source: Any) -> Document:
    """A document of a plain text file, unless ``source`` says otherwise."""
    return Document(Source(text, **{"file": "任务书.txt", **source}), tuple(books), tuple(statements))


def paged() -> Document:
    """The sample with its last line on a second page."""
    cut = TEXT.index("去年")
    return sample(parts=(Part(0, cut, Place(page=1)), Part(cut, len(TEXT), Place(page=2))), file="任务书.pdf")
