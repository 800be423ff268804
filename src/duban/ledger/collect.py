"""Rows as pledges and facts, wherever the rows come from; and records that are mappings already.

Raw ─ spread ─► the pledges and facts in a row ─ worded ─► line ─ gather ─► pledges
                                               └──────────► fact ─ settle ─► facts
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from duban.errors import Finding
from duban.ledger.checks import bodiless, fact_slips, pledge_slips, settle
from duban.ledger.facts import fact
from duban.ledger.pledgelines import line
from duban.ledger.pledges import Senses, gather
from duban.ledger.raw import FilePlace, Raw
from duban.ledger.sources.named import Naming, tells_moods
from duban.ledger.spread import spread
from duban.ledger.types import Fact, Pledge
from duban.ledger.worded import worded
from duban.sheets.findings import Findings


def pledges_of(
    rows: Iterable[Raw], findings: Findings, year: int | None = None, senses: Senses | None = None
) -> list[Pledge]:
    """The pledges of some rows; ``year`` is that of pledges that name none, ``senses`` what words say of them."""
    lines = (
        told
        for row in rows
        for record in spread(row, "pledged", "pledged")
        for part in worded(record, year)
        if (told := line(part, year))
    )
    pledges = gather(lines, senses)
    bodiless(pledges, findings)
    pledge_slips(pledges, findings)
    return pledges


def facts_of(rows: Iterable[Raw], as_of: date | None = None, year: int | None = None) -> Iterator[Fact]:
    """The facts of some rows one by one; what only all of them together can tell is not told."""
    for row in rows:
        for record in spread(row, "reported", "pledged" if row.moods else "reported"):
            told = fact(record, as_of, year)
            if told is not None:
                yield told


def settled(facts: Iterable[Fact], findings: Findings, known: Iterable[str] = ()) -> list[Fact]:
    """The facts that can be kept, held against each other."""
    kept = settle(facts, findings, known)
    bodiless(kept, findings)
    fact_slips(kept, findings)
    return kept


def pledges_in_records(
    records: Iterable[Mapping[str, object]], *, file: str = "", year: int | None = None
) -> tuple[list[Pledge], list[Finding]]:
    """The pledges of records with the names of fields (or their Chinese heads), as ``files.read_pledges`` reads them.

    Values may be texts, whole numbers, ``Decimal``, ``Fraction`` and dates. ``file`` names their source in findings,
    with each record's number from 1.
    """
    findings = Findings()
    return pledges_of(_rows(records, file, findings), findings, year), findings.all()


def facts_in_records(
    records: Iterable[Mapping[str, object]], *, file: str = "", as_of: date | None = None, year: int | None = None
) -> tuple[list[Fact], list[Finding]]:
    """The facts of records, as ``files.read_facts`` reads them; see ``pledges_in_records``."""
    findings = Findings()
    return settled(facts_of(_rows(records, file, findings), as_of, year), findings), findings.all()


def _rows(records: Iterable[Mapping[str, object]], file: str, findings: Findings) -> Iterator[Raw]:
    held = list(records)
    naming = Naming(file, FilePlace(file, "条"), findings, moods=any(map(tells_moods, held)))
    for number, record in enumerate(held, 1):
        yield naming.row(record, number)
