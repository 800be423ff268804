"""Pledges whose figure comes from above later (完成上级下达任务): listed, and not judged until it has come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from duban.ledger.types import Origin, Pledge, Tier
from duban.linking.propose import Index
from duban.linking.senses import accumulation_of, polarity_of
from duban.linking.spoken import place_in_words, slug, source_name
from duban.pack.schema.lights import UNLIT
from duban.reading.awaited import Awaited, awaited
from duban.reading.document import Document
from duban.standing.verdict import Verdict

AWAITED = "awaited"


def awaited_pledges(document: Document, year: int, indicators: Index | None) -> Iterator[Pledge]:
    """A plan's pledges without a figure yet, each with a tier that is still empty."""
    for one in awaited(document):
        if not any(said.start <= one.start < said.end for said in document.statements):
            yield _pledge(document, one, year, indicators)


def _pledge(document: Document, one: Awaited, year: int, indicators: Index | None) -> Pledge:
    chosen = indicators.propose(one.subject, quote=one.sentence).chosen if indicators else None
    known = indicators.indicator(chosen.target) if indicators and chosen else None
    way = polarity_of(one.subject, kind="quantity", basis="level", comparator="=", quote=one.sentence)
    adds = accumulation_of(one.subject, basis="level", unit="", quote=one.sentence)
    place, _ = document.place(one.start)
    where = place_in_words(document, place, one.start)
    return Pledge(
        id=slug(source_name(document), one.subject, "待下达"),
        org_unit="",
        subject=one.subject,
        kind="quantity",
        basis="level",
        unit="",
        year=year,
        tiers=(Tier(one.firmness, ">=", None),),
        indicator=chosen.target if chosen else "",
        polarity=known.polarity if known else way,
        accumulation=known.accumulation if known else adds,
        origin=Origin(document.file or "", where, document.text[one.start : one.end].strip(), one.sentence),
    )


def with_awaited(found: Iterable[Verdict]) -> Iterator[Verdict]:
    """The verdicts; where there is no figure to hold anything against yet, nothing was failed to be reported."""
    for one in found:
        lacking = one.pledge.kind == "quantity" and all(tier.value is None for tier in one.pledge.tiers)
        if lacking and one.verdict in {"not_reported", "not_judged"}:
            yield replace(one, verdict="not_judged", light=UNLIT[0], note=AWAITED)
        else:
            yield one
