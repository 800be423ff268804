"""An opened pack: what its declarations became, and how its bodies and indicators are found."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from duban.errors import DeclarationError
from duban.ledger.types import Tier
from duban.pack.load import look_through, open_pack
from duban.pack.new import STARTER
from duban.pack.pack import Pack
from duban.pack.schema.settings import Rules
from duban.periods import Month
from tests.pack.city import city

OLD_DAY = date(2023, 5, 1)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return open_pack(STARTER)


def test_bodies_stand_in_official_order(tmp_path: Path) -> None:
    ids = ["city", "chengguan", "heping", "fagai", "shangwu", "tongji"]
    changes = [
        {"file": "org_units.toml", "replace": f'id = "{id}"', "by": f'id = "{id}"\norder = {9 - place}'}
        for place, id in enumerate(ids)
    ]
    opened = open_pack(city(tmp_path, *changes))
    assert [one.id for one in opened.org_units] == ids[::-1]


def test_the_whole_is_marked(pack: Pack) -> None:
    assert [one.id for one in pack.org_units if one.whole] == [pack.whole] == ["city"]


@pytest.mark.parametrize(
    ("said", "day", "id"),
    [
        ("heping", None, "heping"),
        ("和平镇", None, "heping"),
        ("和平乡", None, "heping"),
        ("和平乡", OLD_DAY, "heping"),
        ("和平镇", OLD_DAY, None),
        ("和平乡", date(2023, 7, 1), None),
        ("城关", OLD_DAY, "chengguan"),
        ("“城 关镇”", None, "chengguan"),
        ("新仓镇", None, None),
    ],
)
def test_a_body_is_found_by_what_it_is_called_on_a_day(pack: Pack, said: str, day: date | None, id: str | None) -> None:
    found = pack.org_unit(said, day)
    assert (found and found.id) == id


def test_a_name_that_went_to_another_body_is_the_others_then(tmp_path: Path) -> None:
    taken = 'names = [{value = "和平乡", from = 2023-07-01}, {value = "城关镇"}]\nkind = "镇街道"'
    # Two names at a time are one body's only if they do not overlap.
    folder = city(tmp_path, {"file": "org_units.toml", "replace": 'kind = "镇街道"', "by": taken})
    assert "时间重叠" in look_through(folder).refusals[0].what
    taken = 'aliases = ["东城"]\nnames = [{value = "城关镇", to = 2023-06-30}, {value = "和平乡", from = 2023-07-01}]'
    folder = city(tmp_path, {"file": "org_units.toml", "replace": 'aliases = ["城关"]', "by": taken})
    opened = open_pack(folder)
    told = [opened.org_unit("和平乡", OLD_DAY), opened.org_unit("和平乡", date(2023, 8, 1))]
    assert [one and one.id for one in told] == ["heping", "chengguan"]


@pytest.mark.parametrize(
    ("said", "id"),
    [
        ("gdp", "gdp"),
        ("GDP", "gdp"),
        ("固投总盘子", "fixed_asset_investment"),
        ("夜市 摊位", "night_market_stalls"),
        ("夜市", None),
    ],
)
def test_an_indicator_is_found_by_its_words(pack: Pack, said: str, id: str | None) -> None:
    found = pack.indicator(said)
    assert (found and found.id) == id


def test_values_come_in_base_units(pack: Pack) -> None:
    pledges = {one.id: one for one in pack.pledges}
    investment = pledges["chengguan.investment"]
    assert investment.unit == "元"
    assert investment.tiers == (Tier("ensure", ">=", Fraction(10**9)),)
    assert investment.assessed == Tier("ensure", ">=", Fraction(11 * 10**8), None, "某市2023年度考核办法附件一")
    nodes = ((3, 2), (6, 5), (9, 8))
    assert investment.trajectory == tuple((Month(2023, month), Fraction(value * 10**8)) for month, value in nodes)
    assert [tier.value for tier in pledges["chengguan.gdp"].tiers] == [Fraction(13, 2), Fraction(7)]


def test_a_pledge_takes_from_its_indicator_what_it_does_not_say(pack: Pack) -> None:
    pledges = {one.id: one for one in pack.pledges}
    petitions = pledges["heping.petitions"]
    assert (petitions.polarity, petitions.accumulation, petitions.unit) == ("lower", "stock", "件")
    assert (petitions.subject, petitions.year, petitions.due_day) == ("信访积案", 2023, date(2023, 12, 31))


def test_a_pledge_keeps_where_it_was_said_and_who_sees_to_it(pack: Pack) -> None:
    pledge = next(one for one in pack.pledges if one.id == "attraction.investment")
    assert (pledge.origin.book, pledge.origin.file) == ("attraction", "books/attraction.txt")
    assert pledge.origin.quote == "全市固定资产投资力争完成18亿元"
    assert pledge.responsible == ("shangwu", "fagai")


def test_pledges_stand_in_the_order_of_the_books(pack: Pack) -> None:
    assert list(dict.fromkeys(one.origin.book for one in pack.pledges)) == [one.id for one in pack.books]


def test_the_light_rule_is_the_one_that_is_named(tmp_path: Path) -> None:
    folder = city(tmp_path, {"file": "rules.toml", "replace": "duban.default", "by": "wuhan"})
    opened = open_pack(folder)
    rule = opened.light_rule()
    assert rule
    assert (rule.id, opened.rules.light) == ("wuhan", "wuhan")
    assert opened.light_rule("nothing") is None


def test_without_a_word_on_rules_the_house_rule_holds(tmp_path: Path) -> None:
    folder = city(tmp_path, {"file": "rules.toml", "gone": True})
    rules = open_pack(folder).rules
    assert rules == Rules("duban.default", "months", Fraction(5), Fraction(1, 2))


def test_a_provider_hands_in_for_a_while(tmp_path: Path) -> None:
    more = '[[provider]]\nindicator = "night_market_stalls"\nprovider = "fagai"\nfrom = 2023-07-01\n'
    folder = city(
        tmp_path,
        {"file": "providers.toml", "replace": 'provider = "shangwu"', "by": 'provider = "shangwu"\nto = 2023-06-30'},
        {"file": "providers.toml", "add": more},
    )
    opened = open_pack(folder)
    told = [opened.provider("night_market_stalls", "全域", day) for day in (OLD_DAY, date(2023, 7, 1))]
    assert [one and one.provider for one in told] == ["shangwu", "fagai"]
    assert opened.provider("gdp", "不含港区", OLD_DAY) is None


def test_of_several_choices_the_latest_holds(tmp_path: Path) -> None:
    links = "".join(
        f'[[link]]\nsubject = "投资"\nindicator = "{indicator}"\nchosen = {chosen}\n'
        for indicator, chosen in (("gdp", "2023-05-02"), ("industrial_investment", "2023-01-01"))
    )
    opened = open_pack(city(tmp_path, {"file": "links.toml", "whole": links}))
    assert opened.choices == {("投资", ""): ("gdp", "全域")}


def test_a_pack_is_refused_with_all_that_is_wrong(tmp_path: Path) -> None:
    folder = city(
        tmp_path,
        {"file": "org_units.toml", "replace": "kind", "by": "knid"},
        {"file": "providers.toml", "replace": '"gdp"', "by": '"gpd"'},
    )
    with pytest.raises(DeclarationError) as refused:
        open_pack(folder)
    assert [one.code for one in refused.value.problems] == ["unknown-key", "unknown-indicator"]
    assert f"{folder}/org_units.toml:7" in str(refused.value)


@pytest.mark.parametrize(("name", "says"), [("nowhere", "没有这个城市文件夹"), (".", "里面没有 pack.toml")])
def test_what_is_no_pack_is_refused(name: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DeclarationError, match=says):
        open_pack(name)


def test_a_pack_may_be_as_small_as_its_city(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text('[pack]\nid = "a"\nname = "甲市"\nyear = 2023\nwhole = "a"\n', "utf-8")
    (tmp_path / "org_units.toml").write_text('[[org_unit]]\nid = "a"\nname = "甲市"\n', "utf-8")
    opened = open_pack(tmp_path)
    assert ([one.name for one in opened.org_units], opened.pledges, opened.findings) == (["甲市"], (), ())
