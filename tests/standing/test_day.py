"""The standing of a day has exactly the rows that the standing of all months has for the months that count then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import duckdb
import ibis
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.nation_data import AS_OF as YEAR_END
from benchmarks.nation_data import BODIES, KNOWN_AT, rulebook, write_nation
from duban.ledger.types import Fact, Pledge
from duban.linking.links import state_answers
from duban.pack.catalog import catalog
from duban.pack.load import open_pack
from duban.pack.schema.rulebooks import Rulebook
from duban.periods import Month
from duban.standing import tables
from duban.standing.batches import judge_batches, rank_batches, stand_batches
from duban.standing.batching import Batch
from duban.standing.checks.bars import counting
from duban.standing.compiling import standing_steps
from duban.standing.judge import Terms, inputs, run_query
from duban.standing.steps import compiled
from duban.standing.tables import Pace
from tests.standing.million import million
from tests.standing.test_engine import FACTS, PLEDGES
from tests.standing.told import fact, pledge, rule

RULES = sorted(one.id for one in catalog().rules)
PACES: list[Pace] = ["months", "season"]
ORDER = [("order", "ascending")]


@cache
def _sql(rules: str, pace: Pace, day: bool) -> str:
    schemas = {name: ibis.schema(tables.types_of(schema)) for name, schema in tables.INPUTS.items()}
    return compiled(standing_steps(rule(rules), pace, day=day), schemas, ("order", "last"), "duckdb")


def _both(terms: Terms, given: dict[str, pa.Table]) -> tuple[pa.Table, pa.Table]:
    """The rows of the day, worked out alone and taken out of all months."""
    whole = run_query(_sql(terms.rule.id, terms.pace, day=False), given)
    return run_query(_sql(terms.rule.id, terms.pace, day=True), given), whole.filter(pc.field("is_last"))


@pytest.mark.parametrize("rules", RULES)
def test_every_rule_of_the_catalog_stands_alike_over_the_demo_city(rules: str) -> None:
    pack = open_pack("pinghu_2023")
    as_of = date(2023, 8, 31)
    terms = Terms(rule(rules))
    facts = counting(pack, as_of, None).table
    given = inputs(pack.pledges, facts, terms, as_of, pack.org_units, state_answers())
    alone, taken = _both(terms, given)
    assert alone.num_rows == len(pack.pledges)
    assert alone.equals(taken)


@pytest.mark.parametrize("pace", PACES)
@pytest.mark.parametrize("as_of", [date(2023, 3, 15), date(2023, 6, 30), date(2024, 5, 31)])
def test_every_kind_of_pledge_stands_alike_whatever_the_day(as_of: date, pace: Pace) -> None:
    terms = Terms(rule("duban.default"), pace)
    alone, taken = _both(terms, inputs(PLEDGES, FACTS, terms, as_of, answers=state_answers()))
    assert alone.num_rows == len(PLEDGES)
    assert alone.equals(taken)


figures = st.integers(-3, 30)
spans = st.lists(
    st.tuples(st.integers(0, 35), st.sampled_from([1, 1, 1, 1, 3, 12]), st.none() | figures, st.booleans()),
    max_size=30,
)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([{}, {"comparator": "<="}, {"due": date(2023, 6, 30)}, {"due": date(2024, 12, 31)}]),
    st.sampled_from(["flow", "ytd", "stock"]),
    st.integers(1, 12),
    spans,
    st.sampled_from([date(2023, 4, 30), date(2023, 12, 31), date(2024, 9, 30)]),
    st.sampled_from(PACES),
)
def test_sums_stand_alike_however_they_are_told(
    told: dict[str, object],
    accumulation: str,
    months: int,
    odd: list[tuple[int, int, int | None, bool]],
    as_of: date,
    pace: Pace,
) -> None:
    """A full run of single months, so that sums are known at once, and whatever else is told beside and among them."""
    promise = pledge({"comparator": ">=", "value": 60, "accumulation": accumulation} | told, "p")
    facts = [_fact(promise, f"m{at}", Month(2023, at), 1, Fraction(7 * at % 11), False) for at in range(1, months + 1)]
    for at, (end, span, value, contested) in enumerate(odd[: len(odd) if months % 3 else 0]):
        last = Month(2022 + end // 12, end % 12 + 1)
        facts.append(_fact(promise, f"o{at}", last, span, None if value is None else Fraction(value), contested))
    terms = Terms(rule("duban.default"), pace)
    alone, taken = _both(terms, inputs([promise], facts, terms, as_of))
    assert alone.num_rows == 1
    assert alone.equals(taken)


def _fact(of: Pledge, key: str, last: Month, span: int, value: Fraction | None, contested: bool) -> Fact:
    first = last.number - span + 1
    period = f"{first // 12}-{first % 12 + 1:02}/{last.year}-{last.month:02}" if span > 1 else str(last)
    told: dict[str, object] = {"period": period, "contested": contested and value is not None}
    return fact(told | ({} if value is None else {"value": str(value)}), of, key)


@pytest.mark.parametrize("rules", ["duban.default", "ouhai2020"])
def test_a_nation_in_batches_stands_alike(rules: str, tmp_path: Path) -> None:
    nation = write_nation(tmp_path, 2)
    files = {name: nation.files(name, range(2)) for name in ("pledges", "facts")}
    found = []
    for day in (False, True):
        batch = Batch(files["pledges"], files["facts"], tmp_path / f"{day}.parquet")
        asked = ["order", "last", "fact", "actual", "verdict", "light", "is_last", "gap_shown"]
        judge_batches([batch], Terms(rule(rules)), YEAR_END, known_at=KNOWN_AT, asked=asked, day=day)
        found.append(pq.read_table(batch.result).filter(pc.field("is_last")).sort_by(ORDER))
    assert found[0].equals(found[1])
    assert found[1].num_rows == pq.read_table(batch.result).num_rows


def test_a_million_facts_with_their_year_before_stand_alike(tmp_path: Path) -> None:
    terms = Terms(rule("duban.default"), "season")
    given = million(tmp_path, terms)
    alone, taken = _both(terms, {name: given[name] for name in tables.INPUTS})
    assert alone.equals(taken)


def test_the_days_places_are_those_of_the_newest_month(tmp_path: Path) -> None:
    nation = write_nation(tmp_path, 2)
    files = {name: nation.files(name, range(2)) for name in ("pledges", "facts", "lines")}
    # One line in two has nothing of the last months but from a third of the bodies; or sums have a gap in October, so
    # that what was reported after it earns no points, and the line counts by September; or each month's first are given
    # something.
    number = "CAST(substr(indicator, 2) AS INT)"
    few = f"last % 12 > 9 AND {number} % 20 < 10 AND cell % 3 <> 1"
    gap = f"last % 12 = 9 AND {number} % 10 IN (6, 7)"
    plain = rulebook()
    cases: list[tuple[str, str, Pace, Rulebook]] = [
        ("all", "false", "months", plain),
        ("few", few, "season", plain),
        ("gap", gap, "months", plain),
        ("ladder", "false", "months", replace(plain, ladder=(Fraction(2), Fraction(1)))),
    ]
    for name, without, pace, book in cases:
        told = duckdb.read_parquet([str(path) for path in files["facts"]]).filter(f"NOT ({without})")
        told.write_parquet(str(tmp_path / f"{name}.parquet"))
        batch = Batch(
            files["pledges"],
            [tmp_path / f"{name}.parquet"],
            tmp_path / f"{name}-standing.parquet",
            files["lines"],
            tmp_path / f"{name}-places.parquet",
        )
        terms = Terms(rule("duban.default"), pace)
        stand_batches([batch], terms, book, YEAR_END, known_at=KNOWN_AT)
        alone = replace(batch, result=tmp_path / f"{name}-alone.parquet")
        judge_batches([alone], terms, YEAR_END, known_at=KNOWN_AT, day=True)
        judged, by_itself = (pq.read_table(one.result).sort_by(ORDER) for one in (batch, alone))
        assert judged.to_pydict() == by_itself.to_pydict()
        rank_batches([alone], book, pace, YEAR_END, known_at=KNOWN_AT)
        of_all = pq.read_table(alone.result).drop_columns("rank_before")
        newest = of_all.filter(pc.equal(of_all["at"], pc.max(of_all["at"])))
        by = [("body", "ascending")]
        assert newest.num_rows == 2 * BODIES
        assert newest.sort_by(by).to_pylist() == pq.read_table(batch.places).sort_by(by).to_pylist()


@pytest.mark.parametrize("ladder", [(), (Fraction(2), Fraction(1))], ids=["known of a day", "asks for all months"])
def test_the_place_of_the_month_before_comes_from_its_own_file(ladder: tuple[Fraction, ...], tmp_path: Path) -> None:
    nation, book = write_nation(tmp_path, 2), replace(rulebook(), ladder=ladder)
    files = [nation.files(name, range(2)) for name in ("pledges", "facts", "lines")]
    batch = Batch(files[0], files[1], tmp_path / "standing.parquet", files[2], tmp_path / "10.parquet")
    terms = Terms(rule("duban.default"))
    stand_batches([batch], terms, book, date(2023, 10, 31), known_at=KNOWN_AT)
    later = replace(batch, places=tmp_path / "11.parquet", before=batch.places)
    stand_batches([later], terms, book, date(2023, 11, 30), known_at=KNOWN_AT)
    whole = replace(batch, result=tmp_path / "whole.parquet")
    rank_batches([whole], book, "months", date(2023, 11, 30), known_at=KNOWN_AT)
    of_all, by = pq.read_table(whole.result), [("body", "ascending")]
    newest = of_all.filter(pc.equal(of_all["at"], pc.max(of_all["at"]))).sort_by(by)
    assert newest.to_pylist() == pq.read_table(later.places).sort_by(by).to_pylist()
    assert pc.sum(pc.not_equal(newest["rank"], newest["rank_before"])).as_py() > 0
