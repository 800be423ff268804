"""A frozen result stays as it was issued, whatever is corrected later."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from duban.errors import InputError
from duban.pack.files import PACKS
from duban.pack.load import open_pack
from duban.standing.leagues import frozen
from duban.standing.leagues.league import Standings
from duban.standing.leagues.standings import rulebook_of, standings

YEAR_END = date(2023, 12, 31)


@pytest.fixture(scope="module")
def city() -> Path:
    return PACKS / "pinghu_2023"


def told(city: Path, known_at: int | None = None) -> Standings:
    pack = open_pack(city)
    return standings(pack, YEAR_END, rulebook_of(pack, "", YEAR_END), known_at=known_at)


@pytest.fixture(scope="module")
def issued(city: Path) -> frozen.Frozen:
    return frozen.freeze(told(city), "2023年度", ["第1名"], date(2024, 1, 31), "平委〔2024〕1号")


def kept(one: frozen.Frozen, folder: Path) -> Path:
    path = frozen.path_of(folder, one.name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(frozen.as_json(one))
    return path


def test_it_is_read_back_as_it_was(issued: frozen.Frozen, tmp_path: Path) -> None:
    assert frozen.read(kept(issued, tmp_path)) == issued


def test_a_file_that_was_edited_is_noticed(issued: frozen.Frozen, tmp_path: Path) -> None:
    path = kept(issued, tmp_path)
    told = json.loads(path.read_text(encoding="utf-8"))
    told["records"][0]["total"] = "99.99"
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(InputError, match="封存以后被改过"):
        frozen.read(path)


@pytest.mark.parametrize("name", ["", ".x", "a/b", "a:b"])
def test_a_name_that_is_no_files_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="不能当名称"):
        frozen.path_of(tmp_path, name)


def test_one_that_is_not_there_names_those_that_are(issued: frozen.Frozen, tmp_path: Path) -> None:
    path = kept(issued, tmp_path)
    with pytest.raises(InputError, match="封存过的有：2023年度"):
        frozen.read(path.with_name("2022.json"))
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="读不懂"):
        frozen.read(path)


def test_by_the_same_figures_nothing_is_different(issued: frozen.Frozen, city: Path) -> None:
    assert list(frozen.differences(issued, told(city))) == []


def test_a_later_correction_is_told_and_changes_nothing(issued: frozen.Frozen, city: Path, tmp_path: Path) -> None:
    other = tmp_path / "city"
    shutil.copytree(city, other)
    figures = other / "figures" / "simulated.csv"
    row = "sim.lindai.investment.2023-12,lindai,fixed_asset_investment,,全域,quantity,level,,9.3,"
    text = figures.read_text(encoding="utf-8")
    assert row in text
    figures.write_text(text.replace(row, row.replace("9.3", "6.3")), encoding="utf-8")
    before = frozen.as_json(issued)
    found = list(frozen.differences(issued, told(other)))
    assert any(line.startswith("林埭镇：封存时第") and "按现在的数" in line for line in found)
    assert frozen.as_json(issued) == before


def test_bodies_that_came_or_went_are_told(issued: frozen.Frozen, city: Path) -> None:
    without = replace(issued, records=tuple(one for one in issued.records if one.get("org_unit") != "lindai"))
    assert next(frozen.differences(without, told(city))).startswith("林埭镇：封存时没有")
