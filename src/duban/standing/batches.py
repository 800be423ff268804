"""A nation league by league: Parquet in, Parquet out, a query a batch, so that memory does not grow with the nation.

Bodies are compared within their league only, so a batch of whole leagues stands as it would among all others. The
tables are those of ``standing.tables``; keys may be words or numbers (``tables.numbered``). Whoever writes them keeps
the facts in the order of ``cell``: a batch then looks its pledges up one after the other. Best are a batch's pledges in
one file: of several an engine does not know from where to where their numbers go, and must hash them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

import duckdb
import pyarrow as pa

from duban.cache import joined
from duban.pack.schema.rulebooks import Adjustment, Rulebook
from duban.standing import tables
from duban.standing.batching import TO_A_FILE, TO_A_TABLE, Batch, Machine, Query, columns, laid, quoted, run, typed
from duban.standing.compiling import judged_steps, standing_steps
from duban.standing.judge import Terms
from duban.standing.leagues import tables as league_tables
from duban.standing.leagues.compiling import day_place_steps, newest_place_steps, place_steps
from duban.standing.leagues.day import knows_a_day
from duban.standing.leagues.points import judged_columns
from duban.standing.queries import made_by
from duban.standing.tables import Pace

# What a nation is asked for: the revision that counts, the figure to date, the verdict and the light.
ASKED: Final = ("order", "last", "fact", "actual", "verdict", "light")
# And of each body and month: what it has earned and its place; and its place the month before.
DAY_PLACED: Final = ("grp", "body", "at", "earned", "total", "rank")
PLACED: Final = (*DAY_PLACED, "rank_before")


def judge_batches(
    batches: Iterable[Batch],
    terms: Terms,
    as_of: date,
    *,
    known_at: int | None = None,
    few: Mapping[str, pa.Table] | None = None,
    asked: Sequence[str] = ASKED,
    machine: Machine | None = None,
    day: bool = False,
) -> None:
    """Write each batch's standing, one row a pledge and reported month, in no order; ``day``: of the newest alone.

    A hundred thousand pledges a batch are enough, four hundred thousand not too many. ``few`` are the small tables for
    all batches, ``nodes`` and ``answers``, where there are any. ``asked`` are columns of ``standing_steps``. Raises
    ``InputError`` where a column is missing or of another type, ``duckdb.Error`` where a file cannot be read or made.
    """
    small = _small(as_of, known_at, few)
    steps = standing_steps(terms.rule, terms.pace, day=day)
    _answer(batches, Query(_key("standing", terms.rule, terms.pace, day), steps, asked), small, machine)


def rank_batches(
    batches: Iterable[Batch],
    book: Rulebook,
    pace: Pace,
    as_of: date,
    *,
    known_at: int | None = None,
    adjustments: Iterable[Adjustment] = (),
    few: Mapping[str, pa.Table] | None = None,
    machine: Machine | None = None,
) -> None:
    """Write each batch's places under a rulebook, one row a body and month (``PLACED``), in no order.

    Planning takes its time, and only what is scored is looked at: a batch may be ten times as large as one that is
    judged. Errors are those of ``judge_batches``.
    """
    small = _small(as_of, known_at, few) | book_given(book, as_of, adjustments)
    places = Query(_key("places", book, pace), place_steps(book, pace), PLACED)
    _answer(batches, places, small, machine, scored=True)


def stand_batches(
    batches: Iterable[Batch],
    terms: Terms,
    book: Rulebook,
    as_of: date,
    *,
    known_at: int | None = None,
    adjustments: Iterable[Adjustment] = (),
    few: Mapping[str, pa.Table] | None = None,
    machine: Machine | None = None,
) -> None:
    """Write each batch's standing of the day (``ASKED``) and its places (``DAY_PLACED``) after one look at the facts.

    The rows are those of the newest month that ``judge_batches`` and ``rank_batches`` give. The place before
    (``rank_before``) is taken from the batch's own file of last month, where it names one. A batch whose places a day
    does not tell is ranked by all months. Errors are those of ``judge_batches``; a batch needs ``places``.
    """
    small = _small(as_of, known_at, few) | book_given(book, as_of, adjustments)
    today = small | {"months_of_year": small["months_of_year"][-1:]}
    rule, pace = terms.rule, terms.pace
    kept = tuple(dict.fromkeys((*ASKED, *judged_columns(book))))
    judged = Query(_key("judged", rule, pace), judged_steps(rule, pace), kept, TO_A_TABLE.format(name="shares"))
    asked = (*DAY_PLACED, "sure")
    newest = Query(_key("newest", book), newest_place_steps(book), asked, TO_A_TABLE.format(name="answer"))
    slowly = Query(_key("day", book, pace), day_place_steps(book, pace), DAY_PLACED, TO_A_TABLE.format(name="answer"))

    def write(engine: duckdb.DuckDBPyConnection, batch: Batch) -> None:
        with laid(engine, batch, today) as (connection, types):
            connection.execute(judged.statement(types))
            connection.execute(TO_A_FILE.format(f"SELECT {columns(ASKED)} FROM shares"), [str(batch.result)])
            if knows_a_day(book):
                connection.execute(newest.statement({**types, "shares": typed(connection, "shares")}))
                if (False,) not in connection.execute("SELECT DISTINCT sure FROM answer").fetchall():
                    _write_places(connection, batch)
                    return
        with laid(engine, batch, small, scored=True) as (connection, types):
            connection.execute(slowly.statement(types))
            _write_places(connection, batch)

    run(write, batches, machine)


def _write_places(connection: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    """The places in the table ``answer``, beside those of the month before where these are known."""
    told = f"SELECT {columns(DAY_PLACED)} FROM answer"
    if batch.before:
        then = f'SELECT body, "at" + 1 AS "at", "rank" AS rank_before FROM read_parquet({quoted(batch.before)})'
        told = f'SELECT {columns(PLACED)} FROM ({told}) LEFT JOIN ({then}) USING (body, "at")'
    connection.execute(TO_A_FILE.format(told), [str(batch.places)])


def _answer(
    batches: Iterable[Batch],
    query: Query,
    small: Mapping[str, pa.Table],
    machine: Machine | None,
    *,
    scored: bool = False,
) -> None:
    """Write what a query says of each batch to its ``result``."""

    def write(engine: duckdb.DuckDBPyConnection, batch: Batch) -> None:
        with laid(engine, batch, small, scored=scored) as (connection, types):
            connection.execute(query.statement(types), [str(batch.result)])

    run(write, batches, machine)


def _key(*depends: object) -> str:
    return joined((*depends, made_by()))


def _small(as_of: date, known_at: int | None, few: Mapping[str, pa.Table] | None) -> dict[str, pa.Table]:
    empty = {"nodes": tables.NODES.empty_table(), "answers": tables.ANSWERS.empty_table()}
    return {**empty, **(few or {}), "moment": tables.moment_table(as_of, known_at)}


def book_given(book: Rulebook, as_of: date, adjustments: Iterable[Adjustment] = ()) -> dict[str, pa.Table]:
    """The small tables that a rulebook's places need beside those of a standing and ``lines``."""
    months = league_tables.month_table(as_of.year, as_of)
    return {"months_of_year": months, **league_tables.book_tables(book, adjustments, as_of)}
