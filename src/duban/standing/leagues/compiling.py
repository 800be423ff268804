"""A rulebook's steps → SQL; loaded when the queries are not kept already."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final

import ibis
import pyarrow as pa

from duban.pack.schema.lights import LightRule
from duban.pack.schema.rulebooks import Rulebook
from duban.standing import tables as base
from duban.standing.leagues import tables
from duban.standing.leagues.day import of_the_day, with_doubts
from duban.standing.leagues.flags import flag_steps
from duban.standing.leagues.points import point_steps
from duban.standing.leagues.totals import total_steps
from duban.standing.months import month_steps
from duban.standing.steps import Step, script
from duban.standing.tables import Pace
from duban.standing.verdicts import VERDICT_STEPS

INPUTS: Final[Mapping[str, pa.Schema]] = {
    **base.INPUTS,
    "lines": tables.LINES,
    "months_of_year": tables.MONTHS,
    "book": tables.BOOK,
    "caps": tables.CAPS,
    "adjusted": tables.ADJUSTED,
    "kinds": tables.KINDS,
    "ladder": tables.LADDER,
    "lights": tables.LIGHTS,
}
_CUTS: Final = {
    "shares": ("order", "last"),
    "cells": ("line", "of", "at"),
    "places": ("grp", "at", "rank", "body"),
    "work": ("order",),
    "bodies": ("grp", "body"),
}


def league_steps(book: Rulebook) -> tuple[Step, ...]:
    """The steps from ``shares`` to ``places``, on any engine."""
    return (*point_steps(book), *total_steps(book))


def place_steps(book: Rulebook, pace: Pace) -> tuple[Step, ...]:
    """The steps from the input tables to ``places``, on any engine."""
    return (*month_steps(pace), *VERDICT_STEPS, *league_steps(book))


def day_place_steps(book: Rulebook, pace: Pace) -> tuple[Step, ...]:
    """The same, and of it the newest of ``months_of_year``."""
    return (*place_steps(book, pace), Step("of_the_day", of_the_day))


def newest_place_steps(book: Rulebook) -> tuple[Step, ...]:
    """The steps to the day's places from ``NEWEST``: in ``shares`` each pledge's newest row alone.

    Whether these are the places is told as ``sure``. It is not for a rulebook of which ``knows_a_day`` is false.
    """
    return (*league_steps(book), Step("of_the_day", with_doubts))


def league_script(book: Rulebook, rule: LightRule, pace: Pace) -> str:
    """All of a city's standings as DuckDB's SQL: a JSON list of names and queries, to be run in this order."""
    steps: Sequence[Step] = (
        *place_steps(book, pace),
        *flag_steps(rule, book.flags, book.digits),
    )
    inputs = {name: ibis.schema(base.types_of(schema)) for name, schema in INPUTS.items()}
    return json.dumps(script(steps, inputs, _CUTS, "duckdb"))
