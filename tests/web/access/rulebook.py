"""The rule book of access (tests/cases/web/access.toml), and somebody of each role to try it with."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from duban.web.access.actor import Actor, actor_of
from duban.web.access.models import Account, Holding
from duban.web.access.roles import ROLES
from duban.web.api.models import Token
from duban.web.books.models import Adjustment, Book, BookText, Clause, Comment
from duban.web.checks.models import CheckItem, SpotCheck
from duban.web.clock.today import today
from duban.web.declared.models import Declared
from duban.web.facts.models import Fact, Objection, Proof, Sheet
from duban.web.files.intake import keep
from duban.web.files.models import PersonalText, StoredFile
from duban.web.files.pieces import SCANS, piece
from duban.web.files.store import place_of
from duban.web.flags.models import Proposed
from duban.web.leagues.models import Issue
from duban.web.leagues.rulebooks import declared, file_of
from duban.web.load import toml
from duban.web.log.writing import By, replacing, writing
from duban.web.org.directory import directory
from duban.web.org.models import Handover, Portfolio, Post
from duban.web.points.models import Addition
from duban.web.purge.models import Purge

# The body for which each role is held.
BODIES = {
    "office": "duchaban",
    "leader": "lindai",
    "lead": "fagai",
    "provider": "tongji",
    "liaison": "lindai",
    "checker": "lindai",
    "signer": "lindai",
    "sysadmin": "duchaban",
    "secadmin": "duchaban",
    "auditor": "duchaban",
}


@cache
def rules() -> dict[str, Any]:
    """The file, its groups put in."""
    told = tomllib.loads((Path(__file__).parents[2] / "cases/web/access.toml").read_text(encoding="utf-8"))
    groups = told["groups"]

    def all_of(names: list[str]) -> frozenset[str]:
        return frozenset(role for name in names for role in groups.get(name, [name]))

    verbs = {
        verb: {role: reach for reach, names in grants.items() for role in all_of(names)}
        for verb, grants in told["verbs"].items()
    }
    parts = {part: {name: all_of(names) for name, names in told[part].items()} for part in ("pages", "sent", "api")}
    return {"verbs": verbs, **parts, **told["open"]}


def addresses() -> Iterator[tuple[str, list[str]]]:
    """Every address of the office: its name and the names of its parts."""
    yield from _walked(get_resolver())


def _walked(resolver: URLResolver) -> Iterator[tuple[str, list[str]]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield one.name or str(one.pattern), list(one.pattern.converters)
        else:
            yield from _walked(one)


def people() -> dict[str, Account]:
    """One account a role, each with one post that has no other; a leader's portfolio holds 林埭镇."""
    found: dict[str, Account] = {}
    with writing("org.test", By()) as written:
        for role in ROLES:
            found[role] = Account.objects.create_user(f"one-{role}", "a long enough one")
            key = f"post-{role}"
            written.add(Post(key=key, title=f"{role}岗", org_unit=BODIES[role], roles=[role]))
            written.add(Holding(key=key, account=found[role].pk, post=key))
        written.add(Portfolio(key="post-leader", post="post-leader", org_units=["lindai"], books=["shouwei"]))
    return found


def actors() -> dict[str, Actor]:
    """The same as actors."""
    return {role: actor_of(one, directory(), today()) for role, one in people().items()}


def browsers() -> dict[str, Client]:
    """The same in browsers."""
    found = {}
    for role, one in people().items():
        found[role] = Client()
        found[role].force_login(one)
    return found


def _checked(fact: Fact) -> Iterator[SpotCheck | CheckItem | StoredFile]:
    """A spot check of a figure of 林埭镇, with a file."""
    told = {"as_of": today(), "known_at": 1, "population": 9, "drawn": 1, "rule": "correct", "due": today()}
    yield SpotCheck(key="check", seed="种子", number=1, **told)
    asked = {"fact": fact.key, "version": fact.pk, "org_unit": "lindai", "asked": "lindai"}
    yield CheckItem(key="check.001", check_key="check", place=1, files=["f" * 64], **asked)
    yield StoredFile(key="f" * 64, size=1, suffix=".pdf")
    path = place_of("f" * 64)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-1.4")


def samples() -> None:
    """A book under review of 林埭镇, led by 发改局, one of another unit and field; what waits for somebody's word."""
    with writing("books.test", By()) as written:
        for key, body, lead in (("draft", "lindai", "fagai"), ("other", "caoqiao", "shangwu")):
            written.add(BookText(key=key, text="新开工项目20个。"))
            told = {"title": key, "year": 2023, "org_unit": body, "lead": lead, "text": key, "state": "review"}
            written.add(Book(key=key, end=9, **told))
            what = {"subject": "新开工项目", "quote": "新开工项目20个", "spans": [[0, 8]], "unit": "个"}
            written.add(Clause(key=f"{key}.1", book=key, sort="pledge", state="proposed", org_unit=body, **what))
        said = {"org_unit": "lindai", "stance": "object", "text": "太多"}
        written.add(Comment(key="draft.1@lindai", book="draft", clause="draft.1", **said))
        clause = Clause.objects.current().filter(book="lindai", state="accepted", sort="pledge")[0].key
        asked = {"state": "asked", "month": 2023 * 12 + 6, "tiers": [], "reason": "低"}
        written.add(Adjustment(key=f"{clause}~1", book="lindai", clause=clause, org_unit="lindai", **asked))
        fact = Fact.objects.current().filter(org_unit="lindai", indicator="gdp").order_by("-last")[0]
        written.add(replacing(fact, provider="tongji"))
        upload = SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n")
        with piece(upload, SCANS) as taken:
            keep(taken, written)
            scan = taken.sha256
        where = {"org_unit": "lindai", "month": 2023 * 12 + 6}
        written.add(Sheet(key="own.lindai.2023-07", kind="own", state="returned", scan=scan, **where))
        written.add(Proof(key="proof", sheet="own.lindai.2023-07", row="lindai.apartments", file=scan, **where))
        written.add(Objection(key="gdp@lindai", fact=fact.key, org_unit="lindai", text="太低"))
        written.add(Token(key="of-nobody", account=0, name="试", hash="x", until=today()))
        written.add(*_checked(fact))
        named = PersonalText.objects.create(text="王某")
        written.add(Purge(key="purge", kind="text", target=str(named.pk), why="leak", document="文", state="proposed"))
        points = {"org_unit": "lindai", "rulebook": "places", "kind": "awards", "asked": 5000, "points": 5000}
        points |= {"day": today(), "reason": "获奖", "document": "文", "files": ["f" * 64], "due": today()}
        decided = {"granted": True, "counted": today(), "decided": today()}
        for state in ("applied", "decided", "appealed", "reviewed"):
            more = {} if state == "applied" else decided
            written.add(Addition(key=f"one-{state}", state=state, level="province", **points, **more))
        about = {"rulebook": "places", "flag": "leaders", "name": "红旗单位", "sort": "red_flag", "month": 24282}
        Proposed.objects.create(key="one-flag", org_unit="lindai", grounds="第一", number=1, **about)
        paper = {"what": "rename", "document": "文", "day": today(), "was": "lindai", "becomes": "lindai"}
        written.add(Handover(key="paper", **paper))
        written.add(issued("issue", written.number))
        wrong = declared("places") | {"id": "wrong", "name": "定错的", "from": date(2023, 12, 1)}
        written.add(Declared(key=file_of("wrong"), text=toml.text([("rulebook", wrong)], "")))


def issued(key: str, number: int) -> Issue:
    """A result with one body in it."""
    place = {
        "org_unit": "lindai",
        "name": "林埭镇",
        "rank": 1,
        "total": "1.00",
        "tied": 1,
        "unplaced": "",
        "counted": "1",
    }
    place |= {"bonus": "0.00", "minus": "0.00", "ladder": "0.00", "lines": [], "why": [], "step": []}
    result = {"places": [place], "lines": [], "notes": [], "rules": [], "ranked": 1, "full": "1", "as_of": "2023-06-30"}
    result |= {"rulebook_name": "办法", "source": "文"}
    told = {"title": "六月", "group": "镇街道", "rulebook": "places", "as_of": date(2023, 6, 30), "state": "issued"}
    return Issue(key=key, **told, number=number, ranks={"lindai": [1, "1.00"]}, result=result)
