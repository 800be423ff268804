"""A plan and a report, both as texts, and every link between them (tests/cases/linking/papers.toml)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from duban.ledger.types import Fact, Pledge
from duban.linking.facts import facts_of
from duban.linking.match import match
from duban.linking.pledges import pledges_of
from duban.reading.document import Document, Source
from duban.reading.reader import read_source
from tests.linking.cases import load, params

CASES = load("papers", "case", ("plan", "report", "as_of", "links", "lacking", "open"))
HOW = {"growth": "·增长", "change": "·增减", "level": ""}


def paper(text: str, report_of: int | None = None) -> Document:
    return read_source(Source(text.strip() + "\n", wrapped=False), report_of=report_of)


def said(one: Pledge | Fact, *figures: Fraction | None) -> str:
    how = f"·{one.state}" if one.kind == "milestone" else HOW[one.basis]
    how = {"rank": "·名次", "trend": "·走势"}.get(one.kind, how)
    return " ".join([one.subject + how, *(str(figure) for figure in figures if figure is not None)])


@pytest.mark.parametrize("case", params(CASES, "why"))
def test_a_report_answers_a_plan(case: Mapping[str, Any]) -> None:
    pledges, _ = pledges_of(paper(case["plan"]))
    year = pledges[0].year
    report = paper(case["report"], year)
    repeated, _ = pledges_of(report, year=year)
    facts, _ = facts_of(report, year=year, as_of=case["as_of"], pledges=repeated)
    found = match(pledges, facts, as_of=case["as_of"], via=repeated)
    by_id, by_key = {one.id: one for one in pledges}, {one.key: one for one in facts}
    links = []
    for link in found.links:
        pledge, fact = by_id[link.pledge], by_key[link.fact]
        told = f" | {link.scope_change}" if link.scope_change else ""
        figures = [tier.value for tier in pledge.tiers]
        links.append(f"{said(pledge, *figures)} <- {said(fact, fact.value)}{told}")
    assert links == list(case["links"])
    assert [by_id[one.pledge].subject for one in found.open] == list(case.get("open", ()))
    if "lacking" in case:
        assert [by_id[id].subject for id in found.unmatched_pledges] == list(case["lacking"])
