"""The office in English: every sentence has its English, and a page says nothing Chinese but what is marked so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from selectolax.lexbor import LexborHTMLParser

from duban.web.templatetags.duban import chinese
from hatch_build import words
from tests.web import who
from tests.web.test_pages import PAGES, under_review
from tools.messages import PO, Sentence, faults, listed, of, read, said, updated, written

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+")
# What a person has to type in Chinese is quoted, or is an example of it: 400亿元, 6月30日 开工.
QUOTED = re.compile(r"“[^”]*”|\d+(?:亿元|个|月(?:\d+日)?)|；|开工")
NAMES = re.compile(r"%\((\w+)\)[sd]|<[^>]+>")
# Words that the field itself writes in Latin letters.
LATIN = {
    "duban",
    "verify",
    "Word",
    "PDF",
    "JPG",
    "PNG",
    "Ctrl",
    "Excel",
    "docx",
    "xlsx",
    "xls",
    "et",
    "csv",
    "Esc",
    "wang",
    "li",
    "MB",
    "SHA",
    "data",
    "undecided",
    "WPS",
    "ods",
}
# What a program writes and reads.
LATIN |= {"code", "message", "where", "do", "items", "next", "cursor", "null", "ETag", "If", "None", "Match", "JSON"}
LATIN |= {"gdzctz", "UTF", "Authorization", "Bearer", "api", "docs", "true", "false"}

# The tables of figures: names and units in the labels of their fields are not marked as Chinese yet.
UNMARKED = {"/data/2023-07/lindai/", "/data/2023-07/table/gdp/"}
OFFICE = {
    **PAGES,
    "office_head": [
        *PAGES["office_head"],
        "/books/lindai/split/",
        "/books/lindai/comments/",
        "/clauses/ponan.investment/shares/",
        "/sign-in/password/change/",
    ],
}


@pytest.fixture(scope="module")
def kept() -> dict[Sentence, list[str]]:
    """Every sentence with its English forms."""
    return {of(one): listed(one.string) for one in read() if one.id}


def test_every_sentence_has_its_english_and_none_is_left_over() -> None:
    assert faults(read(), said()) == []
    assert written(updated(read(), said())) == PO.read_text(encoding="utf-8")


def test_what_is_missing_or_left_over_is_told() -> None:
    new, old = Sentence(("没有这一句",)), next(iter(sorted(said())))
    sentences = {new: {"a.html"}} | {one: files for one, files in said().items() if one != old}
    assert faults(read(), sentences) == ["untranslated: 没有这一句 (a.html)", f"unused: {old}"]


def test_both_languages_name_the_same_things(kept: dict[Sentence, list[str]]) -> None:
    wrong = [str(one) for one, english in kept.items() if any(_names(form) != _names(one.forms[0]) for form in english)]
    assert wrong == []


def _names(words: str) -> list[str]:
    """Placeholders and elements."""
    return sorted(match[0] for match in NAMES.finditer(words))


def test_english_is_english_and_chinese_chinese(kept: dict[Sentence, list[str]]) -> None:
    assert [form for english in kept.values() for form in english if CHINESE.search(QUOTED.sub("", form))] == []
    latin = {word for one in kept for word in re.findall(r"[A-Za-z]{2,}", NAMES.sub("", one.forms[0]))}
    assert latin <= LATIN


def test_chinese_is_marked_on_an_english_page() -> None:
    with translation.override("en"):
        assert chinese("GDP增长5%以上 <b>") == 'GDP<span lang="zh-hans">增长5%以上</span> &lt;b&gt;'
        assert chinese("Lindai Town") == "Lindai Town"
    assert chinese("林埭镇") == "林埭镇"


@pytest.mark.parametrize("post", OFFICE)
def test_a_page_says_nothing_chinese_but_what_is_marked(demo: None, root: Path, post: str) -> None:
    words(root)
    under_review()
    client = who.browser(post, post)
    client.cookies["duban_language"] = "en"
    for path in OFFICE[post]:
        if path not in UNMARKED:
            assert _chinese(client, path) == [], path


def _chinese(client: Client, path: str) -> list[str]:
    """The Chinese of a page that no element marks, the page's title aside, which names the book."""
    page = LexborHTMLParser(client.get(path, follow=True).content.decode())
    assert page.css_first("main") is not None
    assert page.css_first("html[lang=en]") is not None
    for one in page.css("title, script, [lang|=zh]"):
        one.decompose()
    said = page.body.text(separator="\n").splitlines() if page.body else []
    for node in page.css("[aria-label], [placeholder], [alt], [data-confirm]"):
        said += [node.attributes.get(name) or "" for name in ("aria-label", "placeholder", "alt", "data-confirm")]
    return [line.strip() for line in said if CHINESE.search(QUOTED.sub("", line))]
