"""The rule book of access (tests/cases/web/access.toml), and somebody of each role to try it with."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from duban.web.access.actor import Actor, actor_of
from duban.web.access.models import Account, Holding
from duban.web.access.roles import ROLES
from duban.web.api.models import Token
from duban.web.books.models import Adjustment, Book, BookText, Clause, Comment
from duban.web.clock.today import today
from duban.web.facts.models import Fact, Objection
from duban.web.log.writing import By, replacing, writing
from duban.web.org.directory import directory
from duban.web.org.models import Handover, Portfolio, Post

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


def samples() -> None:
    """A book under review of 林埭镇, led by 发改局, one of another unit and field, an objection and a handover."""
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
        written.add(Objection(key="gdp@lindai", fact=fact.key, org_unit="lindai", text="太低"))
        written.add(Token(key="of-nobody", account=0, name="试", hash="x", until=today()))
        paper = {"what": "rename", "document": "文", "day": today(), "was": "lindai", "becomes": "lindai"}
        written.add(Handover(key="paper", **paper))
