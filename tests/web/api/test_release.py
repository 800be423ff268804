"""No page and no operation shows anybody another's figure before its release; its provider and the office see it.

Three figures that stand nowhere else are handed in for later, as a first one and as a correction, and one is only
typed; every address is asked by every role, and its answer searched for them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from urllib.parse import quote

import pytest
from django.test import Client

from duban.periods import Month
from duban.web.access.models import Account
from duban.web.clock.today import now
from duban.web.facts.models import Draft, Fact
from duban.web.log.amounts import stored
from duban.web.log.writing import By, replacing, writing
from duban.web.standings.recompute import recompute
from tests.web.access.rulebook import browsers, rules, samples
from tests.web.access.test_policy import at as page_at
from tests.web.api.programs import Program, program, token
from tests.web.api.test_access import at

pytestmark = pytest.mark.usefixtures("demo")
# As typed, in per cent; no other figure of the demo has these digits.
FIRST, CORRECTED, TYPED = "7.6543", "8.7654", "9.8765"
SECRETS = (FIRST, CORRECTED, TYPED)
# Besides the samples of the rule book: every list and every page that shows figures of these bodies.
PAGES = [
    "/overview/",
    "/overview/?by=body",
    "/pledges/",
    "/pledges/?org_unit=lindai",
    "/data/2023-06/",
    "/data/2023-07/",
    "/data/2023-06/lindai/",
    "/data/2023-07/lindai/",
    "/data/2023-06/table/gdp/",
    "/data/2023-07/table/gdp/",
    "/data/2023-07/table/gdp/excel/",
    "/data/2023-07/lindai/excel/",
    f"/data/2023-07/cell/?sheet={quote('provider.gdp.全域')}&row=lindai",
    f"/data/2023-06/cell/?sheet={quote('provider.gdp.全域')}&row=lindai",
    "/org/lindai/",
    "/log/",
]
OPERATIONS = [
    "/api/facts?org_unit=lindai&limit=200",
    "/api/facts?indicator=gdp&first=2023-06&limit=200",
    "/api/facts/unreleased",
    "/api/facts/{corrected}",
    "/api/verdicts?org_unit=lindai&limit=200",
    "/api/months/2023-06/sheets/lindai",
    "/api/months/2023-07/sheets/lindai",
    "/api/months/2023-06/tables/gdp",
    "/api/months/2023-07/tables/gdp",
    "/api/log?limit=200",
]


def unreleased() -> Fact:
    """A first figure and a correction for later, and one that is typed; gives the one that was corrected."""
    later = now() + timedelta(days=3)
    held = Fact.objects.current().filter(org_unit="lindai", indicator="gdp", basis="growth", last=Month(2023, 6).number)
    old: Fact = held.get()
    told = {"provider": "tongji", "release": later, "source": "数据提供单位"}
    with writing("facts.release", By()) as written:
        written.add(replacing(old, value=_stored(CORRECTED), **told))
        first = replacing(old, value=_stored(FIRST), key="unreleased", last=Month(2023, 7).number, **told)
        first.replaces_id = None
        written.add(first)
    cell = {"sheet": "provider.gdp.全域.2023-07", "row": "xincang", "column": "growth"}
    Draft.objects.create(text=TYPED, account=1, at=now(), **cell)
    recompute()
    return old


def _stored(typed: str) -> int | None:
    return stored(Fraction(typed))


def texts(body: bytes) -> Iterator[str]:
    """What an answer says; of a workbook its parts."""
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for name in archive.namelist():
                yield archive.read(name).decode("utf-8", "replace")
    yield body.decode("utf-8", "replace")


def said(client: Client, path: str) -> set[str]:
    answer = client.get(path, follow=True)
    assert answer.status_code < 500, path
    body = answer.getvalue()
    return {secret for text in texts(body) for secret in SECRETS if secret in text}


def test_nobody_but_its_provider_and_the_office_sees_a_figure_before_its_release() -> None:
    samples()
    old = unreleased()
    leaks, seen = [], {"office": set[str](), "provider": set[str]()}
    for role, client in browsers().items():
        by_token = Program(token(Account.objects.get(username=f"one-{role}")).words)
        asked = [(client, path) for path in (*PAGES, *map(page_at, rules()["pages"]))]
        asked += [(by_token, path.format(corrected=quote(old.key))) for path in OPERATIONS]
        asked += [(by_token, at(name)) for name in rules()["api"] if name not in {"api_advance", "api_return"}]
        for by, path in asked:
            found = said(by, path)
            if role in seen:
                seen[role] |= found
            elif found:
                leaks.append((role, path, found))
    assert not leaks
    # Else the test would find nothing wherever it looks.
    assert seen == {"office": set(SECRETS), "provider": set(SECRETS)}


def test_a_correction_to_come_leaves_the_former_figure_in_sight() -> None:
    old = unreleased()
    clerk, office = program("clerk", "lindai_liaison"), program("head", "office_head")
    shown = clerk.ask(f"/api/facts/{old.key}")
    assert (shown["entry"], len(shown["revisions"])) == (old.entry_id, 1)
    assert clerk.get("/api/facts/unreleased").status_code == 404
    assert office.ask(f"/api/facts/{old.key}")["value"] == CORRECTED
    assert [one["fact"]["value"] for one in office.ask("/api/facts/unreleased")["revisions"]] == [FIRST]


def test_a_figure_that_a_load_corrected_under_another_key_stands_once() -> None:
    rows = Fact.objects.exclude(replaces=None).select_related("replaces")
    row = next(one for one in rows if one.key != one.replaces.key)
    office = program("head", "office_head")
    told = office.ask("/api/facts", org_unit=row.org_unit, indicator=row.indicator, limit=200)
    keys = [one["key"] for one in told["items"]]
    assert row.key in keys
    assert row.replaces.key not in keys
    assert office.ask(f"/api/facts/{row.replaces.key}")["replaced_by"] == row.key
