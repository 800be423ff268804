"""The SQL of a standing, without loading what compiles it: each query is compiled once, and kept in the user's cache.

Compiling, with Ibis and its compilers, takes longer than reading a plan and judging it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from duban.cache import fingerprint, is_kept, joined, kept
from duban.pack.catalog import is_read, shared_rule
from duban.standing.ahead import ahead, collected

if TYPE_CHECKING:
    from duban.pack.schema.lights import LightRule
    from duban.standing.tables import Pace

_HOUSE: Final = Path(__file__).parents[1]
# What a query depends on: how a standing is laid out and said, and what a formula means.
_SOURCES: Final = (_HOUSE / "standing", _HOUSE / "formula", _HOUSE / "pack" / "schema")
# The files of the compilers and the engine that differ between versions: to ask an installation for its versions takes
# a hundred times as long.
_VERSIONS: Final = (("ibis", "__init__.py"), ("sqlglot", "_version.py"), ("duckdb", "_build_info.py"))


def standing_sql(rule: LightRule, pace: Pace) -> str:
    """The whole standing under a rule as DuckDB's SQL."""
    if (found := _in_use().get((rule.id, pace))) and found[0] is rule:
        return found[1]
    key = standing_key(rule, pace)
    text = kept(key, lambda: collected(key) or compiling("compiling", "standing_query")(rule, pace))
    _in_use()[rule.id, pace] = (rule, text)
    return text


def compiled_ahead(name: str, pace: Pace) -> AbstractContextManager[None]:
    """Have the query of one of the catalog's rules (see ``shared_rule``) there sooner, if it is asked for within.

    Where the catalog has yet to be read, it is not waited for: then hardly a query is kept.
    """
    ready = is_read() and is_kept(standing_key(shared_rule(name), pace))
    return nullcontext() if ready else ahead(name, pace)


def standing_key(rule: LightRule, pace: Pace) -> str:
    """All that the query of a standing depends on."""
    return joined(("standing", pace, rule, made_by()))


@cache
def answering_sql() -> str:
    """Which facts answer which pledge, as DuckDB's SQL."""
    return kept(joined(("answering", made_by())), lambda: compiling("compiling", "answering_query")())


@cache
def plan_sql(pace: Pace) -> str:
    """What was to be done by each reported month, as DuckDB's SQL."""
    return kept(joined(("plan", pace, made_by())), lambda: compiling("compiling", "plan_query")(pace))


@cache
def _in_use() -> dict[tuple[str, Pace], tuple[LightRule, str]]:
    return {}


def compiling(module: str, name: str) -> Callable[..., str]:
    """A function of one of the modules that compile, loaded by its name."""
    return cast("Callable[..., str]", getattr(import_module(f"duban.standing.{module}"), name))


@cache
def made_by() -> str:
    """A digest of all that a query is compiled by."""
    files = (Path(spec.origin).with_name(file) for name, file in _VERSIONS if (spec := find_spec(name)) and spec.origin)
    return fingerprint(*_SOURCES, *files)
