"""Whatever is done behind the triggers is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings

from duban.web.log.canonical import chained
from duban.web.log.models import Entry, Head
from duban.web.log.triggers import lifted
from duban.web.log.verify import verify
from duban.web.org.models import Body
from tests.web.log.bodies import add, rename

pytestmark = [pytest.mark.django_db, pytest.mark.both_stores]


@pytest.fixture
def printed() -> tuple[int, str]:
    """Five entries of a row each; the head as somebody wrote it down."""
    for key in "abcd":
        add(key)
    rename("a", "甲")
    return Head.objects.values_list("number", "hash").get()


def _do(*queries: str) -> None:
    with lifted(), connection.cursor() as cursor:
        for query in queries:
            cursor.execute(query)


def _cut(first: int, *, with_head: bool) -> None:
    _do(f"DELETE FROM org_body WHERE entry_id >= {first}", f"DELETE FROM log_entry WHERE number >= {first}")
    if with_head:
        last = Entry.objects.get(number=first - 1)
        Head.objects.update(number=last.number, hash=last.hash)


def _rewritten() -> None:
    """Somebody who knows the code changes an entry and all hashes after it."""
    with lifted():
        previous = ""
        for entry in Entry.objects.order_by("number"):
            entry.verb, entry.previous = "test.other", previous
            entry.hash = previous = chained(entry)
            entry.save()
        Head.objects.update(hash=previous)


def _codes(known: tuple[int, str] | None = None) -> set[str]:
    return {one.code for one in verify(known).findings}


@pytest.mark.parametrize(
    ("tamper", "codes"),
    [
        (lambda: _do("UPDATE org_body SET name = '别的' WHERE key = 'b'"), {"rows"}),
        (lambda: _do("DELETE FROM org_body WHERE key = 'b'"), {"rows"}),
        (lambda: Body.objects.create(key="x", name="x", entry_id=2), {"rows"}),
        (lambda: _do("UPDATE log_entry SET verb = 'org.rename' WHERE number = 2"), {"entry"}),
        (lambda: _do("UPDATE log_entry SET previous = 'x' WHERE number = 2"), {"chain", "entry"}),
        (
            lambda: _do("DELETE FROM org_body WHERE key = 'b'", "DELETE FROM log_entry WHERE number = 2"),
            {"gap", "chain"},
        ),
        (lambda: _cut(4, with_head=False), {"tail"}),
        (lambda: _do("UPDATE log_head SET hash = 'x'"), {"tail"}),
    ],
    ids=["row edited", "row deleted", "row added", "entry edited", "relinked", "entry removed", "tail cut", "head"],
)
def test_what_was_tampered_with_is_found(
    tamper: Callable[[], object], codes: set[str], printed: tuple[int, str]
) -> None:
    assert _codes() == set()
    tamper()
    assert _codes() == codes


@pytest.mark.parametrize("tamper", [lambda: _cut(4, with_head=True), _rewritten], ids=["tail and head", "all anew"])
def test_what_fits_in_itself_is_found_by_the_printed_head(tamper: Callable[[], None], printed: tuple[int, str]) -> None:
    assert _codes(printed) == set()
    tamper()
    assert _codes() == set()
    assert _codes(printed) == {"cut"}


def test_an_earlier_head_still_stands_after_more_was_written(printed: tuple[int, str]) -> None:
    add("e")
    found = verify(printed)
    assert (found.entries, found.rows, found.findings) == (6, 6, ())


def test_both_hashes_go_in_one_chain(printed: tuple[int, str]) -> None:
    with override_settings(CONF=replace(settings.CONF, digest="sm3")):
        add("e")
    add("f")
    assert list(Entry.objects.order_by("-number").values_list("algorithm", flat=True)[:3]) == [
        "sha256",
        "sm3",
        "sha256",
    ]
    assert _codes() == set()
    _do("UPDATE org_body SET name = '别的' WHERE key = 'e'")
    assert _codes() == {"rows"}
