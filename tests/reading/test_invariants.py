"""What holds of every document, whatever the text: spans, order, books, types, and that layout changes nothing.

The examples are the same on every run: a search by chance is `make fuzz`, a test is no lottery.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import FrozenInstanceError, replace
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.accuracy import BOOKS
from benchmarks.invariants import broken, broken_quantities
from benchmarks.mutation import STRANGE, Mutator
from duban.reading.document import Document, Source, Statement
from duban.reading.figures import figures
from duban.reading.layout import width
from duban.reading.lexicon import lexicon
from duban.reading.quantities import quantities
from duban.reading.reader import read_source

TEXTS = {path.stem: path.read_bytes().decode("utf-8") for path in sorted(BOOKS.glob("*.txt"))}
# Sentences of running text: a heading or a table row may mean another thing once it is wrapped.
SENTENCES = sorted(
    sentence
    for text in TEXTS.values()
    for line in text.split("\n")
    if line.endswith("。") and not re.search("[\u3000\t■]", line)
    for sentence in re.findall("[^。]+。[”’）]?", line)
)
WIDE = str.maketrans("0123456789%.", "０１２３４５６７８９％．")

WORDS = sorted(
    {*lexicon().kinds, *figures().units, "确保", "力争", "其中", "分别", "2023年", "6月底前", "1-8月", "十三五时期"}
)
DIGITS = [
    *"0123456789零一二三四五六七八九十百千万亿两半几多余%.",
    "１",
    "．",
    "％",
    "百分之",
    "6.5",
    "前10位",
    "2-3",
    "3万4000",
]
MARKS = [
    *"，。；：、！？“”‘’（）()《》—-~～≥≤/·■\n\r\t \u3000",
    "\r\n",
    "（一）",
    "1.",
    "任务书",
    "牵头部门：",
    "第3页",
]
LIKE_A_PLAN = st.lists(st.one_of(*map(st.sampled_from, (WORDS, DIGITS, MARKS, SENTENCES, STRANGE))), max_size=60).map(
    "".join
)
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=200)  # lone surrogates and control characters too

searched = settings(derandomize=True, max_examples=250)


def read(text: str, *, wrapped: bool = True) -> Document:
    return read_source(Source(text, wrapped=wrapped))


@pytest.mark.parametrize("name", TEXTS)
def test_everything_holds_of_the_demo_books(name: str) -> None:
    document = read(TEXTS[name])
    assert document.statements
    assert not broken(document)
    assert not broken_quantities(document.text, quantities(document.text))


def test_everything_holds_of_the_books_in_one_page() -> None:
    document = read("\n".join(TEXTS.values()))
    assert len(document.books) == len(TEXTS)
    assert not broken(document)


def test_everything_holds_of_the_corpus(shared: Path) -> None:
    paths = sorted((shared / "corpus").glob("*.txt")) + sorted((shared / "seed").glob("*.txt"))
    texts = {path.name: path.read_bytes().decode("utf-8") for path in paths}
    wrong = {name for name, text in texts.items() if broken(read(text)) or broken_quantities(text, quantities(text))}
    assert wrong == set()


@searched
@given(st.one_of(LIKE_A_PLAN, ANYTHING), st.booleans())
def test_any_text_is_read_and_everything_holds(text: str, wrapped: bool) -> None:
    document = read(text, wrapped=wrapped)
    assert document.text == text
    assert not broken(document)


@pytest.mark.parametrize(
    "text",
    [
        *("幅\t增幅6%", "兴二冲一比上年比上年", "）\t数5", "入库\x1f、中亿元以上项目2个"),
        *("增速、目投资增速0", "五时期亿元、增幅低于3", "和第一"),
    ],
    ids=ascii,
)
def test_what_the_fuzzer_found_holds_now(text: str) -> None:
    assert broken(read_source(Source(text))) == []


@pytest.mark.parametrize("text", ["甲" + "（3%" * 1500, "产值" + "（增长3%" * 1200 + "）" * 1200], ids=ascii)
def test_brackets_in_brackets_without_end_are_read(text: str) -> None:
    assert broken(read_source(Source(text))) == []


@searched
@given(st.one_of(LIKE_A_PLAN, ANYTHING))
def test_the_numbers_of_any_text_are_found_and_everything_holds(text: str) -> None:
    assert not broken_quantities(text, quantities(text))


def test_a_short_round_of_the_fuzzer_breaks_nothing() -> None:
    mutator = Mutator(Random(2023))
    for _ in range(200):
        text = mutator.fresh()
        assert not broken(read(text)), ascii(text)


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "\r\n\r\n", "\u3000", "\ufeff", "。", "12", "\ud800", "<U+00A0>"], ids=ascii
)
def test_where_nothing_is_said_nothing_is_read(text: str) -> None:
    document = read(text)
    assert document.statements == ()
    assert not broken(document)


@settings(searched, max_examples=100)
@given(st.lists(st.sampled_from(SENTENCES), min_size=14, max_size=30, unique=True), st.integers(8, 40))
def test_a_column_changes_nothing(sentences: Sequence[str], column: int) -> None:
    text = "".join(sentences)
    lines, moved = wrap(text, column)
    assert read(lines).statements == tuple(shifted(one, moved) for one in read(text).statements)


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("newline", ["\r\n", "\r"], ids=ascii)
def test_the_kind_of_line_break_changes_nothing(name: str, newline: str) -> None:
    text = TEXTS[name]
    moved, length = [], 0
    for char in text:
        moved.append(length)
        length += len(newline) if char == "\n" else 1
    got = read(text.replace("\n", newline))
    assert got.statements == tuple(shifted(one, moved) for one in read(text).statements)


@pytest.mark.parametrize("name", TEXTS)
def test_full_width_digits_change_nothing(name: str) -> None:
    half, full = read(TEXTS[name]), read(TEXTS[name].translate(WIDE))
    assert full.statements == half.statements
    assert full.books == half.books


@settings(searched, max_examples=50)
@given(LIKE_A_PLAN)
def test_equal_texts_are_read_equally(text: str) -> None:
    assert read(text) == read(text)


def test_what_is_read_cannot_be_changed() -> None:
    document = read(TEXTS["01-lindai"])
    one, book = document.statements[0], document.books[0]
    with pytest.raises(FrozenInstanceError):
        one.value = Fraction(1)  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        book.name = ""  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        document.books = ()  # type: ignore[misc]
    assert hash(document) == hash(read(TEXTS["01-lindai"]))


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"num": (0, 4), "start": 1}, "not inside its quote"),
        ({"end": 99}, "not inside its quote"),
        ({"sentence": "产值\n增长7%。"}, "not clean"),
        ({"sentence": "产值增长8%。"}, "not in its sentence"),
        ({"book": "某镇"}, "lies in"),
        ({"value": None}, "a figure and no value"),
        ({"upper": Fraction(9)}, "upper without range"),
        ({"upper": Fraction(6), "comparator": "range"}, "upside down"),
        ({"period": "2023-01/2023-12"}, "a pledge with a period"),
        ({"mood": "reported", "period": "2023-12/2023-01"}, "a period that is none"),
        ({"mood": "reported", "firmness": "strive"}, "a report with"),
        ({"kind": "rank"}, "a rank without its unit"),
        ({"firmness": "sure"}, "an unknown choice"),
        ({"subject": ""}, "no subject"),
    ],
    ids=lambda given: str(given)[:40],
)
def test_what_does_not_hold_is_told(change: dict[str, Any], complaint: str) -> None:
    document = read("产值增长7%。")
    (one,) = document.statements
    told = broken(replace(document, statements=(replace(one, **change),)))
    assert any(complaint in line for line in told), told


def test_books_and_statements_out_of_order_are_told() -> None:
    document = read("产值增长7%。税收增长8%。")
    (book,) = document.books
    assert broken(replace(document, statements=document.statements[::-1]))
    assert broken(replace(document, books=(replace(book, end=99),)))
    assert broken(replace(document, books=(replace(book, start=3),)))
    assert broken(replace(document, books=(book, book)))


def wrap(text: str, column: int) -> tuple[str, list[int]]:
    """The text set in a column this many characters wide, and where each character has gone.

    A line may hang over by the end of its sentence: were it to end the line, nobody could tell the edge of the column
    from the end of a paragraph.
    """
    out: list[str] = []
    moved: list[int] = []
    filled = 0.0
    for at, char in enumerate(text):
        if filled + width(char) > column and text[at - 1] not in "。”’）":
            out.append("\n")
            filled = 0.0
        filled += width(char)
        moved.append(len(out))
        out.append(char)
    return "".join(out), moved


def shifted(one: Statement, moved: Sequence[int]) -> Statement:
    """The statement as it must be read where every character has moved."""

    def span(start: int, end: int) -> tuple[int, int]:
        return moved[start], moved[end - 1] + 1

    start, end = span(one.start, one.end)
    return replace(one, num=span(*one.num), start=start, end=end)
