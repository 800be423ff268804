"""How many queries each page asks: recorded, so that more is noticed; and none grows with the data.

The numbers stand in ``tests/cases/web/queries.toml`` and are changed there on purpose.
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from duban.web.books.models import Book, BookText, Clause
from duban.web.books.reading import read_book
from duban.web.flags.models import Flag, Proposed
from duban.web.log import remembered
from duban.web.log.writing import By, writing
from duban.web.points.models import Addition
from tests.web.api.programs import program
from tests.web.books.plan import PLAN
from tests.web.browser import account
from tests.web.leagues.office import a_result

TOLD = tomllib.loads((Path(__file__).parents[1] / "cases/web/queries.toml").read_text(encoding="utf-8"))
CASES = TOLD["page"]


def asked(client: Client, path: str) -> int:
    """The queries of a page after something was written: of its parts none is remembered."""
    client.get(path)
    remembered.forget()
    return again(client, path)


def again(client: Client, path: str) -> int:
    """The queries of a page that was opened before, as most are."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    assert answer.status_code == 200
    return len(queries)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['who']} {case['path']}")
def test_a_page_asks_as_often_as_recorded(demo: None, client: Client, case: dict[str, object]) -> None:
    if "/half/" in str(case["path"]):
        a_result("half")
    client.force_login(account(str(case["who"])))
    found = asked(client, str(case["path"])), again(client, str(case["path"]))
    assert found == (case["queries"], case.get("again", case["queries"]))


@pytest.mark.parametrize("case", TOLD["operation"], ids=lambda case: f"{case['who']} {case['path']}")
def test_an_operation_asks_as_often_as_recorded(demo: None, case: dict[str, object]) -> None:
    assert asked(program("program", str(case["who"])), str(case["path"])) == case["queries"]


def test_ten_times_the_books_ask_no_more(demo: None, client: Client) -> None:
    client.force_login(account("office_head"))
    _book("more", PLAN)
    before = {path: asked(client, path) for path in ("/", "/books/")}
    for number in range(10):
        _book(f"more{number}", PLAN)
    assert {path: asked(client, path) for path in before} == before


def test_ten_times_the_clauses_ask_no_more(demo: None, client: Client) -> None:
    client.force_login(account("office_head"))
    _book("one", PLAN)
    _book("ten", PLAN * 10)
    assert Clause.objects.filter(book="ten").count() >= 5 * Clause.objects.filter(book="one").count()
    assert asked(client, "/books/ten/") == asked(client, "/books/one/")


def test_ten_times_the_additions_ask_no_more(demo: None, client: Client) -> None:
    client.force_login(account("office_head"))
    paths = ("/", "/points/", "/flags/")
    _additions(1)
    before = {path: asked(client, path) for path in paths}
    _additions(10)
    assert {path: asked(client, path) for path in paths} == before


def _additions(count: int) -> None:
    with writing("test.points", By()) as written:
        for at in range(count):
            told = {"org_unit": "lindai", "day": date(2023, 7, 1), "reason": "获奖", "document": "文", "points": 5000}
            told |= {"rulebook": "places", "kind": "awards", "state": "applied", "due": date(2023, 8, 1)}
            written.add(Addition(key=f"more-{count}-{at}", **told))
            about = {"rulebook": "places", "flag": "fast", "name": "红旗项目", "sort": "red_flag", "month": 24282}
            flag = {"state": "confirmed", "day": date(2023, 7, 1), "grounds": "早", "reason": "早"}
            written.add(Flag(key=f"more-{count}-{at}", org_unit="lindai", **about, **flag))
            Proposed.objects.create(key=f"new-{count}-{at}", org_unit="lindai", grounds="早", number=1, **about)


def _book(key: str, text: str) -> None:
    with writing("test.book", By()) as written:
        written.add(BookText(key=key, text=text))
        head = {"title": key, "year": 2024, "text": key, "end": len(text), "org_unit": "lindai"}
        written.add(Book(key=key, state="reading", **head))
    read_book.func(key, None, "")
