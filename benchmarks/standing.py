"""``make bench``, second part: how fast a city is judged, beside DuckDB's bare sum over the same figures.

Thirty bodies, ten indicators, five years, all months: 300 pledges and 18,000 figures. The yardstick sums the same
column in the same process. ``duban judge`` on two reports is timed as a person meets it, start included.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from statistics import median
from time import perf_counter

import duckdb

from duban.cache import VARIABLE
from duban.ledger.types import Fact, Pledge, Tier
from duban.pack.catalog import catalog
from duban.pack.load import open_pack
from duban.pack.rules import rule_named
from duban.periods import Month, Period
from duban.standing import tables
from duban.standing.compiling import standing_query
from duban.standing.judge import Terms, inputs, run_query
from duban.standing.leagues.standings import Ground, rulebook_of, standings
from duban.standing.leagues.what_if import reweighted

BODIES, INDICATORS, YEARS = 30, 10, range(2019, 2024)
WHOLE, ANSWER = 0.1, 2.0  # seconds: a city's standing after start; two reports of 20,000 characters, start included
TRIED = 0.3  # seconds: a what-if on a city
TIMES = 15
REPORT = 20_000


def city() -> tuple[list[Pledge], list[Fact]]:
    """A city of the wanted size; the figures are drawn from a fixed seed."""
    chance = random.Random(2023)
    pledges, facts = [], []
    for body in range(BODIES):
        for indicator in range(INDICATORS):
            tier = Tier("plan", ">=", Fraction(1200))
            names = {"org_unit": f"镇{body}", "subject": "固定资产投资", "indicator": f"i{indicator}"}
            common = {**names, "kind": "quantity", "basis": "level", "unit": "元"}
            pledges.append(Pledge(id=f"{body}-{indicator}", year=2023, tiers=(tier,), **common))  # type: ignore[arg-type]
            for year in YEARS:
                for month in range(1, 13):
                    period = Period(Month(year, 1), Month(year, month))
                    value = Fraction(chance.randint(800, 1100) * month, 10)
                    key = f"{body}-{indicator}-{year}-{month}"
                    facts.append(Fact(key=key, period=period, value=value, **common))  # type: ignore[arg-type]
    return pledges, facts


def seconds(work: Callable[[], object]) -> float:
    """The median of several runs."""
    times = []
    for _ in range(TIMES):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return median(times)


def standing() -> None:
    """A city's whole standing beside the bare sum over its figures."""
    pledges, facts = city()
    terms = Terms(rule_named("duban.default", catalog().rules))
    start = perf_counter()
    query = standing_query(terms.rule, terms.pace)
    compiling = perf_counter() - start
    given = inputs(pledges, facts, terms, date(2023, 12, 31))
    with duckdb.connect() as engine:
        engine.register("facts", given["facts"])
        floor = seconds(lambda: engine.execute("SELECT sum(value) FROM facts").fetchone())
    whole = seconds(lambda: run_query(query, given))
    laying = seconds(lambda: tables.fact_table(facts))
    print(f"全市的账：{BODIES}个单位，{len(pledges)}条承诺，{len(facts)}个数，5年各月")
    print(f"  只求和      {floor * 1000:7.1f} 毫秒")
    print(f"  全部判一遍  {whole * 1000:7.1f} 毫秒（应≤{WHOLE * 1000:.0f}） {'✓' if whole <= WHOLE else '✗'}", end="")
    print(f"  是只求和的 {whole / floor:.0f} 倍")
    print(f"  一次性的：编成查询 {compiling * 1000:.0f} 毫秒，摆成表 {laying * 1000:.0f} 毫秒")


def what_if() -> None:
    """A changed weight on the demo city, both sides ranked as ``duban what-if`` does it: on figures judged once."""
    pack, day = open_pack("pinghu_2023"), date(2023, 12, 31)
    book = rulebook_of(pack)

    def tried() -> None:
        on = Ground(pack, day)
        weight = Fraction(random.randint(1, 40))
        for one in (book, reweighted(book, {book.lines[1].id: weight})):
            standings(pack, day, one, on=on)

    start = perf_counter()
    tried()
    first, later = perf_counter() - start, seconds(tried)
    print(f"示范城市换一个分值试一试，两边都排（应≤{TRIED * 1000:.0f} 毫秒）")
    print(f"  {later * 1000:7.1f} 毫秒 {'✓' if later <= TRIED else '✗'}；头一次，连编查询 {first * 1000:.0f} 毫秒")


def answer() -> None:
    """``duban judge`` on two reports of 20,000 characters, as a person meets it: for the first time, and later."""
    with tempfile.TemporaryDirectory() as folder:
        command, cache = _command(Path(folder)), Path(folder) / "cache"
        first = median(_run(command, folder=cache / str(n)) for n in range(3))
        later = median(_run(command, folder=cache / "0") for _ in range(5))
    print(f"duban judge，两份各{REPORT // 10000}万字，连启动（应≤{ANSWER:.0f}秒）")
    for when, took in (("头一次，查询和目录还没有存下", first), ("以后", later)):
        print(f"  {when} {took:.2f} 秒 {'✓' if took <= ANSWER else '✗'}")


def _command(folder: Path) -> list[str]:
    """The demo's books as the plan, and again as what was done: of the length that is asked for."""
    books = Path(__file__).parents[1] / "src/duban/packs/pinghu_2023/books"
    text = "\n".join(book.read_text("utf-8") for book in sorted(books.glob("*.txt")))
    plan = (text * (REPORT // len(text) + 1))[:REPORT]
    report = plan.replace("力争", "").replace("年内", "2023年").replace("不少于", "完成了").replace("不低于", "了")
    paths = [folder / name for name in ("plan.txt", "report.txt")]
    for path, words in zip(paths, (plan, report), strict=True):
        path.write_text(words, encoding="utf-8")
    command = [sys.executable, "-m", "duban", "judge", str(paths[0]), "--against", str(paths[1])]
    return [*command, "--as-of", "2023-12-31", "--year", "2023", "--format", "jsonl"]


def _run(command: list[str], folder: Path) -> float:
    """Seconds by the clock, with this folder as the cache."""
    start = perf_counter()
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, VARIABLE: str(folder)})
    return perf_counter() - start


if __name__ == "__main__":
    standing()
    what_if()
    answer()
