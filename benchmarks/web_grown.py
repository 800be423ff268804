"""The demo city grown in its store: forty units, 1,200 pledges, five years of months, a sheet of sixty cells.

``python -m benchmarks.web_grown`` makes it in ``DUBAN_DATA``, judges all once, as ``duban serve`` does behind its pages
when it starts, then changes one figure, twice, and prints how long the standings took to follow. Wanted: two seconds
after the change. Its last line is what ``benchmarks.web_watch`` needs to ask for its pages.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from time import perf_counter
from urllib.parse import urlencode

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from duban.ledger.types import WHOLE, Fact, Indicator, Origin, Pledge, Tier  # noqa: E402
from duban.pack.load import open_pack  # noqa: E402
from duban.periods import Month, Period  # noqa: E402
from duban.web.access.actor import actor_of  # noqa: E402
from duban.web.access.models import Account, Holding  # noqa: E402
from duban.web.books.convert import clause_fields  # noqa: E402
from duban.web.books.models import Book, BookText, Clause  # noqa: E402
from duban.web.facts import models as facts  # noqa: E402
from duban.web.facts.convert import fact_fields  # noqa: E402
from duban.web.facts.sheets import WORDS  # noqa: E402
from duban.web.leagues.actions.issue import Wanted, issue  # noqa: E402
from duban.web.leagues.freezing import freeze  # noqa: E402
from duban.web.load.pack import load  # noqa: E402
from duban.web.log.writing import By, replacing, writing  # noqa: E402
from duban.web.org.directory import directory  # noqa: E402
from duban.web.org.models import Body, Post  # noqa: E402
from duban.web.standings.recompute import recompute  # noqa: E402

UNITS, PLEDGES, YEARS, DAY = 40, 1200, range(2019, 2024), date(2023, 7, 31)
WANTED = 2.0  # seconds from a change to its verdicts
OWN = 12  # pledges on which a town itself reports: a figure and four texts each
_LAST = Month(2023, 6)


def grow() -> None:
    """Load the demo and lay beside it as many towns, pledges and figures as are missing."""
    call_command("migrate", verbosity=0)
    load("pinghu_2023", history=True, day=DAY)
    chance = random.Random(2023)
    indicators = _indicators(PLEDGES // UNITS)
    towns = [f"town{at:02}" for at in range(1, UNITS + 1)]
    with writing("load.grown", By()) as written:
        for at, town in enumerate(towns):
            parents = [{"value": "pinghu", "start": None, "end": None}]
            written.add(
                Body(key=town, name=f"第{at + 1}镇", kind="镇街道", groups=["镇街道"], order=1000 + at, parents=parents)
            )
            written.add(
                Post(key=f"{town}_clerk", title=f"第{at + 1}镇联络员", org_unit=town, roles=["liaison", "signer"])
            )
            written.add(*_book(town, indicators))
    for town in towns:
        with writing("load.grown", By()) as written:
            written.add(*_figures(town, indicators, chance))


def _indicators(count: int) -> list[Indicator]:
    """Sums to date of the demo's catalog, as many as a town pledges."""
    found = [one for one in open_pack("pinghu_2023").indicators if one.accumulation == "ytd" and not one.annual_only]
    return found[:count]


def _book(town: str, indicators: list[Indicator]) -> Iterator[Book | BookText | Clause]:
    text = "".join(f"{one.name}达到1200{one.unit}。\n" for one in indicators)
    yield BookText(key=f"{town}-book", text=text)
    head = {"title": f"{town}任务书", "year": 2023, "org_unit": town, "text": f"{town}-book", "end": len(text)}
    yield Book(key=f"{town}-book", state="signed", signed=date(2023, 2, 1), place=100, **head)
    at = 0
    for place, one in enumerate(indicators, 1):
        sentence = f"{one.name}达到1200{one.unit}。"
        pledge = Pledge(
            id=f"{town}.{one.id}",
            org_unit=town,
            subject=one.name,
            kind="quantity",
            basis="level",
            unit=one.unit,
            year=2023,
            tiers=(Tier("ensure", ">=", Fraction(1200)),),
            indicator=one.id,
            origin=Origin(quote=sentence, sentence=sentence, book=f"{town}-book"),
        )
        fields = clause_fields(pledge) | {"book": f"{town}-book", "sort": "pledge", "state": "accepted"}
        yield Clause(key=pledge.id, place=place, spans=[[at, at + len(sentence)]], **fields)
        at += len(sentence) + 1
    for place in range(OWN):
        yield _own(town, place)


def _own(town: str, place: int) -> Clause:
    """A pledge that no provider measures."""
    pledge = Pledge(
        id=f"{town}.own{place}",
        org_unit=town,
        subject=f"本镇的第{place + 1}件事",
        kind="quantity",
        basis="level",
        unit="个",
        year=2023,
        tiers=(Tier("ensure", ">=", Fraction(20)),),
        origin=Origin(book=f"{town}-book"),
    )
    fields = clause_fields(pledge) | {"book": f"{town}-book", "sort": "pledge", "state": "accepted"}
    return Clause(key=pledge.id, place=100 + place, **fields)


def _figures(town: str, indicators: list[Indicator], chance: random.Random) -> Iterator[facts.Fact]:
    pack = open_pack("pinghu_2023")
    for one in indicators:
        provider = pack.provider(one.id, WHOLE, DAY)
        for year in YEARS:
            total = 0
            for month in range(1, 13):
                total += chance.randint(600_000, 1_100_000)
                if Month(year, month).number > _LAST.number:
                    break
                fact = Fact(
                    key=f"{town}.{one.id}.{year}{month:02}",
                    org_unit=town,
                    subject=one.name,
                    kind="quantity",
                    basis="level",
                    unit=one.unit,
                    period=Period(Month(year, 1), Month(year, month)),
                    value=Fraction(total, 10_000),
                    indicator=one.id,
                    provider=provider.provider if provider else "",
                    source="模拟",
                    simulated=True,
                )
                yield facts.Fact(key=fact.key, **fact_fields(fact))


def _signed_in(name: str, post: str) -> tuple[str, str]:
    """The cookies of somebody who holds a post, and the token that a form sends back."""
    account = Account.objects.create_user(name, full_name=name)
    with writing("load.grown", By()) as written:
        written.add(Holding(key=name, account=account.pk, post=post))
    client = Client(headers={"host": "localhost"})
    client.force_login(account)
    client.get("/")
    return ";".join(f"{key}={one.value}" for key, one in client.cookies.items()), client.cookies[
        settings.CSRF_COOKIE_NAME
    ].value


def _result() -> str:
    """An issued result of the towns; gives its key."""
    office = actor_of(Account.objects.get(username="office"), directory(), DAY)
    row = issue(office, Wanted("镇街道", date(2023, 6, 30), "上半年", "督查办〔2023〕6号"))
    freeze.func(row.key, None, "")
    return row.key


def _asked() -> dict[str, object]:
    """Who asks for what."""
    office, _token = _signed_in("office", "office_head")
    clerk, token = _signed_in("clerk", "town01_clerk")
    cells = {f"town01.own{at}|{name}": f"{at}" for at in range(OWN) for name in ("value", *WORDS)}
    pledge = Clause.objects.filter(book="town01-book").order_by("place")[0].key
    who = {"office": office, "clerk": clerk, "token": token}
    return who | {"cells": urlencode(cells), "pledge": pledge, "result": _result()}


def main() -> int:
    """Grow it and time the job."""
    begun = perf_counter()
    grow()
    counts = facts.Fact.objects.count(), Clause.objects.filter(state="accepted", sort="pledge").count()
    print(f"  {UNITS}个镇、{counts[1]}条承诺、{counts[0]}个数，装好用了 {perf_counter() - begun:.0f} s")
    begun = perf_counter()
    recompute()
    print(f"  开网站时在后台先判一遍，装进要记的：{perf_counter() - begun:.2f} s")
    for name in ("开网站后第一次改", "再改"):
        with writing("facts.release", By()) as written:
            newest = facts.Fact.objects.current().filter(org_unit="town01", last=_LAST.number)[0]
            written.add(replacing(newest, value=(newest.value or 0) + 10_000))
        begun = perf_counter()
        recompute()
        took = perf_counter() - begun
        print(f"  {name}一个数：改到判完 {took:.2f} s（要 ≤{WANTED:.0f} s）{'✓' if took <= WANTED else '✗'}")
    print(json.dumps(_asked()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
