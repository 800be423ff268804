"""A pack goes into the store again and again: nothing doubles, and what a person changed is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from duban.errors import DubanError
from duban.pack.load import open_pack
from duban.pack.new import create
from duban.pack.pack import Pack
from duban.standing.city import judge_pack
from duban.web.books.models import Clause
from duban.web.clock.today import today
from duban.web.facts.models import Fact
from duban.web.load.pack import load
from duban.web.log.models import Entry
from duban.web.log.verify import verify
from duban.web.log.writing import By, replacing, writing
from duban.web.org.directory import directory
from duban.web.org.models import Body
from duban.web.standings.city import city

pytestmark = [pytest.mark.django_db, pytest.mark.both_stores]
_PLEDGE = "chengguan.stalls"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A small city's folder."""
    create(tmp_path / "my_city")
    return tmp_path / "my_city"


def _pledge(value: int, pack: Path) -> None:
    """The pack now says another figure."""
    file = pack / "pledges/chengguan.toml"
    said = file.read_text("utf-8")
    assert "value = 200}" in said
    file.write_text(said.replace("value = 200}", f"value = {value}}}"), "utf-8")


def _by_a_person(value: int) -> None:
    row = Clause.objects.current().get(key=_PLEDGE)
    with writing("books.amend", By(1)) as written:
        written.add(replacing(row, tiers=[{**row.tiers[0], "value": value * 10_000}]))


def _value() -> int:
    return int(Clause.objects.current().get(key=_PLEDGE).tiers[0]["value"]) // 10_000


def test_what_is_loaded_twice_is_there_once(pack: Path) -> None:
    first, entries = load(pack), Entry.objects.count()
    again = load(pack)
    assert (again.added, again.amended, again.same, again.kept) == (0, 0, first.added, [])
    assert Entry.objects.count() == entries
    assert verify().findings == ()


def test_the_store_is_judged_as_the_pack_is(demo: None) -> None:
    def told(pack: Pack, known: int | None = None) -> list[tuple[str, str, str]]:
        judged = judge_pack(pack, date(2023, 7, 31), known_at=known).verdicts
        return sorted((one.pledge.id, one.verdict, one.light.key) for one in judged)

    assert told(city()) == told(open_pack("pinghu_2023"), 20230731)


def test_what_the_pack_changed_is_amended(pack: Path) -> None:
    load(pack)
    _pledge(250, pack)
    outcome = load(pack)
    assert (outcome.added, outcome.amended, outcome.kept) == (0, 1, [])
    assert _value() == 250
    assert Clause.objects.filter(key=_PLEDGE).count() == 2


def test_what_a_person_changed_is_kept_and_named_once_the_pack_says_something_new(pack: Path) -> None:
    load(pack)
    _by_a_person(300)
    assert load(pack).kept == []
    _pledge(250, pack)
    outcome = load(pack)
    assert (outcome.amended, outcome.kept) == (0, [f"books_clause {_PLEDGE}"])
    assert _value() == 300


def test_history_is_refused_once_somebody_has_done_something(pack: Path) -> None:
    load(pack, history=True)
    load(pack, history=True)
    _by_a_person(300)
    with pytest.raises(DubanError, match="不能再按历史装入"):
        load(pack, history=True)


def test_with_history_each_row_is_known_on_its_day(demo: None) -> None:
    assert today() == date(2023, 7, 31)
    first = Fact.objects.select_related("entry").get(key="sim.lindai.gdp.2023-03").entry
    later = Fact.objects.select_related("entry").get(key="sim.lindai.gdp.2023-06").entry
    assert (first.at.date(), later.at.date()) == (date(2023, 4, 20), date(2023, 7, 20))
    known = Fact.objects.known_at(first.number)
    assert known.filter(key="sim.lindai.gdp.2023-03").exists()
    assert not known.filter(key="sim.lindai.gdp.2023-06").exists()


def test_a_pledge_without_a_book_is_refused_before_anything_is_written(pack: Path) -> None:
    file = pack / "pledges/heping.toml"
    file.write_text(file.read_text("utf-8").replace('book = "heping"\n', ""), "utf-8")
    with pytest.raises(DubanError, match="没有写在哪本书里"):
        load(pack)
    assert Entry.objects.count() == 0


def test_the_bodies_stand_in_official_order(demo: None) -> None:
    orders = [one.order for one in directory().bodies]
    assert orders == sorted(orders)
    assert {one.id for one in directory().bodies} == set(Body.objects.values_list("key", flat=True))


def test_a_pledges_sentence_has_all_of_its_quote(demo: None) -> None:
    rows = Clause.objects.current().filter(sort="pledge").exclude(spans=[])
    assert [one.key for one in rows if one.quote not in one.sentence] == []
    assert rows.get(key="ponan.investment").sentence == "2．固定资产投资确保增长12%以上；力争超过400亿元、增长16%。"
