"""Peers' tables from the file to the sentence: ``tests/cases/standing/peers/*.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from duban.errors import InputError
from duban.standing.peers.api import compare_peers
from duban.standing.peers.files import Pasted
from duban.standing.peers.sentence import distance
from duban.standing.peers.types import Compared, Gap, Ranked
from tests.standing.peers.told import document, workbook, written

CASES = Path(__file__).parents[2] / "cases/standing/peers"


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))["case"]
    return found


def why(case: dict[str, Any]) -> str:
    return str(case["why"])


def compared(source: Path | Pasted, case: dict[str, Any]) -> Compared:
    asked = {name: case[name] for name in ("by", "year", "without") if name in case}
    return compare_peers(source, own="平湖市", among="嘉兴市", **asked)


FORMS = [(case, form) for case in cases("forms") for form in (["text"] if "text" in case else ["xlsx", "docx"])]


@pytest.mark.parametrize(("case", "form"), FORMS, ids=[f"{form}: {case['why']}" for case, form in FORMS])
def test_a_table_is_read_in_its_form(case: dict[str, Any], form: str, tmp_path: Path) -> None:
    source: Path | Pasted = Pasted(case.get("text", ""))
    if form != "text":
        source = tmp_path / f"通报.{form}"
        made = workbook if form == "xlsx" else document
        source.write_bytes(made(case["rows"], case.get("merged", ())))
    told = compared(source, case)
    assert {one.name: [place(one.level), place(one.growth)] for one in told.comparisons} == case["gives"]
    assert told.comparisons[0].sentence == case["sentence"]
    assert [one.code for one in told.findings] == case.get("findings", [])
    for one in told.comparisons if "moved" in case else ():
        assert [up(one.level), up(one.growth)] == case["moved"][one.name]


def place(side: Ranked | None) -> int:
    return side.place or 0 if side else 0


def up(side: Ranked | None) -> int | None:
    return side.movement.up if side and side.movement else None


@pytest.mark.parametrize("case", cases("places"), ids=why)
def test_places_distances_and_the_sentence(case: dict[str, Any]) -> None:
    columns = case.get("columns", ["level", "growth"])
    text = written(case["rows"], case.get("head", "固定资产投资"), columns)
    told = compared(Pasted(text), case)
    (one,) = told.comparisons
    assert one.sentence == case["sentence"]
    for name, side in (("level", one.level), ("growth", one.growth)):
        if name in case and side:
            assert [side.place, side.of, *gap(side.above, side), *gap(side.below, side)] == case[name]
    if one.growth:
        assert list(one.growth.tied) == case.get("tied", [])
    if one.level and "missing" in case:
        assert list(one.level.missing) == case["missing"]
    assert [one.code for one in told.findings] == case.get("findings", [])


def gap(one: Gap | None, side: Ranked) -> list[str]:
    return ["、".join(one.names), distance(one, side)] if one else ["", ""]


@pytest.mark.parametrize("case", cases("bad"), ids=why)
def test_what_is_wrong_is_told_with_its_place(case: dict[str, Any]) -> None:
    if "error" in case:
        with pytest.raises(InputError) as refused:
            compared(Pasted(case["text"]), case)
        assert case["error"] in str(refused.value)
        return
    told = compared(Pasted(case["text"]), case)
    assert [one.code for one in told.findings] == [code for code, _ in case["findings"]]
    for one, (_, words) in zip(told.findings, case["findings"], strict=True):
        assert words in one.where
        assert one.what
