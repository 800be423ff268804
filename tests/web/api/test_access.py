"""Every operation by every role, against the rule book of the pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from duban.periods import Month
from duban.web.facts.models import Fact, Sheet
from duban.web.log.models import Entry
from duban.web.log.writing import By, replacing, writing
from tests.web.access.rulebook import addresses, rules, samples
from tests.web.access.test_policy import undone
from tests.web.api.programs import Program, programs

pytestmark = pytest.mark.usefixtures("demo")

_SENT: dict[str, tuple[str, Any]] = {
    "api_cells": ("PUT", {"cells": [{"row": "lindai.apartments", "column": "value", "text": "1"}]}),
    "api_advance": ("POST", {"sure": True}),
    "api_return": ("POST", {"remark": "请再核对"}),
    "api_verify": ("POST", None),
    "api_table_cells": ("PUT", {"cells": [{"row": "lindai", "column": "growth", "text": "6.1"}]}),
    "api_release": ("POST", {"status": "final", "sure": True}),
}


def handed_in() -> None:
    month = Month(2023, 7)
    with writing("facts.handed_in", By()) as written:
        told = {"kind": "own", "org_unit": "lindai", "month": month.number, "state": "handed_in"}
        held = Sheet.objects.current().filter(key=f"own.lindai.{month}").first()
        written.add(replacing(held, **told) if held else Sheet(key=f"own.lindai.{month}", **told))


def at(name: str) -> str:
    """An operation's address with what the samples have."""
    fact = Fact.objects.filter(org_unit="lindai", indicator="gdp")[0].key
    keys = {"api_body": "lindai", "api_book": "draft", "api_clause": "draft.1", "api_fact": fact, "api_result": "issue"}
    told = {"key": keys.get(name, ""), "pledge": "ponan.investment", "month": "2023-07"}
    told |= {"org_unit": "lindai", "indicator": "gdp"}
    asked = "?q=lindai" if name == "api_search" else ""
    return reverse(name, kwargs={part: told[part] for part in dict(addresses())[name]}) + asked


def asked(program: Program, name: str, address: str) -> Any:
    method, body = _SENT.get(name, ("GET", None))
    return program.get(address) if method == "GET" else program.send(method, address, body)


def test_every_operation_answers_those_who_may_and_nobody_else() -> None:
    samples()
    handed_in()
    wrong = []
    for role, program in programs().items():
        for name, allowed in rules()["api"].items():
            before, address = Entry.objects.count(), at(name)
            with undone():
                answer = asked(program, name, address)
                written = Entry.objects.count() - before
            refused = answer.status_code in {403, 404}
            if refused is (role in allowed) or (refused and written) or answer.status_code not in {200, 403, 404, 409}:
                wrong.append((role, name, answer.status_code, answer.content.decode()[:200]))
    assert not wrong


def test_forged_keys_lead_nowhere() -> None:
    samples()
    before = None
    for program in programs().values():
        before = before or Entry.objects.count()
        for name, parts in addresses():
            if name in rules()["api"] and parts:
                told = dict.fromkeys(parts, "no-such") | ({"month": "2023-07"} if "month" in parts else {})
                if name == "api_month":
                    told["month"] = "2023-13"
                answer = asked(program, name, reverse(name, kwargs=told))
                assert answer.status_code in {403, 404, 409, 422}, name
                assert answer.json().keys() == {"code", "message", "where", "do"}
    assert Entry.objects.count() == before


def test_another_units_book_under_review_is_not_there() -> None:
    samples()
    for role, program in programs().items():
        there = role in {"office", "auditor"}
        assert (program.get("/api/books/other").status_code == 200) is there
        assert (program.get("/api/clauses/other.1").status_code == 200) is there
        if role not in {"sysadmin", "secadmin"}:
            keys = {one["key"] for one in program.ask("/api/clauses", limit=200, book="other")["items"]}
            assert keys == ({"other.1"} if there else set())
