"""What all figures of a pack together tell, their names being ids: rivals for one cell, years that nothing asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import PurePath
from typing import Final

from duban.amounts import in_words
from duban.errors import Finding
from duban.ledger.types import Fact
from duban.pack.pack import Pack

_NAMED: Final = 6  # places that a sentence tells; of more it says so


def together(facts: Sequence[Fact], pack: Pack) -> Iterator[Finding]:
    """What is to be told of the figures of a pack as a whole."""
    yield from _rivals(facts, pack)
    yield from _later(facts, pack)


def _rivals(facts: Sequence[Fact], pack: Pack) -> Iterator[Finding]:
    """Figures of one cell that differ, neither of which corrects the other, whatever file or source has them."""
    replaced = {one.replaces for one in facts if one.replaces}
    cells: dict[tuple[object, ...], list[Fact]] = {}
    for one in facts:
        if one.value is not None and one.key not in replaced and not one.contested:
            cells.setdefault(_cell(one), []).append(one)
    names = {one.id: one.name for one in pack.org_units}
    for own in cells.values():
        if len({(one.value, one.upper, one.comparator) for one in own}) > 1:
            told = "、".join(f"{in_words(one.value or Fraction(0), one.unit)}（{_short(one)}）" for one in own[:_NAMED])
            first = own[0]
            body = names.get(first.org_unit, first.org_unit)
            what = f"{body}“{first.subject}”{first.period.words}有{len(own)}个不一样的数：{told}"
            do = "都先不作数；请定下一个，或写明哪一个更正（replaces）哪一个"
            yield Finding("two-figures", place(own[-1]), what, do)


def _cell(one: Fact) -> tuple[object, ...]:
    thing = one.indicator or one.subject
    first, last = one.period.start.number, one.period.end.number
    return one.org_unit, thing, one.answers, one.scope, one.kind, one.basis, one.unit, one.status, first, last


def _later(facts: Sequence[Fact], pack: Pack) -> Iterator[Finding]:
    """Figures of years after the plan's, for which nothing is due; those of years before are what is compared with.

    What is done late is reported late: a milestone's state may be of any year.
    """
    last = max((one.due_day.year for one in pack.pledges), default=pack.year)
    last = max(last, pack.year)
    later = [one for one in facts if one.kind != "milestone" and one.period.end.year > last]
    if later:
        said = "、".join(f"{one.subject}{one.period.words}（{_short(one)}）" for one in later[:_NAMED])
        more = "……" if len(later) > _NAMED else ""
        what = f"{len(later)}个数说的是{last}年以后，没有承诺到那时才到期：{said}{more}"
        yield Finding("figures-out-of-year", place(later[0]), what, f"判定{pack.year}年时用不上；请核对期间")


def _short(fact: Fact) -> str:
    return f"{PurePath(fact.origin.file).name} {fact.origin.place}".strip() or fact.key


def place(fact: Fact) -> str:
    """Where a figure stands, else its key."""
    return f"{fact.origin.file} {fact.origin.place}".strip() or fact.key
