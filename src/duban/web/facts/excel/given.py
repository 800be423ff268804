"""What one cell of a file says for one cell of a sheet, in the sheet's own unit and words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from duban import periods
from duban.amounts import base_unit, convert, known
from duban.periods import year_in
from duban.sheets.cells import Content
from duban.sheets.figures import Figure, figure, is_nil, with_unit
from duban.sheets.lines import Row
from duban.web.facts.excel.form import Form, Line, Slot
from duban.web.facts.states import state_meant

_PLACES = 10  # decimals that are kept of a number: what a spreadsheet reckons is not exact
_EMPTY = re.compile(r"\s*\Z")
# White space within a number: one that was typed wrongly, or two in one cell.
_GAP = re.compile(r"[\d.]\s+[\d.]")


@dataclass(frozen=True, slots=True)
class Given:
    """A text for a cell, as somebody might have typed it, with the place where it stands.

    ``notes`` say what was done with it; ``doubts`` are for a person to decide on.
    """

    text: str
    where: str
    error: str = ""
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def figure_in_words(row: Row, line: Line) -> Row:
    """A row with 完成情况 as its figure, where no column of figures is there and it holds nothing but one."""
    columns, slot = row.sheet.head.columns, line.slots.get("value")
    cell = row.cells.get("progress", "")
    if slot is None or slot.measure is None or "value" in columns or is_nil(row.text("progress")):
        return row
    found = figure(cell)
    if found is None or convert(found.value, found.unit or slot.measure.unit, slot.measure.unit) is None:
        return row
    told = {name: at for name, at in columns.items() if name != "progress"} | {"value": columns["progress"]}
    cells = {name: one for name, one in row.cells.items() if name != "progress"} | {"value": cell}
    return Row(replace(row.sheet, head=replace(row.sheet.head, columns=told)), row.number, cells)


def given(row: Row, column: str, slot: Slot, form: Form, *, clears: bool) -> Given | None:
    """What a row says for a cell; None where it says nothing. ``clears``: an empty cell of it empties ours."""
    where = row.sheet.address(row.number, column)
    if column not in row.sheet.head.columns:
        return None
    text = row.text(column)
    if _EMPTY.match(text):
        return Given("", where) if clears else None
    if not clears and is_nil(text):
        return None
    if slot.kind in {"state", "day"} and is_nil(text):
        return Given("", where)
    if slot.kind == "figure":
        return _figure(row, column, slot, where)
    if slot.kind == "state":
        return _state(text.strip(), slot, where)
    if slot.kind == "day":
        day = periods.day(text, year_in(row.sheet.head.title) or form.month.year)
        return Given(day.isoformat(), where) if day else Given(text, where, f"“{text}”不是日期。请写作 2023-06-30")
    return Given(text, where)


def _state(text: str, slot: Slot, where: str) -> Given:
    if text in slot.choices or text == slot.cell.text.strip():
        return Given(text, where)
    if meant := state_meant(text, slot.choices):
        return Given(meant, where, notes=(f"表里是“{text}”，按“{meant}”收",))
    return Given(text, where, f"“{text}”不是可选的状态，可以写：{'、'.join(slot.choices)}")


def _figure(row: Row, column: str, slot: Slot, where: str) -> Given:
    """A figure in the unit of our column; what is no figure is handed on as it stands, and refused there in words."""
    cell, text = row.cells[column], row.text(column).strip()
    found, measure = figure(cell), slot.measure
    if found is None or measure is None or is_nil(text):
        return Given(text, where)
    if found.upper is not None or found.comparator not in {"", "=", "~"}:
        return Given(text, where, f"“{text}”不是一个确定的数")
    unit = with_unit(found.unit, _said_unit(row, column)) or measure.unit
    told = convert(found.value, unit, measure.unit)
    if told is None:
        return Given(text, where, f"单位是{unit}，应当是{measure.unit}，换算不了")
    notes = []
    if base_unit(unit)[1] != base_unit(measure.unit)[1]:
        notes.append(f"表里是{digits(found.value)}{unit}，换成了{digits(told)}{measure.unit}")
    if found.note:
        notes.append(f"括号里的“{found.note}”没有用到")
    asked = unsure(text, found, told)
    if not isinstance(cell, Content) or cell.number is None or found.unit:
        return Given(_typed(text, found, told, same=not (notes or asked)), where, "", tuple(notes), asked)
    return Given(digits(told), where, notes=tuple(notes))


def unsure(text: str, found: Figure, told: Fraction) -> tuple[str, ...]:
    """What makes a written figure doubtful: it is only about (约), or has a gap within."""
    if found.comparator == "~":
        return (f"写的是“{text}”，不是一个确定的数；收的话，按{digits(told)}",)
    return (f"写的是“{text}”，中间有空格；收的话，按{digits(told)}",) if _GAP.search(text) else ()


def _typed(text: str, found: Figure, told: Fraction, *, same: bool) -> str:
    """A figure that was written as text: as it stands where it is a bare number, else the number."""
    return text if same and not found.unit and re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", text) else digits(told)


def _said_unit(row: Row, column: str) -> str:
    """The unit that the row, or the head, gives."""
    if column == "growth":
        return row.sheet.head.units.get(column, "")
    own = next((text for name in ("unit", "either") if (text := row.text(name).strip()) and known(text)), "")
    return own or row.sheet.head.units.get(column, "")


def digits(number: Fraction) -> str:
    """A number in decimal digits, without zeros at its end."""
    scaled = round(number * 10**_PLACES)
    whole, part = divmod(abs(scaled), 10**_PLACES)
    tail = f"{part:0{_PLACES}d}".rstrip("0")
    return f"{'-' if scaled < 0 else ''}{whole}{'.' if tail else ''}{tail}"
