"""Checks run: one query a view, compiled once for the checks over it; every row with the checks that it fails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import pyarrow as pa

from duban.cache import joined, kept
from duban.pack.schema.check_views import VIEWS
from duban.pack.schema.checks import Check
from duban.standing.judge import run_query
from duban.standing.queries import compiling, made_by

Asked = tuple[object, ...]


def rows(view: str, checks: Sequence[Check], given: Mapping[str, pa.Table]) -> list[dict[str, Any]]:
    """The rows of a view that any of the checks tells, by body, thing and fact."""
    return list(run_query(_sql(view, tuple(map(_asked, checks)), checks), given).to_pylist())


def _asked(one: Check) -> Asked:
    """What a check's part of the query is made of."""
    needs = one.needs.text if one.needs else ""
    return one.id, one.when.text, needs, one.words, tuple(sorted(one.parameters.items()))


def _sql(view: str, asked: tuple[Asked, ...], checks: Sequence[Check]) -> str:
    key = joined(("checks", view, asked, made_by()))
    if key not in _in_use():
        _in_use()[key] = kept(key, lambda: compiling("checks.compiling", "check_query")(view, checks))
    return _in_use()[key]


@cache
def _in_use() -> dict[str, str]:
    return {}


def by_view(checks: Iterable[Check]) -> dict[str, list[Check]]:
    """The checks under the view that each looks at, in the order of views."""
    found: dict[str, list[Check]] = {view: [] for view in VIEWS}
    for one in checks:
        found[one.looks_at].append(one)
    return {view: told for view, told in found.items() if told}
