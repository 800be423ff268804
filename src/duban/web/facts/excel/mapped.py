"""A provider's own table under its mapping: what would change in which table, what is refused, what is passed over."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from duban.amounts import convert
from duban.errors import InputError
from duban.pack.schema.providers import Provider
from duban.periods import Month
from duban.sheets.figures import figure, with_unit
from duban.web.facts.cells import Measure, value
from duban.web.facts.clash import plain
from duban.web.facts.excel.given import digits, unsure
from duban.web.facts.excel.loose import Bare, Loose
from duban.web.facts.excel.mapping import NOTHING, SKIP, Meaning, Meanings, Words
from duban.web.facts.provided import BASES, Table, table
from duban.web.log.amounts import month_of
from duban.web.org.directory import Directory

Which = tuple[str, str]  # indicator and scope
At = tuple[str, str]  # body and basis


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that would change, or is refused where ``error`` says why."""

    indicator: str
    scope: str
    row: str
    basis: str
    where: str
    old: str
    new: str
    name: str = ""
    label: str = ""
    error: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class Mapped:
    """All that a table says under its mapping; ``same`` cells stand there already, ``others`` are of other months."""

    changes: list[Change] = field(default_factory=list)
    refused: list[Change] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    same: int = 0
    others: int = 0


def mapped(
    bare: Bare, meanings: Meanings, words: Words, providers: Sequence[Provider], month: Month, places: Directory
) -> Mapped:
    """Compare a table with what is held. Raises InputError where nothing of it is of this month; writes nothing."""
    told, said = Mapped(findings=list(bare.findings)), dict[Which, dict[At, list[Loose]]]()
    for cell in bare.cells:
        found = _meant(cell, meanings, words)
        if found is None:
            continue
        if cell.month and cell.month != month.number:
            told.others += 1
            continue
        indicator, scope, basis, body = found
        if not (indicator and body):
            what = "不知道是哪个单位的" if indicator else "不知道是哪个指标"
            told.refused.append(Change(indicator, scope, body, basis, cell.where, "", cell.text, cell.row, "", what))
            continue
        said.setdefault((indicator, scope), defaultdict(list))[body, basis].append(cell)
    if told.others and not said:
        months = "、".join(sorted({str(month_of(one.month)) for one in bare.cells if one.month}))
        raise InputError(f"表里是{months}的数，要填的是{month}", where=bare.name, do="什么也没有改，请换一个文件或月份")
    for one in providers:
        if cells := said.get((one.indicator, one.scope)):
            _compared(told, one, cells, month, places)
    if told.others:
        told.findings.append(f"{told.others}格是别的月份的，略过")
    return told


def _meant(cell: Loose, meanings: Meanings, words: Words) -> tuple[str, str, str, str] | None:
    """Indicator, scope, basis and body of a cell, from its sheet, head and row; None where it is not wanted."""
    indicator = scope = basis = body = ""
    for part, text in (("sheets", cell.sheet), ("heads", cell.head), ("rows", cell.row)):
        said = _of(meanings, part, text, words)
        if said == SKIP:
            return None
        kind, _bar, rest = said.partition("|")
        if kind == "i":
            indicator, scope, basis = rest.split("|", 2)
        elif kind == "b":
            body = rest
    return indicator, scope, basis, body


def _of(meanings: Meanings, part: str, text: str, words: Words) -> Meaning:
    if said := meanings.get(part, {}).get(text):
        return said
    body = words.body(text) if part != "heads" else ""
    return f"b|{body}" if body else NOTHING


def _compared(
    told: Mapped, provider: Provider, cells: Mapping[At, list[Loose]], month: Month, places: Directory
) -> None:
    held = table(provider, month, places, drafts=False)
    rows = {row.org_unit: row for row in held.rows}
    typed: dict[At, str] = {}
    notes: dict[At, tuple[str, ...]] = {}
    passed: Counter[str] = Counter()
    for at, given in cells.items():
        body, basis = at
        row = rows.get(body)
        if row is None or basis not in held.bases:
            passed["没有这个单位的承诺" if row is None else f"没有承诺按{BASES[basis]}考核"] += len(given)
            continue
        texts = {_converted(one, row.measures[basis]) for one in given}
        wrong = next((error for _text, error, _note in texts if error), "")
        if len({text for text, _error, _note in texts}) > 1:
            wrong = f"同一格写了不同的数：{'、'.join(f'{one.where}是“{one.text}”' for one in given)}"
        if wrong:
            told.refused.append(_change(held, at, given[0], row.cells[basis].text, given[0].text, places, wrong))
        else:
            text, _error, note = next(iter(texts))
            typed[at], notes[at] = text, note
    told.findings += [f"{held.indicator.name}：{count}格{what}，略过" for what, count in passed.items()]
    after = table(provider, month, places, typed, drafts=False)
    for one in _changes(held, after, typed, notes, cells, places):
        if one.error:
            told.refused.append(one)
        elif _same(one.old, one.new, rows[one.row].measures[one.basis]):
            told.same += 1
        else:
            told.changes.append(one)


def _changes(
    held: Table,
    after: Table,
    typed: Mapping[At, str],
    notes: Mapping[At, tuple[str, ...]],
    cells: Mapping[At, list[Loose]],
    places: Directory,
) -> Iterator[Change]:
    before = held.texts
    for row in after.rows:
        for basis in after.bases:
            at = (row.org_unit, basis)
            if at in typed:
                cell = row.cells[basis]
                doubts = (*notes[at], *cell.doubts)
                yield _change(held, at, cells[at][0], before[at], typed[at], places, cell.error, doubts)


def _change(
    held: Table,
    at: At,
    cell: Loose,
    old: str,
    new: str,
    places: Directory,
    error: str = "",
    doubts: tuple[str, ...] = (),
) -> Change:
    body, basis = at
    name, label = places.name(body, held.month.last_day), f"{held.indicator.name} {BASES[basis]}"
    scope = held.provider.scope
    return Change(held.indicator.id, scope, body, basis, cell.where, old, new, name, label, error, doubts)


def _converted(cell: Loose, measure: Measure) -> tuple[str, str, tuple[str, ...]]:
    """A figure in the unit of our column; else what is wrong with it, and words where it was converted or is unsure."""
    found = figure(cell.text)
    if found is None or found.upper is not None or found.comparator not in {"", "=", "~"}:
        return cell.text, f"“{cell.text}”不是一个确定的数", ()
    fitting = (one for one in cell.said if convert(Fraction(1), one, measure.unit) is not None)
    said = cell.unit or next(fitting, "")
    unit = with_unit(found.unit, said) or measure.unit
    told = convert(found.value, unit, measure.unit)
    if told is None:
        return cell.text, f"单位是{unit}，应当是{measure.unit}，换算不了", ()
    note = () if told == found.value else (f"表里是{digits(found.value)}{unit}，换成了{digits(told)}{measure.unit}",)
    return digits(told), "", (*note, *unsure(cell.text, found, told))


def _same(old: str, new: str, measure: Measure) -> bool:
    if plain(old) == plain(new):
        return True
    try:
        return bool(old) and value(old, measure) == value(new, measure)
    except InputError:
        return False
