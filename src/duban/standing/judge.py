"""The whole standing in one query: compiled once for a rule and a pace, run for any date and any tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from duban.ledger.types import Fact, OrgUnit, Pledge
from duban.pack.schema.lights import LightRule
from duban.periods import Month
from duban.standing import tables
from duban.standing.queries import answering_sql, standing_sql
from duban.standing.shares import by_share, with_shares, without_shares
from duban.standing.tables import Pace, Tolerance


@dataclass(frozen=True, slots=True)
class Terms:
    """How to judge: the rule, the pace of sums (months/12 or last year's season), what 左右 allows."""

    rule: LightRule
    pace: Pace = "months"
    tolerance: Tolerance = field(default_factory=Tolerance)


def judge(
    pledges: Sequence[Pledge],
    facts: Iterable[Fact],
    terms: Terms,
    as_of: date,
    *,
    org_units: Sequence[OrgUnit] = (),
    answers: Mapping[str, Iterable[str]] | None = None,
    known_at: int | None = None,
) -> pa.Table:
    """Judge pledges by facts as of a date: one row a pledge and a reported month, in the order of the pledges.

    ``known_at`` is the last log number that counts; None is all. See ``compiling.standing_steps`` for the columns.
    """
    return judged(inputs(pledges, facts, terms, as_of, org_units, answers, known_at), terms)


def judged(given: Mapping[str, pa.Table], terms: Terms) -> pa.Table:
    """The same of tables that are there already."""
    return with_shares(run_query(standing_sql(terms.rule, terms.pace), given), given.get("shared"))


def pairs(
    pledges: Sequence[Pledge], facts: Iterable[Fact], terms: Terms, as_of: date, *, known_at: int | None = None
) -> list[tuple[str, str]]:
    """Which facts answer which pledge (pledge id, fact key), in the order of their months.

    Corrected ones are left out, and those of a month that is still to come.
    """
    return paired(inputs(pledges, facts, terms, as_of, known_at=known_at), pledges, as_of)


def paired(given: Mapping[str, pa.Table], pledges: Sequence[Pledge], as_of: date) -> list[tuple[str, str]]:
    """The same of tables that are there already."""
    facts = given["facts"]
    come = facts.filter(pc.less_equal(facts["last"], Month.of(as_of).number))
    found = run_query(answering_sql(), {**given, "facts": come, "answers": tables.answer_table({})})
    whose = (pledges[order].id for order in found["order"].to_pylist())
    return list(zip(whose, found["fact"].to_pylist(), strict=True))


def inputs(
    pledges: Sequence[Pledge],
    facts: Iterable[Fact] | pa.Table,
    terms: Terms,
    as_of: date,
    org_units: Sequence[OrgUnit] = (),
    answers: Mapping[str, Iterable[str]] | None = None,
    known_at: int | None = None,
    *,
    amounts_only: bool = False,
) -> dict[str, pa.Table]:
    """The tables that a standing is run on, by their names in the query; ``facts`` may be their table already.

    A pledge that only shares of its target answer stands there in shares (``standing.shares``), and ``shared`` names
    it; ``amounts_only`` leaves it without a figure, for who goes on to reckon with amounts.
    """
    leagues = {one.id: one.groups[0] if one.groups else one.kind for one in org_units}
    table = facts if isinstance(facts, pa.Table) else tables.fact_table(facts)
    told = without_shares(pledges, table) if amounts_only else by_share(pledges, table, as_of, known_at)
    given = {
        "pledges": tables.pledge_table(told.pledges, leagues, terms.tolerance),
        "facts": told.facts,
        "nodes": tables.node_table(told.pledges),
        "answers": tables.answer_table(answers or {}),
        "moment": tables.moment_table(as_of, known_at),
    }
    return given | {"shared": told.table} if told.how else given


def run_query(query: str, given: Mapping[str, pa.Table]) -> pa.Table:
    """Run a compiled standing on Arrow tables with DuckDB, in process."""
    with _engine().cursor() as connection:
        for name, table in given.items():
            connection.register(name, table)
        # Into a table first: a relation would bind the query twice, and binding is most of the time that a city takes.
        connection.execute(f"CREATE TEMP TABLE answer AS {query}")
        return connection.table("answer").to_arrow_table()


def run_script(
    script: Sequence[tuple[str, str]], given: Mapping[str, pa.Table], wanted: Sequence[str]
) -> dict[str, pa.Table]:
    """Run queries one after the other, each a table that later ones read; the ``wanted`` ones are given back."""
    with _engine().cursor() as connection:
        for name, table in given.items():
            connection.register(name, table)
        for name, query in script:
            connection.execute(f"CREATE TEMP TABLE {name} AS {query}")
        return {name: _whole(connection.table(name).to_arrow_table()) for name in wanted}


def _whole(table: pa.Table) -> pa.Table:
    """DuckDB's sums of whole numbers are of 128 bits, which Arrow has as decimals; all of ours fit in 64."""
    fields = [
        field.with_type(pa.int64()) if pa.types.is_decimal(field.type) and field.type.scale == 0 else field
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))


@cache
def _engine() -> duckdb.DuckDBPyConnection:
    """One engine a process: starting one takes a tenth of a city's standing. A cursor keeps its tables to itself."""
    return duckdb.connect()
