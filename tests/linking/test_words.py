"""What words alone say: who a name is, who leads, which way is better (tests/cases/linking/words.toml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from duban.errors import DeclarationError
from duban.ledger.types import OrgUnit, Spell
from duban.linking import words
from duban.linking.bodies import Bodies
from duban.linking.senses import accumulation_of, polarity_of
from duban.linking.tables import lead_of
from tests.linking.cases import load, params

UNITS = load("words", "unit", ("id", "name", "aliases", "names", "whole"))
BODIES = load("words", "body", ("said", "lead", "day", "id", "status"))
LEADS = load("words", "lead", ("cell", "is"))
SENSES = load(
    "words",
    "sense",
    ("subject", "kind", "basis", "unit", "comparator", "value", "quote", "polarity", "accumulation"),
)


@pytest.fixture(scope="module")
def bodies() -> Bodies:
    return Bodies(
        OrgUnit(
            id=one["id"],
            name=one["name"],
            aliases=tuple(one.get("aliases", ())),
            names=tuple(Spell(each["value"], end=each["end"]) for each in one.get("names", ())),
            whole=one.get("whole", False),
        )
        for one in UNITS
    )


@pytest.mark.parametrize("case", params(BODIES, "said"))
def test_a_name_is_a_body(case: Mapping[str, Any], bodies: Bodies) -> None:
    found = bodies.who(case["said"], case.get("lead", ""), case.get("day"))
    assert found.status == case.get("status", "sure"), found
    assert (found.chosen.target if found.chosen else None) == case.get("id")


def test_a_name_that_no_longer_holds_is_less_sure(bodies: Bodies) -> None:
    from datetime import date

    then, now = (bodies.propose("独山港区", day).proposals[0] for day in (date(2018, 1, 1), date(2023, 1, 1)))
    assert then.confidence > now.confidence
    assert "当时不用" in now.reason


def test_a_subject_may_begin_with_its_body(bodies: Bodies) -> None:
    assert bodies.opening("当湖街道固定资产投资") == ("danghu", "固定资产投资")
    assert bodies.opening("当湖街道的名次") == ("danghu", "名次")
    assert bodies.opening("固定资产投资") is None


@pytest.mark.parametrize("case", params(LEADS, "cell"))
def test_a_cell_of_units_has_a_lead(case: Mapping[str, Any]) -> None:
    assert lead_of(case["cell"]) == case["is"]


@pytest.mark.parametrize("case", params(SENSES, "subject"))
def test_words_say_which_way_is_better(case: Mapping[str, Any]) -> None:
    basis = case.get("basis", "level")
    falls = basis != "level" and case.get("value", 0) < 0
    polarity = polarity_of(
        case["subject"],
        kind=case.get("kind", "quantity"),
        basis=basis,
        comparator=case.get("comparator", "="),
        falls=falls,
        quote=case.get("quote", ""),
    )
    accumulation = accumulation_of(case["subject"], basis=basis, unit=case.get("unit", ""), quote=case.get("quote", ""))
    assert (polarity, accumulation) == (case["polarity"], case["accumulation"])


def test_a_table_that_nothing_reads_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(words._TABLES, "milestones", frozenset({"ladder"}))
    words.table.cache_clear()
    with pytest.raises(DeclarationError, match="answers"):
        words.table("milestones")
    words.table.cache_clear()


def test_every_file_of_the_lexicon_is_read() -> None:
    from importlib.resources import files

    there = {file.name.removesuffix(".toml") for file in files("duban.linking").joinpath("lexicon").iterdir()}
    assert there == set(words._TABLES)
    for name in there:
        assert words.table(name)
