"""The demo city: every pledge is in its book, every book in the pledges, every figure says where it is from."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from duban.ledger.types import WHOLE, Pledge
from duban.pack.files import PACKS
from duban.pack.load import look_through
from duban.pack.pack import Pack
from duban.sheets.findings import Findings
from duban.standing.city import adding_up, judge_pack, terms_of
from duban.standing.peers.api import own_and_group, read_peers
from duban.standing.verdict import Verdict
from tools import simulate

TESTS = Path(__file__).parents[1]
GOLD = TESTS / "reading/gold/pinghu_2023"
CASES = tomllib.loads((TESTS / "cases/packs/pinghu_2023.toml").read_text("utf-8"))
MIDYEAR, YEAR_END, AFTER = date(2023, 6, 30), date(2023, 12, 31), date(2024, 1, 31)
VERDICTS = {"kept", "on_pace", "behind", "missed", "not_judged", "not_reported", "dropped", "adjusted"}


@cache
def pack() -> Pack:
    found = look_through("pinghu_2023").pack
    assert found
    return found


@cache
def text(book: str) -> str:
    path = next(one.path for one in pack().books if one.id == book)
    assert path
    return path.read_text("utf-8")


def test_it_opens_without_a_word() -> None:
    look = look_through("pinghu_2023")
    assert (look.refusals, look.findings) == ((), ())


def test_it_has_fourteen_books_and_eight_places_in_order() -> None:
    books = [one.id for one in pack().books]
    assert len(books) == 14
    places = [one.org_unit for one in pack().books if one.org_unit != pack().whole]
    order = [one.id for one in pack().org_units if one.id in places]
    assert places == order == books[:8]


def test_every_pledge_quotes_its_book() -> None:
    assert [one.id for one in pack().pledges if one.origin.quote not in text(one.origin.book)] == []
    assert [one.id for one in pack().pledges if not one.origin.quote or not one.responsible] == []


def _gold() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(GOLD.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            yield path.stem, json.loads(line)


def _says(pledge: Pledge, told: dict[str, Any]) -> bool:
    """Whether a pledge is what a statement says: kind, basis, figure, how firm, by when, and the same words."""
    if (pledge.kind, pledge.basis) != (told["kind"], told["basis"]):
        return False
    if told["due"] != (pledge.due.isoformat() if pledge.due else None):
        return False
    if pledge.kind == "milestone":
        return (pledge.subject, pledge.state) == (told["subject"], told["unit"])
    value = None if told["value"] is None else Fraction(str(told["value"]))
    tiers = [(one.firmness, one.comparator, one.value) for one in pledge.tiers]
    return (told["firmness"], told["comparator"], value) in tiers and _meet(pledge, told)


def _meet(pledge: Pledge, told: dict[str, Any]) -> bool:
    """Whether the figure, or the statement's quote, stands within the words that the pledge quotes."""
    book, quote = text(pledge.origin.book), pledge.origin.quote
    at = [start for start in range(len(book)) if book.startswith(quote, start)]
    first, last = told["num"]
    return any(start <= first and last <= start + len(quote) for start in at) or told["quote"] == quote


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.jsonl")), ids=lambda path: path.stem)
def test_every_statement_is_pledged(path: Path) -> None:
    said = [told for book, told in _gold() if book == path.stem]
    out = {one["quote"] for one in CASES["left_out"] if one["book"] == path.stem}
    own = [one for one in pack().pledges if one.origin.file == f"books/{path.stem}.txt"]
    open_ = [told["quote"] for told in said if not any(_says(one, told) for one in own)]
    assert set(open_) == out
    assert [one.id for one in own if not any(_says(one, told) for told in said)] == []
    stretches = sum(len(one.tiers) - 1 for one in own)
    assert len(own) + stretches == len(said) - len(out)


@pytest.mark.parametrize(("id", "indicator"), CASES["exact"].items())
def test_wordings_that_could_mean_several_name_the_one(id: str, indicator: str) -> None:
    assert next(one.indicator for one in pack().pledges if one.id == id) == indicator


def test_every_figure_says_where_it_is_from() -> None:
    made = [one for one in pack().facts if one.origin.file.endswith("simulated.csv")]
    told = [one for one in pack().facts if one.origin.file.endswith("published.csv")]
    assert len(made) + len(told) == len(pack().facts)
    assert {(one.simulated, one.source) for one in made} == {(True, "模拟")}
    assert [one.key for one in told if one.simulated or not one.source.startswith("http")] == []


def test_simulated_figures_are_what_the_generator_makes() -> None:
    assert simulate.TARGET.read_text("utf-8") == simulate.text()


def test_the_peers_tables_say_of_the_city_what_its_own_figures_say() -> None:
    told = pack()
    own, _among = own_and_group(told)
    facts = {(one.indicator, one.basis, one.period): one.value for one in told.facts if one.org_unit == told.whole}
    tables = read_peers(sorted((PACKS / "pinghu_2023/peers").iterdir()), pack=told, findings=Findings())
    twice = 0
    for table in tables:
        for series in table.series:
            for basis in ("level", "growth"):
                cell, fact = (series.cells(basis) or {}).get(own), facts.get((series.indicator, basis, series.period))
                if cell is not None and fact is not None:
                    assert cell.value == fact, (table.file, series.name, basis)
                    twice += 1
    assert twice == 8


def test_every_indicator_that_is_used_has_a_provider_but_what_towns_count_themselves() -> None:
    used = {(one.indicator, one.scope) for one in pack().pledges if one.indicator}
    used |= {(one.indicator, one.scope) for one in pack().facts if one.kind == "quantity" and one.indicator}
    without = [one for one in sorted(used) if not pack().provider(*one, YEAR_END)]
    assert without == [(indicator, WHOLE) for indicator in CASES["counted_by_towns"]]


@pytest.mark.parametrize("case", CASES["adds_up"], ids=lambda case: case["indicator"])
def test_it_adds_up_as_the_page_does(case: dict[str, Any]) -> None:
    one = next(each for each in adding_up(pack()).coverages if each.indicator.id == case["indicator"])
    assert (one.floor, one.highest, one.whole_highest) == (case["floor"], case["highest"], case["whole"])
    floor = case.get("whole_floor", case["whole"])
    assert one.whole_floor == (None if floor == "none" else floor)
    assert one.floor_gap == (None if floor == "none" else floor - case["floor"])
    assert {part.org_unit.id: part.given for part in one.parts} == case["given"]
    assert all(case.get("doubt", "") in doubt for doubt in one.doubts)
    assert len(one.doubts) == ("doubt" in case)


def test_what_does_not_add_up_is_told() -> None:
    told = adding_up(pack())
    raised = {one.indicator.id: {each.org_unit.id: each.by for each in one.raises} for one in told.ratchets}
    assert raised == CASES["raised"]
    assert [one.id for one in told.without_book] == ["zhapu"]
    assert told.without_number == ()
    assert told.books_without_number == ("铁军锻造专项行动2023年度任务书",)
    assert not any(one.shared for one in told.unshared)


@cache
def _judged(as_of: date, rules: str = "", known_at: int | None = None) -> dict[str, Verdict]:
    terms = terms_of(pack(), pack().light_rule(rules))
    found = judge_pack(pack(), as_of, terms, known_at=known_at)
    return {one.pledge.id: one for one in found.verdicts}


def test_every_pledge_is_judged_and_every_verdict_occurs() -> None:
    seen: set[str] = set()
    for day in (MIDYEAR, YEAR_END, AFTER):
        judged = _judged(day)
        assert list(judged) == [one.id for one in pack().pledges]
        seen |= {one.verdict for one in judged.values()}
    assert seen == VERDICTS
    assert {one.kind for one in pack().pledges} == {"quantity", "rank", "trend", "milestone"}


def test_only_one_pledge_has_no_figure_at_all() -> None:
    reported = [id for id, one in _judged(YEAR_END).items() if one.verdict == "not_reported"]
    assert reported == ["jingkai.village_income"]


@pytest.mark.parametrize("case", CASES["story"], ids=lambda case: case["why"])
def test_the_year_goes_as_it_is_told(case: dict[str, Any]) -> None:
    one = _judged(case["as_of"], case.get("rules", ""), case.get("known_at"))[case["pledge"]]
    assert one.verdict == case["verdict"]
    if "stretch" in case:
        assert one.stretch_verdict == case["stretch"]
    if "actual" in case:
        assert one.actual == case["actual"]
    if "month" in case:
        assert one.history[-1][0].month == case["month"]
    shown = {str(month.month): light.key for month, light in one.history}
    assert case.get("lights", {}).items() <= shown.items()
