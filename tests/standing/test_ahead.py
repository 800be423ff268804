"""A second process that compiles: its query is the same, and whatever becomes of it changes nothing."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen

import pytest

from duban.cache import VARIABLE
from duban.standing import ahead, queries
from duban.standing.compiling import standing_query
from duban.standing.queries import compiled_ahead, standing_sql
from duban.standing.tables import Pace
from tests.standing.told import rule

RULE = "ouhai2020"


@pytest.fixture(autouse=True)
def nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setattr(ahead, "_has_spare_core", lambda: True)
    queries._in_use.cache_clear()
    yield
    queries._in_use.cache_clear()


def _running() -> Popen[bytes]:
    (process,) = ahead._running()
    return process


def _in_order(query: str) -> str:
    """Ibis names what is left out in the order of a set, which is another in every process."""
    return re.sub(r"EXCLUDE \(([^)]*)\)", lambda found: f"EXCLUDE {sorted(found[1].split(', '))}", query)


def test_the_second_process_makes_the_same_query(monkeypatch: pytest.MonkeyPatch) -> None:
    told, wanted = rule(RULE), standing_query(rule(RULE), "season")
    with compiled_ahead(RULE, "season"):
        process = _running()
        with monkeypatch.context() as patch:
            patch.setattr(queries, "compiling", lambda *name: pytest.fail("compiled by the first process"))
            assert _in_order(standing_sql(told, "season")) == _in_order(wanted)
    assert process.returncode == 0


@pytest.mark.parametrize(("name", "pace"), [("nothing", "season"), ("duban.default", "season"), (RULE, "months")])
def test_a_query_of_something_else_is_not_taken(name: str, pace: Pace) -> None:
    with compiled_ahead(name, pace):
        assert standing_sql(rule(RULE), "season") == standing_query(rule(RULE), "season")


def test_a_second_process_that_fails_is_made_up_for(monkeypatch: pytest.MonkeyPatch) -> None:
    for python in ("there/is/no/python", ""):
        with monkeypatch.context() as patch:
            patch.setattr(sys, "executable", python)
            with compiled_ahead(RULE, "months"):
                assert standing_sql(rule(RULE), "months") == standing_query(rule(RULE), "months")


def test_one_that_was_not_asked_for_is_ended() -> None:
    with compiled_ahead(RULE, "months"):
        process = _running()
    assert process.returncode not in (None, 0)
    assert ahead._running() == []


def test_without_a_spare_core_or_with_a_kept_query_none_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(ahead, "_has_spare_core", lambda: False)
        with compiled_ahead(RULE, "months"):
            assert ahead._running() == []
            standing_sql(rule(RULE), "months")
    monkeypatch.setattr(queries, "is_read", lambda: True)
    with compiled_ahead(RULE, "months"):
        assert ahead._running() == []


def test_a_busy_machine_has_no_spare_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 1}, raising=False)
    found = []
    for load in (0.0, 1.9, 2.0):
        monkeypatch.setattr(os, "getloadavg", lambda load=load: (load, 0.0, 0.0), raising=False)
        found.append(ahead._has_spare_core())
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0}, raising=False)
    monkeypatch.setattr(os, "getloadavg", lambda: (0.0, 0.0, 0.0), raising=False)
    assert [*found, ahead._has_spare_core()] == [True, True, False, False]
