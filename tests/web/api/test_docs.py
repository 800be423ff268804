"""The page about the interface and the document: nothing is left out, and the program in it works."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from duban.periods import Month
from duban.web.api.office import schema
from duban.web.facts.sheets import own_key, sheet_of
from duban.web.log.models import Entry
from tests.web import who
from tests.web.api.programs import token


def program(root: Path) -> dict[str, Any]:
    """What the Python of the document defines."""
    text = (root / "docs/api.md").read_text(encoding="utf-8")
    told: dict[str, Any] = {}
    for code in re.findall(r"```python\n(.*?)```", text, re.S):
        exec(compile(code, "docs/api.md", "exec"), told)
    return told


def test_the_program_of_the_document_hands_in_a_sheet(
    live_server: LiveServer, demo: None, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = token(who.account("wang", "lindai_liaison")).words
    told = program(root)
    duban = told["Duban"](live_server.url, words)
    with pytest.raises(SystemExit, match="更正理由"):
        told["report"](duban, "2023-07", "lindai", {"lindai.apartments": "940"})
    told["report"](duban, "2023-07", "lindai", {"lindai.apartments": "940"}, "按竣工备案核实")
    sheet = sheet_of(own_key("lindai", Month(2023, 7)))
    assert sheet is not None
    assert capsys.readouterr().out.strip() == sheet.state
    entry = Entry.objects.order_by("-number")[0]
    assert (entry.verb, entry.channel) == (f"facts.{sheet.state}", "api")
    with pytest.raises(SystemExit, match="这张表已经报出去了"):
        told["report"](duban, "2023-07", "lindai", {"lindai.apartments": "941"})
    with pytest.raises(SystemExit, match="没有这个令牌"):
        told["red"](told["Duban"](live_server.url, "duban_x"), "lindai")
    told["red"](duban, "lindai")


def test_the_document_names_every_address(root: Path) -> None:
    text = (root / "docs/api.md").read_text(encoding="utf-8")
    there = {path.split("{")[0].rstrip("/") for path in schema()["paths"]}
    assert [path for path in sorted(there) if path not in text] == []


def test_the_page_describes_every_operation_and_asks_nothing_of_elsewhere(demo: None) -> None:
    page = who.browser("wang", "lindai_liaison").get("/api/docs/").content.decode()
    for path, methods in schema()["paths"].items():
        for method in methods:
            assert f"{method.upper()} {path}" in page
    assert not re.search(r'(?:src|href)="https?://', page)
    assert Client().get("/api/openapi.json").json()["openapi"].startswith("3.1")
