"""The store goes out as a pack and comes in again as it was, on whichever engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from duban.errors import DubanError
from duban.pack.load import look_through
from duban.pack.new import create
from duban.web.books.models import Clause
from duban.web.facts.models import Fact
from duban.web.load.dump import dump
from duban.web.load.pack import load
from duban.web.log.writing import By, replacing, writing
from tests.web.stores import Files, Postgres, Wanted, point_at


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.both_stores
@pytest.mark.django_db(transaction=True)
def test_a_store_that_takes_in_a_dump_dumps_the_same(
    demo: None, store: Wanted, stores: dict[str, Files | Postgres], tmp_path: Path
) -> None:
    dump(tmp_path / "one")
    look = look_through(tmp_path / "one")
    assert (look.refusals, look.findings) == ((), ())
    other = Wanted("postgresql" if store.engine == "sqlite" else "sqlite", own="another")
    here = stores[store.engine].settings(store)
    point_at(stores[other.engine].take(other))
    load(tmp_path / "one", history=True)
    dump(tmp_path / "two")
    point_at(here)
    stores[other.engine].drop(other)
    assert _files(tmp_path / "one") == _files(tmp_path / "two")


@pytest.fixture
def small(db: None, tmp_path: Path) -> Path:
    """A small city, loaded."""
    create(tmp_path / "my_city")
    load(tmp_path / "my_city")
    return tmp_path


def test_what_a_person_changed_is_in_it(small: Path) -> None:
    pledge, figure = Clause.objects.get(key="chengguan.stalls"), Fact.objects.get(key="cg-inv-04")
    with writing("books.amend", By(1)) as written:
        written.add(replacing(pledge, tiers=[{**pledge.tiers[0], "value": 2_505_000}]), replacing(figure, value=3))
    dump(small / "out")
    pack = look_through(small / "out").pack
    assert pack
    assert [str(one.judged.value) for one in pack.pledges if one.id == pledge.key and one.judged] == ["501/2"]
    corrections = [(one.key, one.replaces) for one in pack.facts if one.replaces]
    assert corrections == [("cg-inv-04.v2", "cg-inv-04")]


def test_a_folder_with_other_things_in_it_is_left_alone(small: Path) -> None:
    before = _files(small / "my_city")
    with pytest.raises(DubanError, match="已经有东西"):
        dump(small / "my_city")
    assert _files(small / "my_city") == before


def test_a_second_dump_takes_the_place_of_the_first(small: Path) -> None:
    dump(small / "out")
    before = _files(small / "out")
    (small / "out/pledges/old.toml").write_text("", "utf-8")
    (small / "out/.duban-dump").write_text("\n".join([*sorted(before), "pledges/old.toml"]) + "\n", "utf-8")
    dump(small / "out")
    assert _files(small / "out") == before


KEEPS_UP = """
[[pledge]]
id = "chengguan.income"
book = "chengguan"
org_unit = "chengguan"
indicator = "resident_income"
kind = "trend"
basis = "growth"
against = "gdp"
tier = [{comparator = "~"}]
"""


def test_what_a_growth_is_held_against_comes_in_and_goes_out(db: None, tmp_path: Path) -> None:
    create(tmp_path / "my_city")
    with (tmp_path / "my_city/pledges/chengguan.toml").open("a", encoding="utf-8") as file:
        file.write(KEEPS_UP)
    load(tmp_path / "my_city")
    clause = Clause.objects.get(key="chengguan.income")
    assert (clause.against, clause.against_indicator) == ("地区生产总值", "gdp")
    dump(tmp_path / "out")
    pack = look_through(tmp_path / "out").pack
    assert pack
    assert [one.against_indicator for one in pack.pledges if one.id == "chengguan.income"] == ["gdp"]
