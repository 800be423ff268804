"""What only all facts together can tell: two figures for one cell, keys given twice, corrections of nothing, slips."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from duban.amounts import in_words
from duban.ledger.types import Fact, Pledge
from duban.sheets.findings import Findings
from duban.sheets.slips import slips


def cell(fact: Fact) -> tuple[object, ...]:
    """What a figure is of. Two first figures of one cell contradict each other; a correction names what it replaces.

    The unit is a part of it: 20万户 and 69万人, or 2.1% and 8.5个百分点, are figures of two things.
    """
    first, last = fact.period.start.number, fact.period.end.number
    thing = fact.indicator or fact.subject
    return fact.org_unit, thing, fact.scope, fact.kind, fact.state, fact.basis, fact.unit, first, last, fact.source


@dataclass(slots=True)
class _Cells:
    """Where the first figure of each cell stands; by hash, for there may be a million."""

    kept: list[Fact]
    first: dict[int, int] = field(default_factory=dict)
    others: dict[int, list[int]] = field(default_factory=dict)

    def rival(self, fact: Fact) -> int | None:
        """An earlier figure of the same cell. Figures that answer different pledges are of different things."""
        own = cell(fact)
        at = self.first.get(hash(own))
        if at is None:
            return None
        for one in [at, *self.others.get(hash(own), [])]:
            other = self.kept[one]
            if _alike(fact.answers, other.answers) and cell(other) == own:
                return one
        return None

    def add(self, fact: Fact, at: int) -> None:
        """The next first figure."""
        own = hash(cell(fact))
        if self.first.setdefault(own, at) != at:
            self.others.setdefault(own, []).append(at)


def _alike(one: str, other: str) -> bool:
    return not one or not other or one == other


def settle(facts: Iterable[Fact], findings: Findings, known: Iterable[str] = ()) -> list[Fact]:
    """The facts that can be kept, with what was found.

    Of two facts of one key the first is kept. Of two figures for one cell, of which neither corrects the other, the
    first is kept and marked ``contested`` if they differ. ``known`` are the keys of facts kept elsewhere, which
    corrections may name.
    """
    kept: list[Fact] = []
    keys: dict[str, int] = {}
    cells = _Cells(kept)
    corrected: dict[str, int] = {}
    for fact in facts:
        if fact.key in keys:
            what = f"数据编号“{fact.key}”和{_place(kept[keys[fact.key]])}的重复，这一行没有用"
            findings.add("same-key", _place(fact), what, "每个数一个编号", fatal=True)
            continue
        at = corrected.get(fact.replaces) if fact.replaces else cells.rival(fact)
        if at is not None:
            kept[at] = _two_figures(fact, kept[at], findings)
            continue
        if fact.replaces:
            corrected[fact.replaces] = len(kept)
        else:
            cells.add(fact, len(kept))
        keys[fact.key] = len(kept)
        kept.append(fact)
    _unknown_corrections(kept, keys.keys() | set(known), findings)
    return kept


def _two_figures(fact: Fact, first: Fact, findings: Findings) -> Fact:
    """The first of two figures, told of the second."""
    differs = (fact.value, fact.upper, fact.comparator, fact.unit) != (
        first.value,
        first.upper,
        first.comparator,
        first.unit,
    )
    name = fact.subject or fact.indicator or fact.answers
    both = f"{_said(first)}（{_place(first)}）和{_said(fact)}"
    what = f"{fact.org_unit}“{name}”{fact.period.words}有两个数：{both}"
    if differs:
        do = "这一行没有用，前一个也先不作数；请定下一个，或写明这一行更正（replaces）哪一条"
        findings.add("two-figures", _place(fact), what, do, fatal=True)
        return replace(first, contested=True)
    findings.add("same-figure", _place(fact), what, "两个一样，只留一个", fatal=True)
    return first


def _said(fact: Fact) -> str:
    return fact.state or ("—" if fact.value is None else in_words(fact.value, fact.unit))


def _unknown_corrections(facts: Sequence[Fact], keys: set[str], findings: Findings) -> None:
    for fact in facts:
        if fact.replaces and fact.replaces not in keys:
            what = f"要更正的“{fact.replaces}”不在这里，按新报的数读入"
            findings.add("unknown-replaces", _place(fact), what, "请核对编号")


def unknown_answers(facts: Iterable[Fact], pledges: Iterable[Pledge], findings: Findings) -> None:
    """Tell of facts that answer a pledge which is not there."""
    known = {one.id for one in pledges}
    for fact in facts:
        if fact.answers and fact.answers not in known:
            what = f"对应的承诺“{fact.answers}”不在这里"
            findings.add("unknown-answers", _place(fact), what, "请核对编号；先按名称去对")


def bodiless(told: Sequence[Fact] | Sequence[Pledge], findings: Findings) -> None:
    """Tell of rows that name no body where others of their file do; a fact that names its pledge needs none."""
    named = {one.origin.file for one in told if one.org_unit}
    for one in told:
        if not one.org_unit and one.origin.file in named and not (isinstance(one, Fact) and one.answers):
            what = f"“{one.subject or one.indicator}”没有写单位，同一份表里别的写了，不知道是谁的"
            findings.add("no-org-unit", _place(one), what, "照读，和写了单位的对不上；请补上")


def fact_slips(facts: Sequence[Fact], findings: Findings) -> None:
    """Doubts about facts that are ten thousand times off their like: the same thing of other bodies and months."""
    like: dict[tuple[str, str], list[tuple[int, Fraction]]] = {}
    for at, fact in enumerate(facts):
        if fact.kind == "quantity" and fact.basis == "level" and fact.value is not None:
            like.setdefault((fact.indicator or fact.subject, fact.unit), []).append((at, fact.value))
    _tell(like, lambda at: (_place(facts[at]), facts[at].unit, facts[at].value or Fraction(0)), findings)


def pledge_slips(pledges: Sequence[Pledge], findings: Findings) -> None:
    """The same of the figures that pledges are judged by."""
    like: dict[tuple[str, str], list[tuple[int, Fraction]]] = {}
    for at, one in enumerate(pledges):
        if one.kind == "quantity" and one.basis == "level" and one.judged and one.judged.value is not None:
            like.setdefault((one.indicator or one.subject, one.unit), []).append((at, one.judged.value))

    def at_place(at: int) -> tuple[str, str, Fraction]:
        tier = pledges[at].judged
        return _place(pledges[at]), pledges[at].unit, (tier.value if tier else None) or Fraction(0)

    _tell(like, at_place, findings)


def _tell(
    like: Mapping[tuple[str, str], list[tuple[int, Fraction]]],
    place: Callable[[int], tuple[str, str, Fraction]],
    findings: Findings,
) -> None:
    for values in like.values():
        for at, meant in slips(values):
            where, unit, value = place(at)
            what = f"{in_words(value, unit)}和同类的数差一万倍左右，会不会是{in_words(meant, unit)}"
            findings.add("slip", where, what, "照原样读入；请核对是万还是亿")


def _place(one: Fact | Pledge) -> str:
    return f"{one.origin.file} {one.origin.place}".strip() or (one.key if isinstance(one, Fact) else one.id)
