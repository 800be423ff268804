"""A nation in batches: however the leagues are put together, each body stands as it would alone or among all."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks.nation_data import AS_OF, BODIES, KNOWN_AT, PLEDGED, REVISIONS, Nation, rulebook, write_nation
from duban.errors import InputError
from duban.standing.batches import ASKED, judge_batches, rank_batches
from duban.standing.batching import Batch
from duban.standing.judge import Terms
from tests.standing.told import rule

LEAGUES = 3
ROWS = [("order", "ascending"), ("last", "ascending")]


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Nation:
    return write_nation(tmp_path_factory.mktemp("nation"), LEAGUES)


def _batch(nation: Nation, leagues: tuple[int, ...], folder: Path) -> Batch:
    pledges, facts, lines = (nation.files(name, leagues) for name in ("pledges", "facts", "lines"))
    return Batch(pledges, facts, folder / f"{leagues[0]}.parquet", lines)


def _standing(nation: Nation, folder: Path, *together: tuple[int, ...]) -> pa.Table:
    batches = [_batch(nation, leagues, folder) for leagues in together]
    # A rule that compares: with the mean of the league.
    judge_batches(batches, Terms(rule("tianjin.investment")), AS_OF, known_at=KNOWN_AT)
    tables = [pq.read_table(batch.result) for batch in batches]
    return pa.concat_tables(tables, promote_options="default").sort_by(ROWS)


def test_the_standing_does_not_depend_on_the_batches(nation: Nation, tmp_path: Path) -> None:
    one_by_one, mixed = tmp_path / "alone", tmp_path / "it's mixed"
    one_by_one.mkdir()
    mixed.mkdir()
    alone = _standing(nation, one_by_one, (0,), (1,), (2,))
    assert alone.column_names == list(ASKED)
    assert alone.to_pydict() == _standing(nation, mixed, (0, 2), (1,)).to_pydict()
    # One row a pledge and month: a correction takes the place of what it corrects.
    assert alone.num_rows == LEAGUES * PLEDGED * 12 == LEAGUES * (REVISIONS - PLEDGED // 2)
    assert {"red", "yellow", "green", "not_judged"} >= set(alone["light"].to_pylist())


def test_places_do_not_depend_on_the_batches(nation: Nation, tmp_path: Path) -> None:
    found = []
    for number, together in enumerate([((0,), (1,), (2,)), ((2, 0), (1,))]):
        folder = tmp_path / str(number)
        folder.mkdir()
        batches = [_batch(nation, leagues, folder) for leagues in together]
        rank_batches(batches, rulebook(), "months", AS_OF, known_at=KNOWN_AT)
        tables = [pq.read_table(batch.result) for batch in batches]
        order = [("body", "ascending"), ("at", "ascending")]
        found.append(pa.concat_tables(tables, promote_options="default").sort_by(order).to_pylist())
    assert found[0] == found[1]
    assert len(found[0]) == LEAGUES * BODIES * 12
    assert {one["rank"] for one in found[0]} <= set(range(1, BODIES + 1))


def test_a_correction_counts_once_it_is_known(nation: Nation, tmp_path: Path) -> None:
    facts = pa.concat_tables(pq.read_table(path) for path in nation.files("facts", range(LEAGUES)))
    known = {
        replaced: fact
        for fact, replaced, known in zip(
            *(facts[name].to_pylist() for name in ("fact", "replaces", "known")), strict=True
        )
        if replaced is not None and known <= KNOWN_AT
    }
    counted = set(_standing(nation, tmp_path, (0, 1, 2))["fact"].to_pylist())
    assert known
    assert counted >= set(known.values())
    assert not counted & set(known)


def test_a_table_that_is_not_ours_is_refused_with_all_that_is_wrong(nation: Nation, tmp_path: Path) -> None:
    facts = pq.read_table(nation.files("facts", [0])[0]).slice(0, 10)
    values = facts["value"].cast(pa.float64())
    wrong = facts.drop_columns(["known"]).set_column(facts.column_names.index("value"), "value", values)
    pq.write_table(wrong, tmp_path / "facts.parquet")
    batch = Batch(nation.files("pledges", [0]), [tmp_path / "facts.parquet"], tmp_path / "result.parquet")
    with pytest.raises(InputError, match="facts 表：缺 known 列；value 列是 DOUBLE，应为 decimal"):
        judge_batches([batch], Terms(rule("duban.default")), AS_OF)
