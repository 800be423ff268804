"""Spot checks from the sheet to the facts: ``tests/cases/standing/spot/*.toml``, each through a filled workbook."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from duban.errors import Finding, InputError
from duban.pack.pack import Pack
from duban.standing.spot.conclude import conclude
from duban.standing.spot.sample import Draw, Sample, of_city, sample
from duban.standing.spot.sheet import read, write
from tests.standing.spot.told import pack

DAY = date(2023, 12, 31)
PATH = Path(__file__).parents[2] / "cases/standing/spot/conclusions.toml"
CASES = tomllib.loads(PATH.read_text("utf-8"))["case"]
YI = 10**8


def _sheet(folder: Path, drawn: Sample, city: Pack, said: Mapping[str, str]) -> Path:
    """The workbook of a sample, filled in as a person would."""
    path = folder / "抽查.xlsx"
    path.write_bytes(write(drawn, city))
    book = load_workbook(path)
    page = book["抽查"]
    for row in range(4, page.max_row + 1):
        conclusion, _, verified = said.get(str(page.cell(row, 1).value), "").partition(" ")
        page.cell(row, 8).value, page.cell(row, 9).value = conclusion or None, verified or None
    book.save(path)
    return path


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["why"]))
def test_a_spot_check_is_concluded(case: dict[str, Any], tmp_path: Path) -> None:
    city = pack(case["figures"], case.get("on_false", "correct"), **case.get("given", {}))
    drawn = sample(of_city(city, DAY), Draw("种子", share=Fraction(1), group=case.get("group", "none")), DAY)
    findings: list[Finding] = []
    answers = read(_sheet(tmp_path, drawn, city, case["said"]), drawn, city, findings)
    told = conclude(drawn, answers, city, 7, "抽查.xlsx")
    assert {one.replaces: one.value for one in told.facts} == {
        key: Fraction(str(value)) * YI for key, value in case["facts"].items()
    }
    assert all((one.known, one.provider) == (7, "") and one.source.startswith("抽查") for one in told.facts)
    assert len({one.key for one in told.facts} | set(case["figures"])) == len(told.facts) + len(case["figures"])
    assert [one.code for one in (*findings, *told.findings)] == case.get("findings", [])
    assert told.total.open == case.get("open", 0)
    if "share" in case:
        assert told.total.share == Fraction(case["share"]) / 100


def _drawn(seed: str) -> tuple[Pack, Sample]:
    city = pack({f"{body}.{month}": month for body in ("jia", "yi") for month in range(2, 13)})
    return city, sample(of_city(city, DAY), Draw(seed, number=5), DAY)


def test_the_sheet_of_another_sample_is_refused(tmp_path: Path) -> None:
    city, one = _drawn("甲")
    _, other = _drawn("乙")
    path = _sheet(tmp_path, one, city, {})
    with pytest.raises(InputError, match=r"不是这次抽的样本，不在样本里的有\d个"):
        read(path, other, city, [])


def test_a_figure_that_was_written_over_is_told(tmp_path: Path) -> None:
    city, drawn = _drawn("甲")
    path = _sheet(tmp_path, drawn, city, {})
    book = load_workbook(path)
    book["抽查"].cell(4, 6).value = "99"
    book.save(path)
    findings: list[Finding] = []
    read(path, drawn, city, findings)
    assert [one.code for one in findings] == ["changed"]


def test_a_word_that_is_no_conclusion_is_told(tmp_path: Path) -> None:
    city, drawn = _drawn("甲")
    key = drawn.drawn[0].key
    findings: list[Finding] = []
    answers = read(_sheet(tmp_path, drawn, city, {key: "大概属实"}), drawn, city, findings)
    assert {one.conclusion for one in answers} == {None}
    assert len(findings) == 1
