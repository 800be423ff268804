"""The tables of adding up as they are taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from django.utils.translation import gettext as _

from duban.amounts import base_unit
from duban.sheets.lists import Cell
from duban.standing.coverage import Coverage
from duban.web.overview.adding.gather import Covered, Found, Said
from duban.web.tables import Sheet

Named = Callable[[str], str]
Row = tuple[Cell, ...]


def sheets(found: Found, named: Named) -> list[Sheet]:
    """The whole against its parts, each body's line, what was raised, what no body took on."""
    heads = [
        (_("指标"), 24),
        (_("口径"), 10),
        (_("计量单位"), 10),
        (_("全市底线"), 12),
        (_("各单位底线"), 12),
        (_("底线还差"), 12),
        (_("全市最多"), 12),
        (_("各单位最多"), 12),
    ]
    heads += [(_("最多还差"), 12), (_("占全市%"), 10), (_("没有数的单位"), 40), (_("留意"), 60)]
    parts = [
        (_("指标"), 24),
        (_("单位"), 24),
        (_("计量单位"), 10),
        (_("底线"), 12),
        (_("最多"), 12),
        (_("说明"), 20),
        (_("原话"), 60),
    ]
    raised = [(_("指标"), 24), (_("全市"), 20), (_("单位"), 24), (_("目标"), 20), (_("比全市高（百分点）"), 18)]
    unshared = [(_("指标"), 28), (_("目标"), 20), (_("原话"), 60)]
    return [
        Sheet(_("全市和各单位"), heads, [_whole(one, named) for one in found.covered], frozen=1),
        Sheet(_("各单位的数"), parts, [row for one in found.covered for row in _parts(one, named)], frozen=2),
        Sheet(_("层层加码"), raised, list(_raised(found, named)), frozen=1),
        Sheet(
            _("没有一个单位写了的"),
            unshared,
            [(name, one.words, one.sentence) for name, one in found.unshared],
            frozen=1,
        ),
    ]


def _unit(one: Coverage) -> str:
    return one.indicator.display_unit or one.unit


def _shown(value: Fraction | None, one: Coverage) -> Fraction | None:
    return None if value is None else value / base_unit(_unit(one))[1]


def _whole(one: Covered, named: Named) -> Row:
    told, silent = one.coverage, _("、").join(f"{named(line.part.org_unit.id)}（{line.why}）" for line in one.silent)
    share = 100 * told.highest / told.whole_highest if told.whole_highest else None
    floors, most = (told.whole_floor, told.floor, told.floor_gap), (told.whole_highest, told.highest, told.gap)
    amounts = [_shown(value, told) for value in (*floors, *most)]
    return (one.name, told.scope, _unit(told), *amounts, share, silent, "；".join(told.doubts))


def _parts(one: Covered, named: Named) -> Iterator[Row]:
    told = one.coverage
    for line in one.lines:
        figures = _shown(line.part.floor, told), _shown(line.part.highest, told)
        words = str(line.why or (line.said.firm if line.said else ""))
        yield one.name, named(line.part.org_unit.id), _unit(told), *figures, words, _sentence(line.said)


def _sentence(said: Said | None) -> str:
    return said.sentence if said else ""


def _raised(found: Found, named: Named) -> Iterator[Row]:
    for one, told in zip(found.raised, found.told.ratchets, strict=True):
        for line, each in zip(one.lines, told.raises, strict=True):
            yield one.name, one.whole.words, named(each.org_unit.id), line.said.words, each.by
