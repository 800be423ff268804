"""The store as a :class:`~duban.pack.pack.Pack`: what the engines read."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from threading import Lock

from duban.errors import DubanError
from duban.pack.load import open_pack
from duban.pack.pack import Pack
from duban.web.books.convert import as_pledge
from duban.web.books.models import Book, Clause
from duban.web.facts.convert import as_fact
from duban.web.facts.models import Fact
from duban.web.load.models import Declared
from duban.web.org.directory import directory

_kept: tuple[int, Pack] | None = None
_lock = Lock()


def declarations() -> Pack:
    """The pack as it was declared: its indicators, rules, providers; made anew only when a load changed a file.

    Raises DubanError where no pack was loaded.
    """
    global _kept
    newest = Declared.objects.order_by("-id").values_list("id", flat=True).first()
    if newest is None:
        raise DubanError("库里还没有城市包", do="请先运行 duban load，例如 duban load pinghu_2023")
    with _lock:
        if _kept is None or _kept[0] != newest:
            with tempfile.TemporaryDirectory() as folder:
                for row in Declared.objects.current():
                    path = Path(folder) / row.key
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text(row.text, encoding="utf-8")
                _kept = (newest, open_pack(folder))
        return _kept[1]


def city() -> Pack:
    """The whole city as it stands: its declarations with the store's bodies, pledges in force and facts."""
    years = dict(Book.objects.current().filter(state="signed").values_list("key", "year"))
    clauses = Clause.objects.current().filter(state="accepted", sort="pledge", book__in=years).order_by("book", "place")
    places = directory()
    return replace(
        declarations(),
        org_units=places.bodies,
        posts=tuple(seat.post for seat in places.seats),
        portfolios=places.portfolios,
        pledges=tuple(as_pledge(row, years[row.book]) for row in clauses),
        facts=tuple(map(as_fact, Fact.objects.current())),
    )


def forget() -> None:
    """Ask anew: another store stands behind the connection (tests)."""
    global _kept
    _kept = None
