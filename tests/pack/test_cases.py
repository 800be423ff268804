"""Wrong declarations and what is said of them: ``tests/cases/pack/*.toml``, each a change to the starter.

``told`` are all the refusals (``refused.toml``) or all that is worth a look (``noted.toml``): the line is that on
which ``at`` stands in the changed file; without ``at`` the file itself is told.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.pack.city import city, looked

CASES = Path(__file__).parents[1] / "cases/pack"


def _cases(name: str) -> list[dict[str, Any]]:
    return list(tomllib.loads((CASES / name).read_text("utf-8"))["case"])


def _place(folder: Path, told: dict[str, Any], case: dict[str, Any]) -> str:
    file = told.get("file", case["change"][0]["file"])
    if "at" not in told:
        return str(file)
    lines = (folder / file).read_text("utf-8").splitlines()
    places = [number for number, line in enumerate(lines, 1) if told["at"] in line]
    assert places, told
    return f"{file}:{places[told.get('nth', 1) - 1]}"


@pytest.mark.parametrize("case", _cases("refused.toml"), ids=lambda case: case["why"])
def test_a_wrong_declaration_is_refused(case: dict[str, Any], tmp_path: Path) -> None:
    folder = city(tmp_path / "城", *case["change"])
    look = looked(folder)
    wanted = [(_place(folder, told, case), told["says"]) for told in case["told"]]
    assert sorted((one.where, _said(one.what, one.do)) for one in look.refusals) == sorted(wanted)
    assert all(one.fatal for one in look.refusals)


@pytest.mark.parametrize("case", _cases("noted.toml"), ids=lambda case: case["why"])
def test_what_is_worth_a_look_is_told(case: dict[str, Any], tmp_path: Path) -> None:
    folder = city(tmp_path / "城", *case["change"])
    look = looked(folder)
    wanted = [(_place(folder, told, case), told["says"]) for told in case.get("told", ())]
    assert look.refusals == ()
    assert sorted((one.where, _said(one.what, one.do)) for one in look.findings) == sorted(wanted)


def _said(what: str, do: str) -> str:
    return f"{what}。{do}" if do else what
