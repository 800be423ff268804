"""What is kept in memory is the newest that was written, never what was taken back; a form carries one's own token."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client, RequestFactory
from django.utils.translation import override

from duban.web.clock.today import now
from duban.web.log.remembered import _kept, kept, remembered, with_forms
from duban.web.log.writing import By, writing
from tests.web.browser import account

pytestmark = pytest.mark.django_db


def counting(until: datetime | None = None) -> Callable[[], tuple[int, datetime | None]]:
    made: list[int] = []

    def make() -> tuple[int, datetime | None]:
        made.append(1)
        return len(made), until

    return make


def test_a_value_is_made_once_until_something_is_written() -> None:
    make = counting()
    assert [kept(("a",), make), kept(("a",), make)] == [1, 1]
    with writing("test.word", By()):
        pass
    assert [kept(("a",), make), kept(("a",), make)] == [2, 2]


def test_a_value_is_stale_from_its_moment_on() -> None:
    make = counting(now() - timedelta(seconds=1))
    assert [kept(("b",), make), kept(("b",), make)] == [1, 2]


def test_what_an_action_sees_that_fails_is_not_kept() -> None:
    make = counting()

    def fails() -> None:
        with transaction.atomic(), writing("test.word", By()):
            assert kept(("c",), make) == 1
            raise LookupError

    with pytest.raises(LookupError):
        fails()
    assert kept(("c",), make) == 2


def test_the_end_of_the_log_after_a_roll_back_is_another_one() -> None:
    make = counting()

    def fails() -> None:
        with transaction.atomic():
            with writing("test.word", By()):
                pass
            assert kept(("d",), make) == 1
            raise LookupError

    with pytest.raises(LookupError):
        fails()
    with writing("test.other", By()):
        pass
    assert kept(("d",), make) == 2


def test_a_part_is_kept_in_each_language() -> None:
    make = counting()
    words = []
    for language in ("zh-hans", "en", "zh-hans"):
        with override(language):
            words.append(remembered(("e",), lambda: (str(make()[0]), None)))
    assert words == ["1", "2", "1"]


def test_a_form_in_a_part_that_is_kept_carries_the_token_of_whoever_reads_it() -> None:
    def ask() -> tuple[str, str]:
        request = RequestFactory().get("/")
        part = with_forms(request, ("f",), lambda token: (f"<{token['csrf_token']}>", None))
        return part, f"<{request.META['CSRF_COOKIE']}>"

    (first, _), (second, _) = ask(), ask()
    assert first != second
    assert "token" not in first


def test_a_kept_form_can_be_sent(demo: None) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(account("lindai_liaison"))
    for _ in range(2):
        page = browser.get("/data/2023-07/lindai/").content.decode()
        token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        answer = browser.post("/data/2023-07/lindai/save/", {"csrfmiddlewaretoken": token})
        assert answer.status_code == 302


def test_what_was_kept_of_an_older_end_is_let_go() -> None:
    for at in range(3):
        kept((at,), counting())
        with writing("test.word", By()):
            pass
    kept(("last",), counting())
    assert list(_kept) == [("last",)]
