"""The 任务分解表 as a Word file: A4 across, as an office prints it. Fonts are named, never embedded."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from duban.web.books.tables.merged import cells
from duban.web.books.tables.rows import HEADS, Table

_TITLE, _HEAD, _BODY = "方正小标宋简体", "黑体", "仿宋_GB2312"
# What is shown where a machine has not got the font; Word reads it from the table of fonts.
_INSTEAD: Final = {_TITLE: "宋体", _BODY: "仿宋"}
# Millimetres of the columns, together what an A4 sheet leaves across.
_WIDTHS: Final = (11, 50, 58, 26, 30, 40, 25, 27)
_CENTRED: Final = frozenset({0, 3, 4, 6})


def docx(table: Table) -> bytes:
    """The file."""
    document = Document()
    _page(document)
    _fonts(document)
    _paragraph(document, table.title, _TITLE, 22)
    _paragraph(document, table.subtitle, _BODY, 14)
    rows = 1 + sum(len(group.lines) for group in table.groups)
    grid = document.add_table(rows=rows, cols=len(HEADS))
    grid.style, grid.alignment, grid.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    laid = [row.cells for row in grid.rows]
    for row in grid.rows:
        _row_property(row, "w:cantSplit")
        row.height, row.height_rule = Mm(9), WD_ROW_HEIGHT_RULE.AT_LEAST
    _row_property(grid.rows[0], "w:tblHeader")
    for column, (head, width) in enumerate(zip(HEADS, _WIDTHS, strict=True)):
        grid.columns[column].width = Mm(width)
        for row_cells in laid:
            row_cells[column].width = Mm(width)
        _fill(laid[0][column], head, _HEAD, centred=True)
    at = 1
    for group in table.groups:
        for one in cells(group):
            for offset in range(one.height):
                cell = laid[at + one.row + offset][one.column]
                if one.height > 1:
                    _merge(cell, first=offset == 0)
                if offset == 0:
                    _fill(cell, one.text, _BODY, centred=one.column in _CENTRED)
        at += len(group.lines)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.footer_distance = Mm(10)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(footer, "— ", "宋体", 14)
    _page_number(footer)
    _run(footer, " —", "宋体", 14)


def _page_number(paragraph: Any) -> None:
    run = _run(paragraph, "", "宋体", 14)
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = text
        run._r.append(mark)


def _fonts(document: Any) -> None:
    """The style of all text, and in the file's table of fonts what stands in where one is missing."""
    told = "".join(f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>' for name, other in _INSTEAD.items())
    for part in document.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            part._blob = part.blob.replace(b"</w:fonts>", f"{told}</w:fonts>".encode())
    style = document.styles["Normal"]
    style.font.name, style.font.size = _BODY, Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _BODY)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)


def _paragraph(document: Any, text: str, font: str, size: float) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(6)
    _run(paragraph, text, font, size)


def _run(paragraph: Any, text: str, font: str, size: float) -> Any:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, Pt(size)
    run._r.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), font)
    return run


def _fill(cell: Any, text: str, font: str, *, centred: bool) -> None:
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    for at, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(paragraph, line, font, 10.5)


def _merge(cell: Any, *, first: bool) -> None:
    """One cell of several below each other; the library's own merging copies their empty paragraphs together."""
    merge = OxmlElement("w:vMerge")
    if first:
        merge.set(qn("w:val"), "restart")
    cell._tc.get_or_add_tcPr().append(merge)


def _row_property(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
