"""The demo city's league: explained to the last point, one step up confirmed, tried under other rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from duban.cli.leagues import lines
from duban.errors import InputError
from duban.pack.load import open_pack
from duban.periods import Month
from duban.standing.leagues.change import changes
from duban.standing.leagues.explain import explained
from duban.standing.leagues.robust import robust
from duban.standing.leagues.standings import rulebook_of, standings
from duban.standing.leagues.step_up import step_up, step_up_words
from duban.standing.leagues.what_if import formula_named, line_named, moves, reformulated, reweighted

PACK = open_pack("pinghu_2023")
DAY = date(2023, 12, 31)
TOLD = standings(PACK, DAY)


def test_two_groups_and_never_one_list() -> None:
    assert [league.group for league in TOLD.leagues] == ["镇街道", "开发区"]
    assert [one.rank for one in TOLD.leagues[1].places] == [1, 2, 3, 4]


def test_points_add_up_to_the_total() -> None:
    for league in TOLD.leagues:
        for place in league.ranked:
            assert place.total == (place.earned or 0) + place.bonus + place.minus + place.ladder
            lines = list(explained(TOLD, place, league))
            assert len(lines) > len(place.scores)
            assert f"第{place.rank}名" in lines[-1]


def test_one_step_up_is_confirmed_by_the_engine() -> None:
    place = TOLD.place("xindai")
    assert place is not None
    found = {one.line.line.id: one.figure for one in step_up(PACK, TOLD, place)}
    assert found["gdp"] == Fraction("8.51")  # 高于目标8.5%
    assert found["fixed_asset_investment"] is None  # 已经满分


def test_a_figure_beyond_the_best_takes_points_from_the_others() -> None:
    book = reformulated(rulebook_of(PACK), {"": formula_named(PACK, "efficacy_minmax")})
    told = standings(PACK, DAY, book)
    place = told.place("dushangang")
    assert place is not None
    assert place.rank == 2
    found = {one.line.line.id: one.figure for one in step_up(PACK, told, place)}
    # With the most already, it is first only when the first is held against more.
    assert found["fixed_asset_investment"] == 12_627_000_000
    assert max(one.actual or 0 for one in place.scores if one.line.id == "fixed_asset_investment") < 12_627_000_000


def test_first_of_the_month_before_and_the_year_so_far() -> None:
    place = TOLD.place("dushangang")
    assert place is not None
    assert place.rank_before == 1
    assert [one.month.month for one in place.history] == list(range(1, 13))


def test_what_is_asked_of_a_copy_changes_the_copy_alone() -> None:
    book = rulebook_of(PACK)
    changed = reweighted(book, {"固定资产投资": Fraction(15)})
    after = standings(PACK, DAY, changed)
    assert changed.full == 90
    assert {group: len(among) for group, among in moves(TOLD, after).items()} == {"镇街道": 5, "开发区": 4}
    assert standings(PACK, DAY) == TOLD
    called = [line_named(PACK, book, said) for said in ("固投", "固投增速", "没有")]
    assert called == ["fixed_asset_investment", "investment_growth", "没有"]
    with pytest.raises(InputError, match="固定资产投资"):
        reweighted(book, {"固投投": Fraction(1)})
    with pytest.raises(InputError, match="参数"):
        reformulated(book, {"": formula_named(PACK, "efficacy_std")})
    with pytest.raises(InputError, match="可用的有"):
        formula_named(PACK, "efficacy")


def test_every_usable_formula_is_tried() -> None:
    groups = robust(PACK, TOLD)
    tried = {one.formula.id for one in groups[0].others if one.formula}
    assert tried | {one.id for one, _ in groups[0].unusable} == {one.id for one in PACK.scores if one.of == "line"}
    assert all(one.distance <= one.pairs for group in groups for one in group.others)


def test_change_is_ranked_beside_the_earlier_places() -> None:
    towns, _ = changes(TOLD, Month(2023, 6), formula_named(PACK, "delta"))
    assert [one.rank for one in towns.changes] == sorted(one.rank for one in towns.changes)
    assert [one.name for one in towns.left_out] == ["乍浦镇（港区）"]
    with pytest.raises(InputError, match="早于12月"):
        changes(TOLD, Month(2023, 12), formula_named(PACK, "delta"))


def test_flags_are_of_work_and_say_why() -> None:
    assert {one.flag.sort for one in TOLD.proposals} == {"snail"}
    assert all(one.reason for one in TOLD.proposals)


def test_another_formula_gives_nobody_a_target() -> None:
    changed = reformulated(rulebook_of(PACK), {"": formula_named(PACK, "efficacy_minmax")})
    after = standings(PACK, DAY, changed)
    among = moves(TOLD, after)
    assert [one.org_unit.name for group in among.values() for one in group if one.falls_out] == []
    scored = {one.line.id for one in TOLD.place("xindai").scores if one.reason == "no-target"}  # type: ignore[union-attr]
    assert scored
    assert scored <= {one.line.id for one in after.place("xindai").scores if one.reason == "no-target"}  # type: ignore[union-attr]


def test_who_takes_no_place_any_more_is_said() -> None:
    book = rulebook_of(PACK)
    formula = formula_named(PACK, "efficacy_minmax")
    for_all = (replace(one, formula=formula, parameters=formula.parameters) for one in book.lines)
    untargeted = replace(book, lines=tuple(for_all))
    among = moves(TOLD, standings(PACK, DAY, untargeted))
    out = [one.org_unit.name for one in among["开发区"] if one.falls_out]
    assert len(out) == 3
    assert f"不再排名：{'、'.join(out)}" in "\n".join(lines.moves(TOLD, among))


def test_the_first_is_told_that_nobody_is_above() -> None:
    first = TOLD.leagues[0].ranked[0]
    assert list(step_up_words(TOLD, first, [])) == ["在镇街道里是第一，上面没有名次了"]
