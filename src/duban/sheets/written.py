"""A table in a text: copied from a workbook, a bulletin or a chat, its cells parted by tabs, commas, bars or spaces.

Tabs and commas keep empty cells; spaces do not. So with spaces a row must have as many cells as the others, and an
upper head is laid over the groups that the lowest head's own words form (总量 同比 位次 总量 同比 位次).
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence

from duban.sheets.columns import key
from duban.sheets.figures import figure, is_nil
from duban.sheets.findings import Findings
from duban.sheets.grids import Grid, Line
from duban.sheets.wide import holds_figures, names_column
from duban.sheets.words import plain

_SEPARATORS = "\t,|;，"
_SPACES = re.compile(r"[ \u3000\u00a0]+")
_RULE = re.compile(r"[\s|:+\-—=_]*")  # the line that parts head and rows in a drawn table

Tokens = tuple[int, list[str]]


def written(text: str, where: str, findings: Findings) -> Grid:
    """The text as one grid, its lines numbered from 1. What fits no column is a finding, and left out."""
    lines = text.lstrip("\ufeff").splitlines()
    sign = _separator(lines)
    if sign:
        return Grid("", _parted(lines, sign))
    tokens = [(number, _SPACES.split(line.strip())) for number, line in enumerate(lines, 1) if line.strip()]
    return Grid("", list(_spaced([(number, _named(texts)) for number, texts in tokens], where, findings)))


def laid(rows: Sequence[Tokens]) -> list[Line]:
    """A table's rows, whose merged heads a text has lost: heads of fewer cells are laid over the columns below."""
    full = [len(texts) for _, texts in rows if holds_figures([text for text in texts if text])]
    first = next((at for at, (_, texts) in enumerate(rows) if holds_figures([text for text in texts if text])), 0)
    width = Counter(full).most_common(1)[0][0] if full else 0
    names = next((at for at, text in enumerate(rows[first][1]) if text and figure(text) is None), 0) if full else 0
    found: list[Line] = []
    lowest: list[str] = []
    for number, texts in reversed(rows):
        there = [text for text in texts if text]
        cells = {at: text for at, text in enumerate(texts) if text}
        if full and number < rows[first][0] and len(texts) != width and len(there) > 1:
            cells = _placed(there, width, names, lowest) or cells
        if number < rows[first][0] and len(there) > 1:
            lowest = lowest or [cells.get(at, "") for at in range(width)]
        found.insert(0, Line(number, cells))
    return found


def _separator(lines: Sequence[str]) -> str:
    """The sign that parts the cells of most rows of figures; empty where only spaces do."""
    best, most = "", 0
    for sign in _SEPARATORS:
        rows = [line.strip("| ").split(sign) for line in lines if sign in line]
        count = sum(holds_figures([cell for cell in row if cell.strip()]) for row in rows)
        if count > most:
            best, most = sign, count
    return best


def _parted(lines: Sequence[str], sign: str) -> list[Line]:
    found: list[Line] = []
    kept = [line.strip().strip("|") if sign == "|" else line for line in lines]
    reader = csv.reader((f"{line}\n" for line in kept), delimiter=sign)
    number = 1
    for row in reader:
        if not _RULE.fullmatch("".join(row)):
            found.append(Line(number, {at: cell.strip() for at, cell in enumerate(row) if cell.strip()}))
        number = reader.line_num + 1
    return found


def _named(texts: list[str]) -> list[str]:
    """A row of figures with its name in one piece: 全 市 is one cell."""
    at = next((at for at, text in enumerate(texts) if figure(text) is not None or is_nil(text)), len(texts))
    return ["".join(texts[:at]), *texts[at:]] if at > 1 and holds_figures(["".join(texts[:at]), *texts[at:]]) else texts


def _spaced(tokens: Sequence[Tokens], where: str, findings: Findings) -> list[Line]:
    rows = [len(texts) for _, texts in tokens if holds_figures(texts)]
    if not rows:
        return [Line(number, dict(enumerate(texts))) for number, texts in tokens]
    width = Counter(rows).most_common(1)[0][0]
    first = next(at for at, (_, texts) in enumerate(tokens) if holds_figures(texts))
    names = next(at for at, text in enumerate(tokens[first][1]) if figure(text) is None)
    found: list[Line] = []
    for at, (number, texts) in enumerate(tokens):
        if at < first:
            continue
        if holds_figures(texts) and len(texts) != width:
            what = f"这一行有{len(texts)}格，别的行有{width}格；用空格隔开时分不清缺的是哪一格，没有用"
            do = "没有数的格子写“—”，或从 Excel 直接复制（用制表符隔开）"
            findings.add("cells-missing", f"{where} 第{number}行", what, do, fatal=True)
        else:
            found.append(Line(number, dict(enumerate(texts))))
    return _heads(list(tokens[:first]), width, names, where, findings) + found


def _heads(tokens: list[Tokens], width: int, names: int, where: str, findings: Findings) -> list[Line]:
    """The lines above the figures, each head in its column."""
    lines: list[Line] = []
    lowest: list[str] = []
    for number, texts in reversed(tokens):
        if len(texts) < 2 or "：" in "".join(texts) or ":" in "".join(texts):
            lines.insert(0, Line(number, {0: " ".join(texts)}))
            continue
        cells = _placed(texts, width, names, lowest)
        if cells is None:
            what = f"这一行表头有{len(texts)}格，对不上下面的{width}列，没有用"
            do = "请从 Excel 直接复制（用制表符隔开），或给出文件"
            findings.add("head-unclear", f"{where} 第{number}行", what, do, fatal=True)
            continue
        if not lowest:
            lowest = [cells.get(at, "") for at in range(width)]
        lines.insert(0, Line(number, cells))
    return lines


def _placed(texts: list[str], width: int, names: int, lowest: Sequence[str]) -> dict[int, str] | None:
    """A head's cells by column: all of them, all but that of the names, or one a group; None where they do not fit."""
    if len(texts) == width:
        return dict(enumerate(texts))
    named = texts[0] if names_column(texts[0]) else ""
    heads = texts[1:] if named else texts
    columns = [at for at in range(width) if at > names]
    starts = columns if len(heads) == len(columns) else _starts(lowest, columns)
    if not named and len(heads) == len(starts) + 1:  # a head over the names that is no known one
        named, *heads = texts
    if len(heads) != len(starts):
        return None
    found = dict(zip(starts, heads, strict=True))
    return {names: named, **found} if named else found


def _starts(lowest: Sequence[str], columns: Sequence[int]) -> list[int]:
    """The columns in which a group begins: where a word comes that the group has already, or that began the first."""
    starts: list[int] = []
    seen: set[str] = set()
    first = key(plain(lowest[columns[0]])) if lowest and columns else ""
    for at in columns if lowest else ():
        word = key(plain(lowest[at]))
        if not starts or word in seen or word == first:
            starts.append(at)
            seen = set()
        seen.add(word)
    return starts
