"""``compare_peers``: tables of peers in, our place out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from duban.errors import Finding, InputError
from duban.ledger.types import OrgUnit
from duban.linking.propose import Index
from duban.pack.catalog import catalog
from duban.pack.pack import Pack
from duban.pack.words import plain
from duban.periods import Period
from duban.sheets.findings import Findings
from duban.standing.peers import fallen, printed
from duban.standing.peers.compare import absent, earlier, latest, movement, own_row, ranked
from duban.standing.peers.files import Pasted, Source, places
from duban.standing.peers.read import Setting, tables_in
from duban.standing.peers.rows import Group
from duban.standing.peers.sentence import sentence, when
from duban.standing.peers.types import Basis, Compared, Comparison, PeersTable, Ranked, Series

By = Literal["", "level", "growth", "both"]
_BASES: tuple[Basis, ...] = ("level", "growth")


@dataclass(frozen=True, slots=True)
class _Asked:
    own: str
    among: str
    by: By
    indicators: tuple[str, ...]


def compare_peers(
    tables: str | Path | Pasted | Sequence[Path | Pasted],
    *,
    pack: Pack | None = None,
    own: str = "",
    before: Sequence[Path | Pasted] = (),
    among: str = "",
    indicators: Sequence[str] = (),
    without: Sequence[str] = (),
    year: int | None = None,
    period: Period | None = None,
    by: By = "",
) -> Compared:
    """Our place by level and by growth in peers' monthly tables, its movement, the distances, the sentence to copy.

    ``tables`` are files (.xlsx and its kin, .csv, .txt, .docx), folders of such, or ``Pasted`` text. ``own`` is our
    name; without it the pack's. ``among`` names the group (嘉兴); without it the body above the pack's whole.
    ``before`` are earlier tables; without them the month before is looked for among ``tables``. ``without`` are
    bodies not to be ranked. ``year`` is that of tables that name none, ``period`` the months of those that name none.
    ``by`` says whose place the sentence tells.

    Raises an ``InputError`` where a file cannot be read, nothing in it is a peers' table, or none has our row.
    """
    setting = _setting(pack, own, among, without, year, period)
    findings = Findings()
    now = _read(_sources(tables), setting, findings)
    if not now:
        raise _nothing(findings)
    past = _read(_sources(before), replace(setting, period=None), findings) if before else now
    group = setting.group
    found = compare_tables(now, past, group.own, group.among, findings, indicators=indicators, by=by)
    return Compared(group.own, group.among, found, tuple(findings.all()))


def read_peers(
    tables: Sequence[Source],
    *,
    pack: Pack,
    year: int | None = None,
    period: Period | None = None,
    findings: Findings,
) -> tuple[PeersTable, ...]:
    """The tables alone, to be kept and compared later; each has something that can be ranked.

    Raises an ``InputError`` where a file cannot be read, or nothing in it is a peers' table.
    """
    found = _read(tables, _setting(pack, "", "", (), year, period), findings)
    if not found:
        raise _nothing(findings)
    return tuple(found)


def compare_tables(
    now: Sequence[PeersTable],
    past: Sequence[PeersTable],
    own: str,
    among: str,
    findings: Findings,
    *,
    indicators: Sequence[str] = (),
    by: By = "",
) -> tuple[Comparison, ...]:
    """Our place in tables that were read, each indicator in its latest months, moved against those of ``past``.

    Raises an ``InputError`` where none of them has our row.
    """
    return tuple(_comparisons(now, past, _Asked(own, among, by, tuple(indicators)), findings))


def own_and_group(pack: Pack) -> tuple[str, str]:
    """What a pack's whole is called among its peers, and the group: 平湖市, 嘉兴."""
    whole = pack.org_unit(pack.whole)
    return whole.name if whole else "", _group(_parent(pack, whole))


def _setting(
    pack: Pack | None, own: str, among: str, without: Sequence[str], year: int | None, period: Period | None
) -> Setting:
    ours, group = own_and_group(pack) if pack else ("", "")
    if not (own or ours):
        raise InputError("没有写明是哪个县（市、区）", do="请加 --own 平湖市，或 --pack 城市")
    index = Index(pack.indicators, pack.choices) if pack else Index(catalog().indicators)
    named = Group(own or ours, _group(among) or group, tuple(without))
    return Setting(index, named, year or (pack.year if pack else None), period)


def _sources(tables: str | Path | Pasted | Sequence[Path | Pasted]) -> Sequence[Source]:
    if isinstance(tables, str):
        return [Path(tables)]
    return [tables] if isinstance(tables, Path | Pasted) else tables


def _parent(pack: Pack | None, whole: OrgUnit | None) -> str:
    """The name of the body above the pack's whole, at the plan year's end."""
    if pack is None or whole is None:
        return ""
    held = [one.value for one in whole.parents if one.holds(date(pack.year, 12, 31))]
    above = pack.org_unit(held[0]) if held else None
    return above.name if above else ""


def _group(name: str) -> str:
    """A group as a sentence names it: 嘉兴 for 嘉兴市."""
    return name[:-1] if len(name) > 2 and name.endswith(("市", "省", "州")) else name


def _read(sources: Sequence[Source], setting: Setting, findings: Findings) -> list[PeersTable]:
    found: list[PeersTable] = []
    for source in sources:
        found += tables_in(places(source, findings), setting, findings)
    return [table for table in found if table.series]


def _nothing(findings: Findings) -> InputError:
    """The refusal of what holds no table that can be compared, with the first reason that was found."""
    first: Finding | None = next((one for one in findings.all() if one.fatal), None)
    if first:
        return InputError(first.what, where=first.where, do=first.do)
    return InputError("没有读到可以比的表", do="要有表头，一行一个县（市、区），并写明是哪几个月")


def _comparisons(
    now: Sequence[PeersTable], past: Sequence[PeersTable], asked: _Asked, findings: Findings
) -> Iterator[Comparison]:
    if not any(own_row(table, asked.own) for table in now):
        rows = "、".join(dict.fromkeys(name for table in now for name in table.peers))
        raise InputError(f"表里没有“{asked.own}”这一行", where=now[0].file, do=f"表里有：{rows[:200]}。用 --own 写明")
    chosen = [(table, one) for table, one in latest(now) if _is_asked(one, asked.indicators)]
    if not chosen:
        names = "、".join(dict.fromkeys(one.name for table in now for one in table.series))
        raise InputError(f"表里没有“{'、'.join(asked.indicators)}”", do=f"表里有：{names[:200]}")
    for table, series in chosen:
        if own := own_row(table, asked.own):
            printed.check(series, findings)
            yield _comparison(table, series, own, past, asked, findings)
        else:
            findings.add("no-own-row", table.file, f"这张表没有“{asked.own}”这一行，{series.name}没有比", fatal=True)


def _is_asked(one: Series, indicators: Sequence[str]) -> bool:
    names = {plain(one.name), plain(one.indicator), plain(one.written)}
    return not indicators or any(plain(said) in names for said in indicators)


def _comparison(
    table: PeersTable, series: Series, own: str, past: Sequence[PeersTable], asked: _Asked, findings: Findings
) -> Comparison:
    before = earlier(past, series)
    sides = {basis: _side(table, series, basis, own, past, asked) for basis in _BASES}
    level, growth = sides["level"], sides["growth"]
    _doubts(table, series, [side for side in (level, growth) if side], before, findings)
    among = "" if table.partial else asked.among or "全市"
    words = sentence(f"{when(series)}，{series.name}", (level, growth), among, asked.by)
    return Comparison(
        *(series.name, series.indicator, series.period, series.polarity),
        level=level,
        growth=growth,
        sentence=words,
        simulated=table.simulated,
        file=table.file,
    )


def _side(
    table: PeersTable,
    series: Series,
    basis: Basis,
    own: str,
    past: Sequence[PeersTable],
    asked: _Asked,
) -> Ranked | None:
    side, before = ranked(series, basis, table, own), earlier(past, series)
    if side is None:
        return None
    side = replace(side, absent=absent(past, series, basis))
    if before is None:
        return side
    then = own_row(before[0], asked.own)
    return replace(side, movement=movement(side, ranked(before[1], basis, before[0], then), before[1]))


def _doubts(
    table: PeersTable,
    series: Series,
    sides: Sequence[Ranked],
    before: tuple[PeersTable, Series] | None,
    findings: Findings,
) -> None:
    """What the places rest on: who gave no figure, whose sum fell, and whether the table before had other rows."""
    for side in sides:
        what = f"{series.name}{'总量' if side.basis == 'level' else '增速'}"
        if side.missing:
            findings.add(
                "not-reported", table.file, f"{what}：{'、'.join(side.missing)}没有数，没有排；补报以后位次可能变"
            )
        if side.value is not None and side.place is None:
            findings.add("one-peer", table.file, f"{what}：只有一个单位有数，没有可以比的", "请给出同组各单位的数")
    if before:
        fallen.check(series, before[1], findings)
    others = set(before[0].peers) ^ set(table.peers) if before else set()
    if others and findings.first("other-peers", (table.file, before and before[0].file)):
        what = (
            f"和前一张表（{before[0].file if before else ''}）的单位不一样，只有一张表里有：{'、'.join(sorted(others))}"
        )
        findings.add("other-peers", table.file, what, "有数的单位不一样，位次不比；要比就用 --without")
    if table.simulated and findings.first("simulated", table.file):
        findings.add("simulated", table.file, "表上写明是模拟的数，只作示范")
