"""What a file would change in a sheet: cell by cell old and new, what is refused and why, what is doubtful."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from duban.errors import Finding, InputError
from duban.web.declared.pack import declarations
from duban.web.facts.cells import value
from duban.web.facts.clash import plain
from duban.web.facts.excel.form import Form, Line, Slot
from duban.web.facts.excel.given import Given, figure_in_words, given
from duban.web.facts.excel.heads import columns, label
from duban.web.facts.excel.names import Named, Names
from duban.web.facts.excel.reading import rows_of
from duban.web.facts.sheets import Typed
from duban.web.files.intake import Taken
from duban.web.org.directory import Directory

# The sheet as it would stand with some cells typed.
Trial = Callable[[Typed], Form]
_ONE_ANSWER: Final = frozenset({"state", "day"})


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that would change, or is refused where ``error`` says why. ``where`` is the cell of the file.

    ``notes`` say how it was read; with ``doubts`` it changes only if a person says so.
    """

    name: str
    row: str
    column: str
    label: str
    where: str
    old: str
    new: str
    error: str = ""
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Incoming:
    """All that a file says: changes in the sheet's order, refusals, findings, and how many cells are the same."""

    changes: tuple[Change, ...]
    refused: tuple[Change, ...]
    findings: tuple[Finding, ...]
    same: int = 0


@dataclass(slots=True)
class _Told:
    """What was found in a file so far: for a cell what each place says of it."""

    cells: dict[tuple[str, str], list[Given]] = field(default_factory=dict)
    refused: list[Change] = field(default_factory=list)
    others: int = 0
    named: bool = False


def incoming(taken: Taken, form: Form, trial: Trial, places: Directory) -> Incoming:
    """Compare a file with a sheet. Raises InputError where it is no table of this sheet at all; writes nothing."""
    found = rows_of(taken, form, columns(form, declarations().indicators), places)
    names, told = Names(form, places), _Told()
    for row in found.rows:
        named = names.named(row)
        told.named = told.named or not named.empty
        if named.line is None:
            _unknown(told, named, row.sheet.address(row.number, "name"))
            continue
        told_row = figure_in_words(row, named.line)
        for column, slot in named.line.slots.items():
            if (one := given(told_row, column, slot, form, clears=found.own and named.by_key)) is not None:
                told.cells.setdefault((named.line.key, column), []).append(one)
    if not told.cells and not told.refused:
        raise InputError(_nothing(told, form), where=taken.name, do="什么也没有改，请核对是不是选错了文件")
    return _compared(told, form, trial, found.findings)


def _nothing(told: _Told, form: Form) -> str:
    if told.others:
        return "表里只有别的单位"
    if told.named:
        return f"表里没有“{label(form, form.columns[0])}”这样要填的列，或者都是空的"
    return f"表里没有“{label(form, 'name')}”这样的列，分不清哪一行是哪一条"


def _unknown(told: _Told, named: Named, where: str) -> None:
    if named.other:
        told.others += 1
    elif not named.empty:
        told.refused.append(Change(named.words, "", "", "", where, "", "", named.problem))


def _compared(told: _Told, form: Form, trial: Trial, findings: Sequence[Finding]) -> Incoming:
    agreed = {at: all_[0] for at, all_ in told.cells.items() if len({one.text for one in all_}) == 1}
    typed = {at: one.text for at, one in agreed.items() if not one.error}
    after = {line.key: line for line in trial(typed).lines}
    changes: list[Change] = []
    refused = list(told.refused)
    same = 0
    for line in form.lines:
        written = [column for column in form.columns if (line.key, column) in told.cells]
        found = [
            _change(form, line, line.slots[one], told.cells[line.key, one], after[line.key].slots[one])
            for one in written
        ]
        differing = [one for one in found if one.error or not _is_same(line.slots[one.column], one.new)]
        same += len(found) - len(differing)
        for one in _together(differing):
            (refused if one.error else changes).append(one)
    if told.others:
        findings = (*findings, Finding("others", "", f"{told.others}行是别的单位的，略过"))
    return Incoming(tuple(changes), tuple(refused), tuple(findings), same)


def _change(form: Form, line: Line, slot: Slot, said: list[Given], after: Slot) -> Change:
    first, column = said[0], slot.cell.column
    error = first.error or after.cell.error
    if len({one.text for one in said}) > 1:
        error = f"同一格写了不同的数：{'、'.join(f'{one.where}是“{one.text}”' for one in said)}"
    doubts = () if error else (*first.doubts, *after.cell.doubts)
    notes = (*first.notes, after.cell.asks) if after.cell.asks else first.notes
    told = (label(form, column), first.where, slot.cell.text, first.text, error, doubts)
    return Change(line.name, line.key, column, *told, notes=() if error else notes)


def _together(changes: Sequence[Change]) -> Iterator[Change]:
    """A state and its day are one answer: where one of them is refused, so is the other."""
    wrong = next((one for one in changes if one.error and one.column in _ONE_ANSWER), None)
    for one in changes:
        if wrong and one.column in _ONE_ANSWER and not one.error:
            yield replace(
                one, error=f"同一行的“{wrong.label}”不能收，这一格也不收；请一起改好再传", doubts=(), notes=()
            )
        else:
            yield one


def _is_same(slot: Slot, new: str) -> bool:
    """Whether a text says what stands there already: the same figure, the same words."""
    old = slot.cell.text
    if plain(old) == plain(new):
        return True
    if slot.measure is None or not plain(old) or not plain(new):
        return False
    try:
        return value(old, slot.measure) == value(new, slot.measure)
    except InputError:
        return False
