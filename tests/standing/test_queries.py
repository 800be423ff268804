"""A query that is kept is the one that would be compiled, and is asked for without what compiles."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from duban.cache import VARIABLE
from duban.pack.schema.lights import LightRule
from duban.standing import queries
from duban.standing.compiling import answering_query, standing_query
from duban.standing.queries import answering_sql, standing_sql
from tests.standing.told import rule


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    _forget()
    return tmp_path


def _forget() -> None:
    """As a new process knows nothing."""
    for known in (queries._in_use, queries.answering_sql, queries.made_by):
        known.cache_clear()


def test_what_is_kept_is_what_is_compiled(place: Path) -> None:
    told = rule("ouhai2020")
    files = []
    for _ in range(2):
        assert standing_sql(told, "season") == standing_query(told, "season")
        assert answering_sql() == answering_query()
        files.append(sorted(place.iterdir()))
        _forget()
    assert files[0] == files[1] != []


def _stricter(told: LightRule) -> LightRule:
    return replace(told, parameters={name: value + Fraction(1, 10) for name, value in told.parameters.items()})


def test_a_rule_of_the_same_name_that_says_something_else_has_its_own_query(place: Path) -> None:
    told = rule("duban.default")
    other = replace(told, lights=(replace(told.lights[0], when=told.lights[1].when), *told.lights[1:]))
    for one in (told, other, replace(told, applies=told.lights[0].when), _stricter(rule("xuancheng2020"))):
        standing_sql(one, "months")
        _forget()
        assert standing_sql(one, "months") == standing_query(one, "months")


def test_a_query_of_other_code_is_not_used(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = rule("duban.default")
    there = set(place.iterdir())
    standing_sql(told, "months")
    (before,) = set(place.iterdir()) - there
    _forget()
    monkeypatch.setattr(queries, "_SOURCES", queries._SOURCES[:1])
    standing_sql(told, "months")
    (after,) = set(place.iterdir()) - there - {before}
    assert after.read_bytes().partition(b"\n")[2] == before.read_bytes().partition(b"\n")[2]


@pytest.mark.parametrize(("package", "file"), queries._VERSIONS[:2])
def test_the_files_that_tell_a_compilers_version_hold_it(package: str, file: str) -> None:
    module = sys.modules[package]
    assert module.__file__
    assert repr(module.__version__)[1:-1] in Path(module.__file__).with_name(file).read_text("utf-8")


def test_judging_with_what_is_kept_loads_no_compiler_and_no_declarations(place: Path, tmp_path: Path) -> None:
    paths = [tmp_path / "计划.txt", tmp_path / "报告.txt"]
    paths[0].write_text("林埭镇2023年度任务书\n全年主要预期目标：固定资产投资80亿元以上。", "utf-8")
    paths[1].write_text("林埭镇2023年前三季度工作报告\n1—9月，固定资产投资完成90亿元。", "utf-8")
    script = (
        "import sys, duban; from datetime import date\n"
        f"judged = duban.judge({str(paths[0])!r}, {str(paths[1])!r}, as_of=date(2023, 9, 30), year=2023)\n"
        "print(*[one.verdict for one in judged.verdicts], *{'ibis', 'sqlglot', 'pydantic'} & set(sys.modules))"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(["src", os.environ.get("PYTHONPATH", "")])},
        ).stdout.split()
        for _ in range(2)
    ]
    assert set(said[0]) == {"kept", "ibis", "sqlglot", "pydantic"}
    assert said[1] == ["kept"]
