"""Progress tables whose cells stand one below the other, as a table out of a PDF or a web page is pasted.

序号, 项目内容, 牵头单位, 落实情况 each on a line of its own, then 1 and its cells, then 2 and its. The numbers part the
rows. A cell may have several lines and one that a merged cell covers may be missing, so that the cells of a row are
told apart by what they say where there are not as many lines as heads: 教育局 is a unit, 提前完成 begins what is done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from duban.linking.grid import DONE, Grid, Role, Row, Span, head_role
from duban.linking.words import one_of, table
from duban.reading.document import Document

_LINE = re.compile(r"[^\S\n]*(\S[^\n]*\S|\S)[^\S\n]*")
_LEAST = 3  # heads of a table
_MOST = 9
_TITLE = 3  # lines above the head that may name the table
_BELOW = re.compile(r"[一二三四五六七八九十]{1,3}、|附[件注]|备注|说明[：:]")  # what stands below a table
_UNIT = re.compile(
    r"[\u4e00-\u9fff、，（）() ]{1,30}(?:局|委|办|办公室|部|院|会|中心|公司|集团|街道|镇|乡|区|县|市政府|处|科)"
)


def stacked(document: Document) -> Iterator[Grid]:
    """The progress tables of a document whose cells stand each on a line of its own."""
    lines = [Span(0, *found.span(1)) for found in _LINE.finditer(document.text)]
    at = number = 0
    while at < len(lines):
        heads = _heads(document.text, lines, at)
        if not heads:
            at += 1
            continue
        number += 1
        above = [document.text[line.start : line.end] for line in lines[max(0, at - _TITLE) : at]]
        said = {
            role: document.text[lines[at + column].start : lines[at + column].end] for column, role in heads.items()
        }
        stop, rows = _rows(document.text, lines, at + len(heads), list(heads.values()), f"表{number}")
        yield Grid(" ".join(above), said, tuple(rows))
        at = stop


def _heads(text: str, lines: Sequence[Span], at: int) -> dict[int, Role]:
    """The heads that begin at a line: 序号, one that asks and one of what is done, up to the first row's number."""
    roles: dict[int, Role] = {}
    for column, line in enumerate(lines[at : at + _MOST]):
        said = "".join(text[line.start : line.end].split())
        if said == "1" and column >= _LEAST:
            known = set(roles.values())
            return roles if DONE in known and known & {"task", "name"} else {}
        role = head_role(said)
        if role is None or (not column and role != "number"):
            return {}
        roles[column] = role
    return {}


def _rows(text: str, lines: Sequence[Span], at: int, roles: Sequence[Role], name: str) -> tuple[int, list[Row]]:
    """The rows from the line of the first number on, and where the table ends."""
    begins = [at]
    for place in range(at + 1, len(lines)):
        if text[lines[place].start : lines[place].end] == str(len(begins) + 1):
            begins.append(place)
    last = begins[-1] + _MOST
    stop = next((place for place in range(begins[-1] + 1, min(last, len(lines))) if _ends(text, lines[place])), None)
    stop = min(last, len(lines)) if stop is None else stop
    rows = []
    for number, (begin, end) in enumerate(pairwise([*begins, stop]), start=1):
        if cells := _cells(text, lines[begin + 1 : end], roles[1:]):
            rows.append(Row(f"{name}第{number}行", cells))
    return stop, rows


def _ends(text: str, line: Span) -> bool:
    """A heading below a table: what follows is no part of its last cell."""
    return _BELOW.match(text, line.start, line.end) is not None


def _cells(text: str, lines: Sequence[Span], roles: Sequence[Role]) -> Mapping[Role, Span]:
    """The cells of a row by role; empty where it cannot be told which line belongs where."""
    by_role = dict(zip(roles, lines, strict=False))
    if len(lines) == len(roles) and ("lead" not in roles or _UNIT.fullmatch(_said(text, by_role["lead"]))):
        return by_role
    asked = next(role for role in roles if role in ("task", "name"))
    unit = next((at for at in range(1, len(lines)) if _UNIT.fullmatch(_said(text, lines[at]))), None)
    begin = (
        unit + 1 if unit else next((at for at in range(1, len(lines)) if _opens().match(_said(text, lines[at]))), None)
    )
    if begin is None or begin >= len(lines):
        return {}
    task_end = lines[(unit if unit else begin) - 1].end
    cells = {asked: Span(0, lines[0].start, task_end), DONE: Span(2, lines[begin].start, lines[-1].end)}
    return {**cells, "lead": Span(1, lines[unit].start, lines[unit].end)} if unit else cells


def _said(text: str, line: Span) -> str:
    return text[line.start : line.end]


@cache
def _opens() -> re.Pattern[str]:
    """How a cell of what is done begins."""
    return one_of(table("progress")["opens"]["words"])
