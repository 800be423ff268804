"""Wide tables as records: bodies down and a column or more for each indicator, or indicators down and bodies across.

    地区    固定资产投资（亿元）      新增就业（人）                    东镇        西镇
            目标      1—6月完成      目标    完成        指标     单位  目标 完成  目标 完成
    东镇    20        11.2          800     430         新增就业  人    800  430   500  260

Each cell below a head of targets is a pledge, each below one of results a fact; a fact answers the target beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from duban.ledger.fields import columns as declared
from duban.ledger.fields import is_body, words
from duban.ledger.raw import Raw
from duban.ledger.shares import tell_apart
from duban.ledger.sources.across_heads import Said, Side, said, side_of_title, words_of
from duban.ledger.sources.titles import subject
from duban.ledger.sources.units import unit_of, units_above
from duban.periods import Period, find, five_years, year_in
from duban.periods import year as whole_year
from duban.sheets.cells import letters
from duban.sheets.columns import Column, key
from duban.sheets.figures import Comparator, figure, is_nil
from duban.sheets.findings import Findings
from duban.sheets.grids import Cell, Grid, Line
from duban.sheets.heads import Head, units_in
from duban.sheets.lines import Sheet, is_idle, rows_under
from duban.sheets.totals import is_total
from duban.sheets.wide import Wide, wides

_BODY = "org_unit"
_ANY_YEAR = 2000
_RATES = frozenset({"%", "‰", "个百分点"})
_FLIPPED: Mapping[str, Comparator] = {">=": "<=", ">": "<", "<=": ">=", "<": ">"}


@dataclass(frozen=True, slots=True)
class _Place:
    """What all cells of a table share."""

    table: Wide
    grid: Grid
    file: str
    findings: Findings
    year: int | None
    side: Side
    units: Mapping[str, str]

    @property
    def here(self) -> str:
        return f"{self.file} {self.grid.name}".strip()


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell, and whose figure of what it is."""

    row: int
    at: int
    cell: Cell | None
    body: str
    of: Said


def is_wide(first: Sequence[Line], head: Head | None, grid: Grid) -> bool:
    """Whether a sheet's first lines are those of a wide table, and declared columns do not say what it holds."""
    tables = [table for table in wides(replace(grid, lines=first)) if table.rows]
    if not tables or (head and head.columns.keys() & {"mood", "value", "answers", "id", "kind"}):
        return False
    table = tables[0]
    if _bodies_across(table):
        return True
    if head and _names_things(head, table):
        return False
    if not _bodies_down(table):
        return _things_down(table)
    told = [one for one in _said(table, _year(table)).values() if not one.idle]
    sums = head is not None and bool({"target", "actual"} & head.columns.keys())
    if sums and head and subject(head) and not head.doubles:
        return False
    told += [one for one in _said(table, _year(table)).values() if one.share]
    titled = head is not None and bool(head.doubles) and bool(subject(head) or _titled(table))
    return titled or any(one.subject for one in told)


def _names_things(head: Head, table: Wide) -> bool:
    """Whether a column, or a line above, names the indicators; under 任务 may stand names, or figures."""
    told = {*head.columns, *head.said} & {"subject", "indicator"}
    return any(name not in head.columns or not _holds_figures(table, head.columns[name]) for name in told)


def of_bodies(grid: Grid) -> bool:
    """Whether the first table of a sheet has bodies down its side or across its head."""
    table = next((one for one in wides(grid) if one.rows), None)
    return table is not None and (_bodies_down(table) or _bodies_across(table))


def rows(grid: Grid, file: str, findings: Findings) -> Iterator[Raw]:
    """The records of a sheet's wide tables, a cell each."""
    for table in filter(lambda one: one.rows, wides(grid)):
        side = side_of_title(table.title) or side_of_title(grid.name)
        place = _Place(table, grid, file, findings, _year(table), side, _units(table))
        cells = _across(place) if _bodies_across(table) else _down(place, bodies=_bodies_down(table))
        yield from _records(place, list(cells))


def _units(table: Wide) -> Mapping[str, str]:
    """The unit that is said above, for all under ""; of as many as there are indicators, one for each in order."""
    said_above = (unit for name, value in table.said if name.endswith("单位") for unit in units_in(value))
    units = [unit for unit in said_above if unit not in _RATES]
    told = _said(table, None).values()
    subjects = list(dict.fromkeys(one.subject for one in told if one.subject and not (one.idle or one.growth)))
    return units_above(units, subjects)


def _year(table: Wide) -> int | None:
    heads = (text for texts in table.heads.values() for text in texts)
    return year_in(table.title) or five_years(table.title) or next(filter(None, map(year_in, heads)), None)


def _said(table: Wide, year: int | None) -> dict[int, Said]:
    return {at: said(texts, year) for at, texts in sorted(table.heads.items())}


def _names(table: Wide) -> list[str]:
    return [name for line in table.rows if not is_total(name := line.text(table.names).strip())]


def _mostly_bodies(names: Iterable[str]) -> bool:
    there = [is_body(name) for name in names]
    return bool(there) and 2 * sum(there) > len(there)


def _bodies_down(table: Wide) -> bool:
    names = _names(table)
    return (_mostly_bodies(names) or key(table.over) in {*_places(), key("单位")}) and not any(
        find(name, _ANY_YEAR) for name in names
    )


@cache
def _places() -> frozenset[str]:
    return next(column.keys for column in declared() if column.name == _BODY)


def _body_of(texts: Sequence[str]) -> str:
    return next((text for text in texts if is_body(text) and key(text) not in _labels()), "")


def _bodies_across(table: Wide) -> bool:
    """Whether two bodies or more stand in the head, over most columns, and none down the side."""
    heads = [texts for texts in table.heads.values() if not (is_idle(texts[-1]) or is_total(texts[0]))]
    bodies = [body for texts in heads if (body := _body_of(texts))]
    return len(set(bodies)) > 1 and 2 * len(bodies) >= len(heads) and not _bodies_down(table)


def _things_down(table: Wide) -> bool:
    """Whether rows name indicators themselves, under heads that say 目标 and 完成, or name kinds of one."""
    if _kinds_down(table):
        return True
    told = [one for one in _said(table, None).values() if not one.idle]
    sides = {one.side for one in told if not one.subject and not one.growth}
    return bool(sides - {""}) and not any(find(name, _ANY_YEAR) for name in _names(table))


def _kinds_down(table: Wide) -> bool:
    """Whether rows name kinds of what the heads measure: 级别, and 计划投资 of the projects of each level."""
    told = _said(table, None).values()
    return key(table.over) in _kind_heads() and any(one.subject and one.side and not one.idle for one in told)


@cache
def _kind_heads() -> frozenset[str]:
    return frozenset(map(key, words()["idle"]["kinds"]))


@cache
def _labels() -> frozenset[str]:
    return frozenset(one for column in declared() for one in column.keys)


def _down(place: _Place, *, bodies: bool) -> Iterator[_Cell]:
    """The cells of a table whose rows are bodies, or, under heads that name no indicator, indicators."""
    table = place.table
    told = _to_the_left(_said(table, place.year)) if bodies else _said(table, place.year)
    title = _titled(table) if bodies else ""
    used = {at: replace(one, subject=one.subject or title) for at, one in told.items() if _is_used(one, table, at)}
    used = _of_one_deed(used)
    kinds = not bodies and _kinds_down(table)
    if bodies or kinds:
        sided = {one.subject for one in used.values() if one.side}
        used = {at: one for at, one in used.items() if one.subject and (bodies or one.subject in sided)}
    _tell_unused(place, told, used)
    if not used:
        return
    labels = {at: " ".join(texts) for at, texts in table.heads.items() if at in used}
    units = {f"{at}": _unit(one, place) for at, one in used.items()}
    head = Head(0, table.rows[0].number - 1, {_BODY: table.names, **{f"{at}": at for at in used}}, labels, units)
    head.labels[table.names] = ""
    sheet = Sheet(place.file, place.grid.name, head, formatted=place.grid.formatted)
    columns = [Column(_BODY, ()), *(Column(f"{at}", (labels[at],), "amount") for at in used)]
    for row in rows_under(sheet, table.rows, columns, place.findings):
        name = "".join(row.text(_BODY).split())
        for at, one in used.items():
            of = one if bodies else _row_of(name, one, place.year, kinds=kinds)
            yield _Cell(row.number, at, row.cells.get(f"{at}"), name if bodies else "", of)


def _of_one_deed(used: dict[int, Said]) -> dict[int, Said]:
    """The columns; the only results beside the only targets, in one unit, are of their deed: 建设任务, 已完成面积.

    Results that only tell of a beginning (已开工面积) are no rivals.
    """
    targets = [at for at, one in used.items() if one.side == "target" and not one.growth]
    told = [at for at, one in used.items() if one.side == "actual" and not (one.growth or one.share)]
    results = [at for at in told if not used[at].subject.removeprefix("已").startswith(words_of("begun"))]
    if len(targets) != 1 or len(results) != 1:
        return used
    target, actual = used[targets[0]], used[results[0]]
    if target.unit != actual.unit or target.subject == actual.subject or target.subject not in words_of("deeds"):
        return used
    of = target.subject + actual.subject
    return used | {at: replace(used[at], subject=of) for at in (targets[0], results[0])}


def _row_of(name: str, one: Said, year: int | None, *, kinds: bool) -> Said:
    """What a cell says whose row names the indicator, or the kind of what its column's head names."""
    if kinds:
        return replace(one, subject=f"{name}{one.subject}")
    return replace(said((name,), year), side=one.side, period=one.period, year=one.year, idle=one.idle, share=one.share)


def _titled(table: Wide) -> str:
    """What the title names, without the kind of bodies that it begins with: 旗县区引进国内到位资金."""
    thing = subject(Head(0, 0, title=table.title))
    kinds = (word for word in _places() if thing.startswith(word) and len(thing) > len(word) + 1)
    return thing.removeprefix(max(kinds, key=len, default=""))


def _to_the_left(told: Mapping[int, Said]) -> dict[int, Said]:
    """The heads, those that name no indicator being of the one to their left."""
    found: dict[int, Said] = {}
    before = ""
    for at, one in told.items():
        before = before if one.idle and not one.share else one.subject or before
        carried = one.share or (not one.idle and (one.side or one.growth))
        found[at] = replace(one, subject=before) if carried else one
    return found


def _is_used(one: Said, table: Wide, at: int) -> bool:
    if (one.idle and not one.share) or (not one.subject + one.side and not one.growth):
        return False
    texts = [text for line in table.rows if (text := line.text(at).strip())]
    return sum(figure(text) is not None or is_nil(text) for text in texts) * 2 >= max(len(texts), 1)


def _tell_unused(place: _Place, told: Mapping[int, Said], used: Mapping[int, Said]) -> None:
    heads = place.table.heads
    unused = [" ".join(heads[at]) for at in told if at not in used and not is_idle(heads[at][-1])]
    if unused:
        place.findings.add("unused-column", place.here, f"这些列没有用到：{'、'.join(unused)[:200]}")


def _across(place: _Place) -> Iterator[_Cell]:
    """The cells of a table whose columns are bodies: a row names an indicator, or what is told of the one above."""
    table = place.table
    bodies = {at: body for at, texts in sorted(table.heads.items()) if (body := _body_of(texts))}
    rest = {at: tuple(text for text in table.heads[at] if text != body) for at, body in bodies.items()}
    beside = [at for at in table.heads if at not in bodies and not is_total("".join(table.heads[at]))]
    describing = [at for at in beside if not is_idle(table.heads[at][-1]) and not _holds_figures(table, at)]
    _tell_unused(place, {at: said(table.heads[at]) for at in beside}, dict.fromkeys(describing, Said("", "")))
    name = ""
    for line in table.lines:
        name = "".join(line.text(table.names).split()) or name
        about = (name, *filter(None, ("".join(line.text(at).split()) for at in describing)))
        if is_total(about[0]):
            continue
        for at, body in bodies.items():
            of = said((*about, *rest[at]), place.year)
            if (of.share or not of.idle) and (at in line.cells or line.cells.keys() & bodies.keys()):
                yield _Cell(line.number, at, line.cells.get(at), body, of)


def _holds_figures(table: Wide, at: int) -> bool:
    texts = [text for line in table.rows if (text := line.text(at).strip())]
    return sum(figure(text) is not None for text in texts) * 2 > len(texts)


def _unit(one: Said, place: _Place) -> str:
    """The unit of a head; else of what is said above the table, where it is one for it."""
    if one.unit or one.growth or one.share:
        return one.unit
    return unit_of(one.subject, place.units)


def _records(place: _Place, cells: Sequence[_Cell]) -> Iterator[Raw]:
    """The cells as records; a column tells together what is growth, and what stands beside a cell what is a target."""
    falling = {one.at for one in cells if _unit(one.of, place) == "%" and not one.of.share and _value(one) < 0}
    targets: dict[tuple[str, str, bool], str] = {}
    # Beside a head of targets, what says nothing is no target; a comparison in a head (失业率低于) is no such head.
    both = any(one.of.side == "target" and not one.of.comparator for one in cells)
    ready: list[tuple[_Cell, bool, Side, str]] = []
    for one in cells:
        growth = one.of.growth or one.at in falling
        side: Side = one.of.side or ("actual" if both else place.side)
        name = _name(place, one)
        ready.append((one, growth, side, name))
        if side == "target" and one.cell is not None and not is_nil(_text(one.cell)):
            targets.setdefault((one.body, one.of.subject, growth), name)
    amounts = _amounts(ready)
    for one, growth, side, name in ready:
        if one.of.share and _beside(place, one, amounts):
            continue
        answers = targets.get((one.body, one.of.subject, growth), "") if side == "actual" else ""
        yield _record(place, one, growth, side, {"id": name, "key": name, "answers": answers})


def _amounts(ready: Iterable[tuple[_Cell, bool, Side, str]]) -> Mapping[tuple[str, str, Side], Fraction]:
    """What stands under targets and results, by body, indicator and side."""
    plain = ((one, side) for one, growth, side, _ in ready if not (growth or one.of.share))
    return {(one.body, one.of.subject, side): told.value for one, side in plain if (told := figure(one.cell or ""))}


def _beside(place: _Place, one: _Cell, amounts: Mapping[tuple[str, str, Side], Fraction]) -> bool:
    """Whether a share stands beside the result and the target that it is of; that it contradicts them is told."""
    target, done = (amounts.get((one.body, one.of.subject, side)) for side in ("target", "actual"))
    share = figure(one.cell) if one.cell is not None else None
    if target is None or done is None:
        return share is None
    if share and "%" in (share.unit, one.of.unit):
        tell_apart(place.findings, f"{place.here} {letters(one.at)}{one.row}", share.value, target, done)
    return True


def _record(place: _Place, one: _Cell, growth: bool, side: Side, named: Mapping[str, str]) -> Raw:
    column = side or "value"
    label = " ".join(place.table.heads.get(one.at, ()))
    unit = _unit(one.of, place) or ("%" if growth else "")
    head = Head(0, 0, {column: one.at}, {one.at: label}, {column: unit} if unit else {}, title=place.table.title)
    sheet = Sheet(place.file, place.grid.name, head, formatted=place.grid.formatted)
    fields: dict[str, object] = {
        "org_unit": one.body,
        "subject": one.of.subject,
        column: _fallen(one) if one.of.falls else one.cell,
        **named,
    }
    if growth or one.of.share:
        fields["basis"] = "growth" if growth else "share"
    if side != "actual":
        fields |= {"comparator": one.of.comparator} if one.of.comparator else {}
        fields |= {"due": due} if (due := _due(one.of) or _due_of_title(place, side)) else {}
    period = one.of.period or find(place.table.title, place.year) or _whole(one.of)
    return Raw(fields, sheet, one.row, place.file, place.findings, head.units, period, place.year, column)


def _due(of: Said) -> str:
    if of.period:
        return str(of.period.end.last_day)
    return f"{of.year}年12月31日" if of.year else ""


def _due_of_title(place: _Place, side: Side) -> str:
    """The end of the months that a table of targets is for: 一季度目标分解表."""
    if side != "target" or place.side != "target":
        return ""
    months = find(place.table.title, place.year)
    return str(months.end.last_day) if months else ""


def _whole(of: Said) -> Period | None:
    return whole_year(of.year) if of.year else None


def _fallen(one: _Cell) -> object:
    """The figure below a head that says 下降: a fall is a negative number, whether printed with its sign or without."""
    told = figure(one.cell) if one.cell is not None else None
    if told is None or told.value <= 0 or told.upper is not None:
        return one.cell
    return replace(told, value=-told.value, comparator=_FLIPPED.get(told.comparator, told.comparator))


def _value(one: _Cell) -> float:
    told = figure(one.cell) if one.cell is not None else None
    return float(told.value) if told else 0.0


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell.text


def _name(place: _Place, one: _Cell) -> str:
    sheet = f"{place.grid.name}!" if place.grid.name else ""
    return f"{place.file.rpartition('/')[2].rpartition('.')[0] or place.file}#{sheet}{letters(one.at)}{one.row}"
