"""Pages go over the wire packed, files as they are."""

from __future__ import annotations

import gzip

import pytest
from django.test import Client

from tests.web.browser import account

PACKED = {"Accept-Encoding": "gzip"}


@pytest.fixture
def office(demo: None, client: Client) -> Client:
    client.force_login(account("office_head"))
    return client


def test_a_page_is_packed_where_the_browser_takes_it(office: Client) -> None:
    answer = office.get("/overview/", headers=PACKED)
    assert answer["Content-Encoding"] == "gzip"
    assert "总览" in gzip.decompress(answer.content).decode()
    assert "Accept-Encoding" in answer["Vary"]
    assert int(answer["Content-Length"]) == len(answer.content)
    plain = office.get("/overview/")
    assert not plain.has_header("Content-Encoding")
    assert "Accept-Encoding" in plain["Vary"]


def test_a_workbook_is_not_packed_again(office: Client) -> None:
    answer = office.get("/overview/?download=xlsx", headers=PACKED)
    assert not answer.has_header("Content-Encoding")
    assert answer.content.startswith(b"PK")
