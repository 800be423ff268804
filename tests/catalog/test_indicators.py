"""The indicators of the catalog: whole, apart from one another, and sound in what they say of units and sums."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from typing import Any, get_args

import pytest

from duban.amounts import base_unit, convert
from duban.ledger.types import Accumulation, Aggregation, Indicator, Polarity
from tests.catalog.shelf import CASES, all_indicators, find, indicators, read, shared_indicators, words

REQUIRED = {
    *("id", "name", "name_en", "aliases", "unit", "display_unit", "decimals"),
    *("polarity", "accumulation", "aggregation", "definition"),
}
OPTIONAL = {"scopes", "annual_only"}
CLOSED = {"polarity": get_args(Polarity), "accumulation": get_args(Accumulation), "aggregation": get_args(Aggregation)}
FIELDS = {
    *("economy", "industry", "investment", "projects", "attraction", "finance", "trade", "agriculture"),
    *("innovation", "land", "housing", "environment", "livelihood", "employment", "health_education"),
    *("culture_tourism", "safety", "petitions", "party", "reform", "transport"),
}


def _twice(told: Iterable[str]) -> list[str]:
    return [text for text, n in Counter(told).items() if n > 1]


def test_there_are_enough_in_every_field() -> None:
    assert set(indicators()) == FIELDS
    assert len(shared_indicators()) >= 180
    assert [field for field, told in indicators().items() if len(told) < 5] == []


def test_each_has_all_its_keys_and_no_others() -> None:
    assert [one["id"] for one in all_indicators() if not REQUIRED <= set(one) <= REQUIRED | OPTIONAL] == []


def test_each_uses_the_ledgers_words() -> None:
    told = [(one["id"], key) for one in all_indicators() for key, closed in CLOSED.items() if one[key] not in closed]
    assert told == []


def test_each_is_an_indicator_of_the_ledger() -> None:
    for one in all_indicators():
        lists = {key: tuple(one.get(key, ())) for key in ("aliases", "scopes")}
        assert Indicator(**{**one, **lists}).id == one["id"]


def test_ids_are_plain_english_and_unique() -> None:
    ids = [one["id"] for one in all_indicators()]
    assert _twice(ids) == []
    assert [name for name in ids if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name)] == []


@pytest.mark.parametrize("key", ["name", "name_en", "definition"])
def test_no_two_are_told_alike(key: str) -> None:
    assert _twice(one[key] for one in all_indicators()) == []


def test_a_definition_is_one_or_two_sentences() -> None:
    told = {one["id"]: one["definition"] for one in all_indicators()}
    assert [name for name, text in told.items() if not text.endswith("。") or text.count("。") > 2] == []
    assert [name for name, text in told.items() if not 12 <= len(text) <= 110] == []


def test_a_unit_is_a_base_and_is_shown_in_one_of_its_own() -> None:
    told = all_indicators()
    assert [one["id"] for one in told if base_unit(one["unit"]) != (one["unit"], Fraction(1))] == []
    assert [one["id"] for one in told if convert(Fraction(1), one["unit"], one["display_unit"]) is None] == []
    assert [one["id"] for one in told if not 0 <= one["decimals"] <= 3] == []


def test_rates_and_places_are_never_summed() -> None:
    told = [one for one in all_indicators() if one["accumulation"] == "rate" or one["unit"] in {"%", "位"}]
    assert [one["id"] for one in told if (one["accumulation"], one["aggregation"]) != ("rate", "none")] == []


def test_means_per_head_are_never_summed() -> None:
    told = [one for one in all_indicators() if "人均" in one["name"] or one["name"].startswith(("每", "万人", "亩均"))]
    assert [one["id"] for one in told if one["aggregation"] != "none"] == []


def test_the_first_place_is_the_smallest_number() -> None:
    assert [one["id"] for one in all_indicators() if one["unit"] == "位" and one["polarity"] != "lower"] == []


def test_a_share_is_a_rate_in_per_cent() -> None:
    others = {"labour_productivity", "litigation_rate_per_10k", "suit_filing_rate_per_10k"}
    told = [one for one in all_indicators() if one["name"].endswith(("率", "占比", "比重", "比例"))]
    assert [one["id"] for one in told if one["unit"] != "%" and one["id"] not in others] == []


def test_no_word_names_two_indicators() -> None:
    assert {word: names for word, names in words().items() if len(names) > 1} == {}


def test_no_word_stands_twice_in_one() -> None:
    assert [one["id"] for one in all_indicators() if _twice([one["name"], *one["aliases"]])] == []


@pytest.mark.parametrize("case", read(CASES / "words.toml")["case"], ids=lambda case: case["word"])
def test_a_word_names_what_the_case_says(case: dict[str, Any]) -> None:
    assert find(case["word"]) == (case["indicator"] or None), case.get("why", "")


@pytest.mark.parametrize("case", read(CASES / "kinds.toml")["case"], ids=lambda case: case["indicator"])
def test_an_indicator_is_what_the_case_says(case: dict[str, Any]) -> None:
    known = {one["id"]: {"annual_only": False} | one for one in shared_indicators()}
    assert case["indicator"] in known, "no such id in catalog/indicators"
    one = known[case["indicator"]]
    assert {key: one.get(key) for key in case} | {"indicator": one["id"], "why": case.get("why")} == {
        "why": None
    } | case
