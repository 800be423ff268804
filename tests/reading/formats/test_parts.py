"""The invariant: what a part's span cuts out of the text is what stands at the part's place, to the character."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx
import openpyxl
from docx.text.paragraph import Paragraph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from duban.reading.document import Source
from duban.reading.formats import Context
from duban.reading.formats import docx as docx_reader
from duban.reading.formats import html as html_reader
from duban.reading.formats import pdf as pdf_reader
from duban.reading.formats import xlsx as xlsx_reader
from duban.sheets.cells import letters
from tests.reading.formats.makers import excel, pdf, word

# Letters of every kind, also beyond the first plane, spaces and line breaks; none that XML may not hold.
TEXTS = st.text(st.sampled_from("增长目标力争埭𠮷GDP7%．，。 \u3000\u00a0\u2028<&>\"'—“”"), min_size=1, max_size=12)
SOLID = TEXTS.filter(lambda text: bool(text.strip()))
FEW = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])


def _read(source: Source) -> list[str]:
    """The texts of the parts, after a look at the parts themselves."""
    assert all(0 <= part.start < part.end <= len(source.text) for part in source.parts)
    assert all(one.end <= other.start for one, other in pairwise(source.parts))
    between = source.text
    for part in reversed(source.parts):
        between = between[: part.start] + between[part.end :]
    assert set(between) <= {"\t", "\n"}
    return [source.text[part.start : part.end] for part in source.parts]


@FEW
@given(blocks=st.lists(SOLID | st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=3), min_size=1, max_size=5))
def test_word(blocks: list[str | list[tuple[str, str]]]) -> None:
    data = word("开头", *blocks)
    source = docx_reader.read(Context(Path("x.docx"), data))
    body = docx.Document(BytesIO(data)).element.body
    paragraphs = [Paragraph(one, body).text for one in body.xpath(".//w:p")]
    for part, text in zip(source.parts, _read(source), strict=True):
        assert part.place.paragraph is not None
        assert text == paragraphs[part.place.paragraph - 1]
    assert [text for text in paragraphs if text] == _read(source)


@FEW
@given(cells=st.dictionaries(st.tuples(st.integers(0, 30), st.integers(1, 30)), SOLID | st.integers(), min_size=1))
def test_excel(cells: dict[tuple[int, int], str | int]) -> None:
    kept = {at: value if isinstance(value, str) else value % 10**12 for at, value in cells.items()}
    data = excel({"表": {f"{letters(column)}{row}": value for (column, row), value in kept.items()}})
    source = xlsx_reader.read(Context(Path("x.xlsx"), data))
    sheet = openpyxl.load_workbook(BytesIO(data))["表"]
    for part, text in zip(source.parts, _read(source), strict=True):
        assert text == str(sheet[part.place.cell or ""].value)
    assert len(source.parts) == len(kept)


@FEW
@given(texts=st.lists(SOLID, min_size=1, max_size=8))
def test_html(texts: list[str]) -> None:
    escaped = [re.sub("[<&]", lambda sign: {"<": "&lt;", "&": "&amp;"}[sign.group()], text) for text in texts]
    page = "<!DOCTYPE html><body>" + "".join(f"<p>{text}</p><table><tr><td>{text}</table>" for text in escaped)
    source = html_reader.read(Context(Path("x.html"), page.encode()))
    seen = [node.text() for node in LexborHTMLParser(page).css("p, td")]
    squeezed = [re.sub("[ \n]+", " ", text).strip(" \u00a0\u3000") for text in seen]
    assert _read(source) == [text for text in squeezed if text]
    assert [part.place.paragraph for part in source.parts] == list(range(1, len(source.parts) + 1))


@FEW
@given(
    pages=st.lists(st.lists(st.text("增长目标力争埭7%。", min_size=1, max_size=20), max_size=5), min_size=1, max_size=3)
)
def test_pdf(pages: list[list[str]]) -> None:
    data = pdf([(60, 800, "第一行")], *[[(60, 700 - 20 * at, line) for at, line in enumerate(page)] for page in pages])
    source = pdf_reader.read(Context(Path("x.pdf"), data))
    drawn = {number: page for number, page in enumerate([["第一行"], *pages], 1) if page}
    found = {part.place.page: text.splitlines() for part, text in zip(source.parts, _read(source), strict=True)}
    assert found == drawn
