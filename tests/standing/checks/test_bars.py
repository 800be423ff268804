"""What a city's checks bar does not count in judging, and everything says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from duban.pack.load import open_pack
from duban.pack.pack import Pack
from duban.standing.city import judge_pack
from duban.standing.documents import Judgement
from duban.standing.forecast.city import forecast
from duban.standing.reasons import reason
from duban.standing.verdict import Verdict
from tests.pack.city import city

HEADS = "key,org_unit,indicator,basis,value,unit,period,status,simulated,source,provider,replaces\n"
ROW = (
    "{key},chengguan,fixed_asset_investment,level,{value},亿元,2023-01/2023-{month:02},final,true,{source},{by},{of}\n"
)


def _city(folder: Path, *rows: str, rules: str = "") -> Pack:
    figures = {"file": "figures/more.csv", "whole": HEADS + "".join(rows)}
    return open_pack(city(folder / "城", figures, {"file": "rules.toml", "add": rules}))


def _judged(folder: Path, *rows: str, rules: str = "") -> Judgement:
    return judge_pack(_city(folder, *rows, rules=rules), date(2023, 6, 30))


def _row(key: str, month: int, value: float, source: str = "统计局", by: str = "", of: str = "") -> str:
    return ROW.format(key=key, month=month, value=value, source=source, by=by, of=of)


def _verdict(judgement: Judgement) -> Verdict:
    return next(one for one in judgement.verdicts if one.pledge.id == "chengguan.investment")


def _barred(judgement: Judgement) -> list[Any]:
    return [one for one in judgement.findings if one.code == "barred"]


def test_a_sum_of_projects_does_not_count_and_the_verdict_says_so(tmp_path: Path) -> None:
    judgement = _judged(tmp_path, _row("x", 6, 9.9, "形象投资汇总"))
    verdict = _verdict(judgement)
    assert str(verdict.until) == "2023-04"
    assert "2023年1—6月报的数不作数（项目加总代替统计数）" in reason(verdict)
    (told,) = _barred(judgement)
    assert told.fatal
    assert "figures/more.csv" in told.where
    assert "不作数" in told.what


def test_it_is_not_looked_ahead_from(tmp_path: Path) -> None:
    pack = _city(tmp_path, _row("x", 6, 9.9, "形象投资汇总"))
    told = {one.pledge.id: one for one in forecast(pack, as_of=date(2023, 6, 30))}
    assert str(told["chengguan.investment"].until) == "2023-04"


def test_a_figure_of_the_provider_counts(tmp_path: Path) -> None:
    judgement = _judged(tmp_path, _row("x", 6, 5.5, by="统计局"))
    assert str(_verdict(judgement).until) == "2023-06"
    assert _verdict(judgement).barred == ""
    assert _barred(judgement) == []


def test_a_town_may_not_hand_in_its_own_investment(tmp_path: Path) -> None:
    judgement = _judged(tmp_path, _row("x", 6, 5.5, by="城关镇"))
    assert str(_verdict(judgement).until) == "2023-04"
    assert "城关镇交来的，该由统计局提供" in _barred(judgement)[0].what


def test_what_a_barred_correction_replaced_does_not_come_back(tmp_path: Path) -> None:
    rows = _row("x", 6, 5.5), _row("y", 6, 9.9, "项目清单合计", of="x")
    assert str(_verdict(_judged(tmp_path, *rows)).until) == "2023-04"


def test_a_city_may_let_it_count(tmp_path: Path) -> None:
    rules = '\n[[check]]\nid = "project_sums"\nbars = false\n'
    judgement = _judged(tmp_path, _row("x", 6, 5.5, "形象投资汇总"), rules=rules)
    assert str(_verdict(judgement).until) == "2023-06"


def test_a_city_may_bar_what_falls(tmp_path: Path) -> None:
    rules = '\n[[check]]\nid = "falling"\nbars = true\n'
    judgement = _judged(tmp_path, _row("x", 5, 4.4), _row("y", 6, 4.1), rules=rules)
    assert str(_verdict(judgement).until) == "2023-05"
    assert "2023年1—6月报的数不作数（累计数下降）" in reason(_verdict(judgement))


def test_without_a_bar_a_figure_that_falls_counts(tmp_path: Path) -> None:
    judgement = _judged(tmp_path, _row("x", 5, 4.4), _row("y", 6, 4.1))
    assert str(_verdict(judgement).until) == "2023-06"
