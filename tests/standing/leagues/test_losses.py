"""What is missing from the weight: lost as things stand, or left by the plan for the months to come."""

from __future__ import annotations

from datetime import date

import pytest

from duban.pack.load import open_pack
from duban.standing.leagues.explain import explained
from duban.standing.leagues.league import Standings
from duban.standing.leagues.losses import Short, shorts
from duban.standing.leagues.sheet import sheet
from duban.standing.leagues.standings import standings

PACK = open_pack("pinghu_2023")
JULY = standings(PACK, date(2023, 7, 31))
DECEMBER = standings(PACK, date(2023, 12, 31))


def below(told: Standings, body: str) -> dict[str, Short]:
    place, league = told.place(body), told.league_of(body)
    assert place is not None
    assert league is not None
    found = zip(place.scores, shorts(place, league, told.book.digits), strict=True)
    return {one.line.id: short for one, short in found if short}


@pytest.mark.parametrize(
    ("line", "short"),
    [
        ("gdp", Short(2500, 0)),  # 增速4.6%，目标8%：没有达到
        ("fixed_asset_investment", Short(0, 965)),  # 完成61.4%，超序时：余下的还没有到期
        ("above_scale_industrial_output", Short(79, 625)),  # 应完成58.33%得8.75分，得了7.96分
        ("industry_growth", Short(129, 0)),  # 与同组最好的比，不看目标
    ],
)
def test_a_point_is_lost_only_where_the_plan_was_not_met(line: str, short: Short) -> None:
    assert below(JULY, "xincang")[line] == short


def test_what_is_above_the_gate_and_below_the_best_is_lost_to_rank() -> None:
    assert below(JULY, "dushangang")["gdp"] == Short(833, 0)


def test_at_the_years_end_nothing_is_to_come() -> None:
    bodies = [place.org_unit.id for league in DECEMBER.leagues for place in league.ranked]
    assert not any(one.to_come for body in bodies for one in below(DECEMBER, body).values())


@pytest.mark.parametrize("told", [JULY, DECEMBER])
def test_lost_and_to_come_are_all_that_is_missing_from_the_weights(told: Standings) -> None:
    for league in told.leagues:
        for place in league.ranked:
            missing = {one.line.id: one.line.weight * 100 - (one.points or 0) for one in place.scores}
            found = below(told, place.org_unit.id)
            assert {id: one.lost + one.to_come for id, one in found.items()} == {
                id: max(0, missing[id]) for id in found
            }


def test_a_result_says_on_how_many_lines_a_body_is_scored_and_where_it_lost_most() -> None:
    places = {one["org_unit"]: one for one in sheet(JULY, JULY.leagues[0])["places"]}
    new = places["xincang"]
    assert (new["lines_counted"], new["counted"]) == (5, "80")
    assert (new["raw"], new["lost"], new["to_come"]) == ("32.02", "32.08", "15.90")
    assert new["lost_on"][:2] == ["地区生产总值增速25.00分", "一般公共预算收入增速5.00分"]
    assert places["zhapu"]["lost"] is None


def test_few_lines_are_said_beside_the_place() -> None:
    notes = JULY.leagues[0].notes
    assert any("不到满分的一半" in one and "曹桥街道3项40分" in one for one in notes)
    assert any("折算成100分" in one and "新仓镇5项80分" in one for one in notes)


def test_the_words_of_a_point_tell_what_is_lost_and_what_is_to_come() -> None:
    place = JULY.place("xincang")
    assert place is not None
    told = list(explained(JULY, place, JULY.leagues[0]))
    assert told[0].endswith("得0.00分，失25.00分")
    assert told[3].endswith("得7.96分，失0.79分，另有6.25分尚未到期")
