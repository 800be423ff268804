"""``make bench-nation``: a nation's standing beside DuckDB's bare sum over the same figures, in one run.

For 1, 10 and 100 million fact revisions (``--millions``): how long the sum of all figures takes (the floor), how long
two standings take, from Parquet to Parquet, and how much memory at most. The standing of the day, which is what is
asked daily, is of every pledge the revision that counts, the figure to date, the verdict and the light, and by a
rulebook of twenty lines each body's score and place; the standing of the year is the same of each of its months. The
last lines say how straight the line is. The queries are compiled before, once; each is measured in its own process.

About 3 GB are needed in ``--data`` (else in a folder that is deleted at the end).
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import duckdb

from benchmarks.nation_data import AS_OF, KNOWN_AT, PLEDGED, REVISIONS, SCORED, Nation, rulebook, write_nation
from duban.pack.catalog import shared_rule
from duban.standing.batches import judge_batches, rank_batches, stand_batches
from duban.standing.batching import Batch
from duban.standing.judge import Terms

TIMES, MEMORY = 25, 4.0  # how many times the floor a day of a hundred million may take; GB
WORKERS = 2
RANKED = 20  # leagues in a batch that is ranked, at most; one that is judged is a file
_MILLION = 10**6


@dataclass(frozen=True, slots=True)
class Run:
    """What one size took: seconds and GB; ``day`` of the day's standing, else of all months'.

    ``ratio`` is in seconds of the processors, which other work on the machine hardly changes.
    """

    revisions: int
    day: bool
    floor: float
    whole: float
    ratio: float
    memory: float


def measure(nation: Nation, results: Path, *, day: bool) -> Run:
    """The floor and a standing of a nation, in this process."""
    with duckdb.connect(config={"threads": WORKERS}) as engine:
        figures = [str(path) for path in nation.files("facts", range(nation.leagues))]

        def add_up() -> object:
            return engine.execute("SELECT sum(value) FROM read_parquet(?)", [figures]).fetchone()

        floors = [_timed(add_up) for _ in range(5)]
    terms, book = Terms(shared_rule()), rulebook()

    def work(leagues: int) -> None:
        whole = _batches(nation, leagues, nation.region, results)
        if day:
            stand_batches(whole, terms, book, AS_OF, known_at=KNOWN_AT)
            return
        judge_batches(whole, terms, AS_OF, known_at=KNOWN_AT)
        places = _batches(nation, leagues, RANKED, results / "places")
        rank_batches(places, book, terms.pace, AS_OF, known_at=KNOWN_AT)

    work(nation.region)
    whole, processors = _timed(lambda: work(nation.leagues))
    floor, least = (median(one) for one in zip(*floors, strict=True))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return Run(nation.leagues * REVISIONS, day, floor, whole, processors / least, memory)


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """How many seconds something takes, by the clock and of the processors."""
    start, begun = perf_counter(), process_time()
    work()
    return perf_counter() - start, process_time() - begun


def _batches(nation: Nation, leagues: int, most: int, results: Path) -> list[Batch]:
    """Batches of whole files with at most so many leagues, for all workers alike."""
    results.mkdir(exist_ok=True)
    size = max(1, min(most, leagues // WORKERS) // nation.region) * nation.region
    spans = [range(first, min(first + size, leagues)) for first in range(0, leagues, size)]
    return [
        Batch(
            nation.files("pledges", span),
            nation.files("facts", span),
            results / f"{span[0]:04}.parquet",
            nation.files("lines", span),
            results / f"{span[0]:04}.places.parquet",
        )
        for span in spans
    ]


def report(runs: Sequence[Run]) -> None:
    """One size, in words."""
    revisions = runs[0].revisions
    pledges = revisions // REVISIONS * PLEDGED
    print(f"全国的账：{revisions / _MILLION:g}百万条数（连更正），{pledges}条承诺，{len(SCORED)}行的考核办法")
    for run in runs:
        ratio = run.whole / run.floor
        asked = run.day and run.revisions >= 100 * _MILLION
        wanted = f"（应≤{TIMES}） {_mark(ratio <= TIMES)}" if asked else ""
        times = f"{run.whole:.2f} 秒，是只求和（{run.floor:.2f} 秒）的 {ratio:.0f} 倍{wanted}"
        times += f"，按处理器时间 {run.ratio:.0f} 倍"
        memory = f"内存最多 {run.memory:.2f} GB（应≤{MEMORY:g}） {_mark(run.memory <= MEMORY)}"
        print(f"  {_named(run)}：{times}；{memory}", flush=True)


def slope(runs: Sequence[Run]) -> None:
    """How straight the line is: the exponent of the rows by which the time grows, and the seconds a million takes."""
    fewest, most = runs[0], runs[-1]
    exponent = math.log(most.whole / fewest.whole) / math.log(most.revisions / fewest.revisions)
    each = "、".join(f"{run.whole / run.revisions * _MILLION:.2f}" for run in runs)
    print(f"{_named(fewest)}：每百万条 {each} 秒；时间随条数的 {exponent:.2f} 次方增长（1是直线）")


def _named(run: Run) -> str:
    return "当日的账（每条承诺算数的那一月）" if run.day else "全年的账（每条承诺的各月）"


def _mark(good: bool) -> str:
    return "✓" if good else "✗"


def main() -> None:
    """Generate, measure each size in a process of its own, print, delete."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--millions", type=int, nargs="+", default=[1, 10, 100], help="sizes, in millions of revisions")
    told.add_argument("--data", type=Path, help="where the generated tables are kept for the next run")
    told.add_argument("--measure", type=int, help=argparse.SUPPRESS)
    told.add_argument("--day", action="store_true", help=argparse.SUPPRESS)
    asked = told.parse_args()
    with tempfile.TemporaryDirectory(prefix="duban-nation-") as folder:
        data = asked.data or Path(folder)
        if asked.measure:
            print(json.dumps(asdict(measure(Nation(data, asked.measure), Path(folder), day=asked.day))))
            return
        runs = []
        for leagues in sorted(size * _MILLION // REVISIONS for size in asked.millions):
            start = perf_counter()
            write_nation(data, leagues)
            print(f"生成或找到 {leagues} 个组的表：{perf_counter() - start:.0f} 秒", flush=True)
            runs.append([_measured(data, leagues, day=day) for day in (True, False)])
            report(runs[-1])
        if len(runs) > 1:
            for of_a_kind in zip(*runs, strict=True):
                slope(of_a_kind)


def _measured(data: Path, leagues: int, *, day: bool) -> Run:
    """The same in a process of its own, whose memory is its alone."""
    command = [sys.executable, "-m", "benchmarks.nation", "--data", str(data), "--measure", str(leagues)]
    command += ["--day"] if day else []
    return Run(**json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))


if __name__ == "__main__":
    main()
