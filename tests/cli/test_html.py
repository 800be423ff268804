from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.cli.writers.html import render
from duban.cli.writers.page.marks import marked_text, pieces
from duban.reading.document import Document
from tests.cli.documents import TEXT, document, paged, sample, statement

VOID = {"meta", "link", "input"}


class Page(HTMLParser):
    """A page read back: its ids, links, the text of its source pane, and whether every element is closed in order."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.open: list[str] = []
        self.source: list[str] = []
        self.inside: list[str] = []
        self.attributes: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.attributes.append((tag, named))
        self.ids.update(filter(None, [named.get("id")]))
        if tag == "a":
            self.links.append(named["href"] or "")
        if tag not in VOID:
            self.open.append(tag)
            self.inside.append(named.get("class") or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.inside.pop()

    def handle_data(self, data: str) -> None:
        if "source" in self.inside and "sup" not in self.open:
            self.source.append(data)


def test_the_page_stands_alone() -> None:
    page = render(paged()).decode("utf-8")
    assert page.startswith('<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">')
    for tag, named in Page(page.encode()).attributes:
        assert tag not in {"img", "iframe", "object", "embed", "base"}
        assert not named.get("src")
        assert "style" not in named
        assert (named.get("href") or "#").startswith(("#", "data:,"))
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src 'none'" in page


def test_the_source_stands_in_it_to_the_character() -> None:
    page = Page(render(sample()))
    assert "".join(page.source) == TEXT
    assert page.open == []


def test_every_statement_leads_to_the_list_and_back() -> None:
    given_document = sample()
    page = Page(render(given_document))
    for number in range(1, len(given_document.statements) + 1):
        assert page.ids[f"t{number}"] == page.ids[f"s{number}"] == 1
        assert f"#t{number}" in page.links
        assert f"#s{number}" in page.links
    assert max(page.ids.values()) == 1
    assert all(link[1:] in page.ids for link in page.links)


def test_two_statements_on_one_number_both_have_their_mark() -> None:
    text = marked_text(sample())
    assert re.search(r'id="t3" href="#s3".*?10%</mark>.*?</a><a class="num" id="t4" href="#s4"', text)


def test_floor_stretch_and_report_have_words_and_classes_of_their_own() -> None:
    page = render(sample()).decode("utf-8")
    known = {1: ("pledged plan", "预期"), 2: ("pledged strive", "力争"), 5: ("pledged ensure", "确保"),
             7: ("reported plan", "已报告")}  # fmt: skip
    for number, (style, word) in known.items():
        card = re.search(rf'<li id="s{number}" class="([^"]+)">(.*?)</li>', page)
        assert card
        assert card[1].startswith(style)
        assert f'<span class="firm">{word}</span>' in card[2]


def test_paged_sources_name_the_page() -> None:
    assert '<span class="where">第2页</span>' in render(paged()).decode("utf-8")


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "\"'&<>", "</main>", "<!-- ", "甲\ud83d乙", "零\x00\x1b", "反\u202e向", "{text}"],
)
def test_a_text_cannot_break_out(text: str) -> None:
    one = statement(text, text, subject=text, book=text, unit=text, part_of=text, kind="milestone")
    page = render(document(text, [one], file=text))
    assert b"<script>alert" not in page
    parsed = Page(page)
    assert parsed.open == []
    assert "".join(parsed.source) == re.sub("[\ud83d\x00\x1b\u202e]", "\ufffd", text)


def test_an_empty_text_is_a_page() -> None:
    page = render(document("", file=None)).decode("utf-8")
    assert "承诺0条" in page
    assert "<form" not in page


def spans(size: int) -> st.SearchStrategy[list[tuple[int, int, int, int]]]:
    four = st.lists(st.integers(0, size), min_size=4, max_size=4).map(sorted)
    return st.lists(four.filter(lambda at: at[1] < at[2]).map(lambda at: (at[0], at[1], at[2], at[3])), max_size=6)


@given(spans(len(TEXT)))
def test_any_overlap_is_marked(found: list[tuple[int, int, int, int]]) -> None:
    """Quotes and numbers in any arrangement: the text is whole, every statement has one anchor, elements nest."""
    statements = [replace(statement(TEXT, TEXT), start=a, num=(b, c), end=d) for a, b, c, d in found]
    made = document(TEXT, statements)
    page = Page(render(made))
    assert "".join(page.source) == TEXT
    assert page.open == []
    assert all(page.ids[f"t{number}"] == 1 for number in range(1, len(statements) + 1))
    check_pieces(made)


def check_pieces(made: Document) -> None:
    for piece in pieces(made):
        for number, one in enumerate(made.statements):
            assert (number in piece.quoted) == (one.start <= piece.start and piece.end <= one.end)
            assert (number in piece.counted) == (one.num[0] <= piece.start and piece.end <= one.num[1])


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_words_stand_out_from_what_they_stand_on(scheme: int) -> None:
    style = html.unescape(render(sample()).decode("utf-8"))
    block = re.findall(r":root \{(.*?)\}", style, re.DOTALL)[scheme]
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", block))
    for ink in ("ink", "soft", "accent"):
        for ground in ("paper", "pane", "pledge", "report", "lit"):
            light, dark = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)
