"""A result as a workbook and as csv: the places, every point with its figure, the rules and notes."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any, Final

import xlsxwriter

_PLACES: Final = (
    "名次",
    "单位",
    "总分",
    "加分",
    "扣分",
    "每月前几名",
    "计分项数",
    "能计分的满分",
    "失分",
    "尚未到期",
    "说明",
)
_POINTS: Final = ("单位", "项目", "分值", "得分", "失分", "尚未到期", "目标", "完成", "完成率%", "数据到", "计分办法")
_NONE: Final = {
    "no-figure": "未报送",
    "conflict": "两个数不一致",
    "early": "未到评价期",
    "undefined": "算不出",
    "not-for": "不考核",
    "no-target": "没有目标",
    "no-longer-counted": "不再考核",
}
_NUMBERS: Final = frozenset((*_PLACES[:1], *_PLACES[2:-1], *_POINTS[2:6], "完成率%"))
Cells = Sequence[str | int | None]


def xlsx(head: str, result: Mapping[str, Any]) -> bytes:
    """The workbook; all but plain numbers is text, nothing is a formula."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        edge = {"border": 1, "border_color": "#8A94A6", "valign": "top", "text_wrap": True}
        styles = {
            "head": book.add_format({**edge, "bold": True, "bg_color": "#E8EEF6"}),
            "text": book.add_format(edge),
            "number": book.add_format({**edge, "align": "right"}),
            "title": book.add_format({"bold": True, "font_size": 16}),
        }
        _sheet(
            book.add_worksheet("名次"),
            head,
            [_PLACES, *places(result)],
            (8, 24, 10, 8, 8, 12, 10, 14, 10, 10, 40),
            styles,
        )
        widths = (24, 24, 8, 12, 10, 10, 22, 22, 10, 12, 44)
        _sheet(book.add_worksheet("各项得分"), head, [_POINTS, *points(result)], widths, styles)
        _sheet(book.add_worksheet("办法和说明"), head, [("说明",), *said(result)], (110,), styles)
    return out.getvalue()


def _sheet(sheet: Any, head: str, rows: Sequence[Cells], widths: Sequence[int], styles: Mapping[str, Any]) -> None:
    sheet.write_string(0, 0, head, styles["title"])
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    numbers = {at for at, name in enumerate(rows[0]) if name in _NUMBERS}
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if at > 1 and column in numbers and (number := _number(value)) is not None:
                sheet.write_number(at, column, number, styles["number"])
            elif value is None or value == "":
                sheet.write_blank(at, column, None, styles["text"])
            else:
                sheet.write_string(at, column, str(value), styles["head" if at == 1 else "text"])
    sheet.freeze_panes(2, 0)
    sheet.repeat_rows(1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _number(value: str | int | None) -> float | None:
    try:
        return None if value is None else float(value)
    except ValueError:
        return None


def as_csv(head: str, result: Mapping[str, Any]) -> bytes:
    """The places and every point as csv, with the mark by which Excel knows UTF-8."""
    out = StringIO()
    writer = csv.writer(out)
    for rows in ([(head,)], [_PLACES, *places(result)], [()], [_POINTS, *points(result)], [()], said(result)):
        writer.writerows([_safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _safe(cell: str | int | None) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text[:1] in {"=", "@", "+", "\t"} or (text[:1] == "-" and _number(text) is None) else text


def places(result: Mapping[str, Any]) -> Iterator[Cells]:
    """A row a body."""
    for one in result["places"]:
        extras = (one["bonus"], one["minus"], one["ladder"], one.get("lines_counted"))
        below = (one["counted"], one.get("lost"), one.get("to_come"))
        yield (one["rank"], one["name"], one["total"], *extras, *below, one["unplaced"])


def points(result: Mapping[str, Any]) -> Iterator[Cells]:
    """A row a body and line; where there are no points, why."""
    lines = {one["line"]: one for one in result["lines"]}
    for place in result["places"]:
        for one in place["lines"]:
            line = lines[one["line"]]
            earned = one["points"] if one["points"] is not None else _NONE.get(one["why"], "")
            below = (one.get("lost"), one.get("to_come"))
            figures = (one["target"], one["actual"], one["share"], one["until"])
            yield (place["name"], line["name"], line["weight"], earned, *below, *figures, line["said"])


def said(result: Mapping[str, Any]) -> Iterator[Cells]:
    """The rules and what is said beside the table."""
    yield (f"{result['rulebook_name']}（{result['source']}），截至{result['as_of']}",)
    yield from ((one,) for one in (*result["rules"], *result["notes"]))
