"""One standing, however it is run: at once or step by step, and with every name that a rule may use."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import duckdb
import ibis
import pyarrow as pa
import pytest

from duban.formula.check import checked
from duban.formula.parse import Sort
from duban.linking.links import state_answers
from duban.pack.schema.lights import Light, LightRule
from duban.pack.schema.names import LIGHT_SORTS
from duban.standing.compiling import standing_steps
from duban.standing.judge import Terms, inputs, judge, run_query
from duban.standing.queries import standing_sql
from duban.standing.tables import Pace, types_of
from tests.standing.told import fact, pledge, rule

AS_OF = date(2023, 6, 30)
PLEDGES = [
    pledge({"comparator": ">=", "value": 120}, "sum"),
    pledge({"comparator": ">=", "value": 120, "accumulation": "flow"}, "flow"),
    pledge({"comparator": "~", "value": 8, "basis": "growth", "unit": "%"}, "growth"),
    pledge({"comparator": "range", "value": 5, "upper": 6, "unit": "%", "polarity": "neutral"}, "range"),
    pledge({"kind": "trend", "comparator": "<", "polarity": "lower"}, "trend"),
    pledge({"kind": "milestone", "comparator": "=", "state": "建成", "due": date(2023, 3, 31)}, "milestone"),
    pledge({"comparator": ">=", "value": 1}, "silent"),
    pledge({"kind": "trend", "basis": "growth", "unit": "%", "comparator": "~", "against": "经济"}, "keeps_up"),
    pledge({"comparator": ">=", "value": 120}, "share"),
]
FACTS = [
    *(fact({"until": n, "value": 9 * n}, PLEDGES[0], f"sum{n}") for n in (2, 3, 6)),
    *(fact({"period": "2022-01/2022-06", "value": 30}, PLEDGES[0], "s22"),),
    *(fact({"period": f"2023-0{n}", "value": 10 + n}, PLEDGES[1], f"flow{n}") for n in (1, 2, 3, 5)),
    *(fact({"until": n, "value": str(Fraction(15, 2) + n / 4)}, PLEDGES[2], f"growth{n}") for n in (3, 6)),
    fact({"until": 6, "value": "5.5"}, PLEDGES[3], "range"),
    fact({"period": "2022-01/2022-06", "value": 12}, PLEDGES[4], "then"),
    fact({"until": 6, "value": 10}, PLEDGES[4], "now"),
    fact({"period": "2023-03", "state": "在建"}, PLEDGES[5], "building"),
    fact({"period": "2023-05", "state": "投用"}, PLEDGES[5], "built"),
    *(fact({"kind": "quantity", "until": n, "value": n}, PLEDGES[7], f"own{n}") for n in (3, 6)),
    fact({"kind": "quantity", "until": 6, "value": 7, "answers": PLEDGES[7].yardstick}, PLEDGES[7], "other"),
    fact(
        {"kind": "quantity", "until": 6, "value": "6.25", "answers": PLEDGES[7].yardstick, "replaces": "other"},
        PLEDGES[7],
        "mended",
    ),
    fact({"until": 5, "value": 45}, PLEDGES[8], "of it"),
    fact({"until": 6, "value": "52.5", "unit": "%", "basis": "share"}, PLEDGES[8], "share"),
]


def _step_by_step(terms: Terms, given: dict[str, pa.Table]) -> pa.Table:
    """As an engine without one long query would: every step a table made from those before it."""
    known = {name: ibis.table(types_of(table.schema), name=name) for name, table in given.items()}
    with duckdb.connect() as engine:
        for name, table in given.items():
            engine.register(name, table)
        for step in standing_steps(terms.rule, terms.pace):
            made = step.build(known)
            engine.execute(f"CREATE TEMP TABLE {step.name} AS {ibis.to_sql(made, dialect='duckdb', pretty=False)}")
            known[step.name] = ibis.table(made.schema(), name=step.name)
        return engine.sql('SELECT * FROM standing ORDER BY "order", last').to_arrow_table()


@pytest.mark.parametrize("pace", ["months", "season"])
@pytest.mark.parametrize("rules", ["duban.default", "ouhai2020", "tianjin.investment", "sanya2022.area"])
def test_one_query_says_what_its_steps_say(rules: str, pace: Pace) -> None:
    terms = Terms(rule(rules), pace)
    given = inputs(PLEDGES, FACTS, terms, AS_OF, answers=state_answers())
    assert run_query(standing_sql(terms.rule, terms.pace), given).to_pylist() == _step_by_step(terms, given).to_pylist()


def _asking(name: str, sort: Sort) -> Light:
    """A light that asks for a name, for the month before's and for the peers'."""
    when = {"condition": f"{name} or not previous({name})", "word": f'{name} == "x" or latest({name}) == {name}'}
    text = when.get(sort, f"{name} >= previous({name}) or {name} <= mean({name}) or {name} == best({name})")
    return Light(name, name, "", "green", "●", 1, "", checked(text, LIGHT_SORTS, "condition"))


def test_every_name_of_the_language_can_be_asked_for() -> None:
    asking = [_asking(name, sort) for name, sort in LIGHT_SORTS.items()]
    asks = LightRule("asks", "", "", (*asking, Light("none", "无", "", "grey", "◇", 2, "")))
    shown = judge(PLEDGES, FACTS, Terms(asks), AS_OF, answers=state_answers())
    assert set(shown["light"].to_pylist()) <= {*LIGHT_SORTS, "none", "not_reported"}


@pytest.mark.parametrize(
    "text", ["actual > 66.6667 + 66.6667", "share * share * 1000000 > pace", "actual * actual > share"]
)
def test_large_figures_and_constants_fit(text: str) -> None:
    big = pledge({"comparator": ">=", "value": "0.0001"})
    told = fact({"until": 6, "value": 10**12}, big, "big")
    when = checked(text, LIGHT_SORTS, "condition")
    lights = (Light("lit", "有", "", "green", "●", 1, "", when), Light("unlit", "无", "", "grey", "◇", 2, ""))
    assert judge([big], [told], Terms(LightRule("big", "", "", lights)), AS_OF)["light"].to_pylist() == ["lit"]
