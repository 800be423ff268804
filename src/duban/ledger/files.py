"""Files of pledges and facts: ``read_pledges``, ``read_facts``, ``write``.

A file is .jsonl, .json, .csv, a workbook (.xlsx, .xlsm, .xls, .et, .ods) or .parquet. A pledge is a line with the
reader's names and ``id`` and ``org_unit``; a floor and its stretch are a line each with one id. A fact is a line with
``mood`` reported, ``period`` and, where known, ``answers`` and ``scope``. Both may stand in one file. Chinese heads
(责任单位 指标 目标 累计完成 …) go as well as the names; ``ledger/words.toml`` has them all.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path

from duban.errors import Finding
from duban.ledger import sources
from duban.ledger.collect import facts_of, pledges_of, settled
from duban.ledger.pledges import Senses
from duban.ledger.types import Fact, Pledge
from duban.sheets.files import shown
from duban.sheets.findings import Findings

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


def read_pledges(
    path: Paths, *, as_of: date | None = None, year: int | None = None, senses: Senses | None = None
) -> tuple[list[Pledge], list[Finding]]:
    """The pledges of a file, or of several as one, in the order of their first lines, and what was found.

    Amounts come in base units, exact. ``year``, or that of the date of judging ``as_of``, is the year of pledges that
    say neither a year nor a due day and whose table's title names none; without either such a pledge is left out. A
    line without an id is a pledge of its own, named after its file and line. ``senses`` may conclude from a pledge's
    words what its lines do not say: which way is better, and how its months add up.

    A line that cannot be used is a fatal finding with its place, and the rest goes on. Raises an ``InputError`` where a
    file itself cannot be read.
    """
    findings = Findings()
    rows = (row for one in _paths(path) for row in sources.rows(one, findings))
    pledges = pledges_of(rows, findings, year or (as_of.year if as_of else None), senses)
    if not pledges:
        _nothing(path, "承诺", "目标（或 value）", findings)
    return pledges, findings.all()


def read_facts(
    path: Paths, *, as_of: date | None = None, year: int | None = None, known: Iterable[str] = ()
) -> tuple[list[Fact], list[Finding]]:
    """The facts of a file, or of several as one, in order, and what was found.

    Amounts come in base units, exact. A cell that nobody filled in is no fact and never zero. ``year``, or that of
    ``as_of``, is that of periods that name none. A figure without a period gets that of its head or title, else the
    whole months of its year up to ``as_of``, and a finding says so; without ``as_of`` it is left out. Of two figures
    for one cell the first is kept, ``contested`` where they differ, and the second is a fatal finding. ``known`` are
    keys of facts kept elsewhere, which corrections may name.

    Lines without ``mood`` are facts, unless other lines of the file have one. Raises an ``InputError`` where a file
    itself cannot be read.
    """
    findings = Findings()
    facts = settled(_facts(path, as_of, year, findings), findings, known)
    if not facts:
        _nothing(path, "已报的数", "累计完成（或 value）", findings)
    return facts, findings.all()


def facts_in(path: Paths, findings: Findings, *, as_of: date | None = None) -> Iterator[Fact]:
    """``read_facts`` one by one, for tables too large to be held; what only all of them together can tell is not."""
    yield from _facts(path, as_of, None, findings)


def write(path: str | os.PathLike[str], items: Iterable[Pledge | Fact]) -> None:
    """Write pledges and facts to a .jsonl, .csv or .parquet file that ``read_pledges`` and ``read_facts`` read back.

    Amounts are written in base units, to ten-thousandths, half up. Facts alone go to Parquet as the table that
    ``duban.ledger.tables`` makes of them, anything else as records. ``ValueError`` for another ending.
    """
    target = Path(path)
    ending = target.suffix.lower().removeprefix(".")
    if ending not in ("jsonl", "csv", "parquet"):
        raise ValueError(f"写不成 {target.suffix or '没有后缀的'} 文件，可以写 .jsonl、.csv、.parquet")
    import_module(f"duban.ledger.writers.{ending}").write(target, items)


def _nothing(path: Paths, what: str, column: str, findings: Findings) -> None:
    files = "、".join(shown(one) for one in _paths(path))
    findings.add("nothing", files, f"里面没有读到{what}", f"请核对有没有“{column}”列，或 mood 写得对不对")


def _facts(path: Paths, as_of: date | None, year: int | None, findings: Findings) -> Iterator[Fact]:
    for one in _paths(path):
        own = import_module("duban.ledger.sources.parquet").facts(one) if sources.form(one) == "parquet" else None
        if own is not None:
            yield from own
            continue
        yield from facts_of(sources.rows(one, findings), as_of, year)


def _paths(path: Paths) -> list[Path]:
    return [Path(path)] if isinstance(path, str | os.PathLike) else [Path(one) for one in path]
