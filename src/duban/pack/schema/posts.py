"""``posts.toml``: posts and what they answer for. A post is a job (分管工业的副市长); no person stands anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field

from duban.declare import Id, Listed, Text
from duban.pack.schema.dated import Dated

# What a post does in the office: the supervision office, a lead department, a provider of figures, a body's liaison,
# checker and signer, a leader, and the three administrators (三员).
Role = Literal[
    "office", "lead", "provider", "liaison", "checker", "signer", "leader", "sysadmin", "secadmin", "auditor"
]
# Keys that would name a person: they are refused with the reason.
PERSONAL = frozenset({"person", "holder", "leader", "people", "phone", "mobile", "id_card", "contact", "name"})


@dataclass(frozen=True, slots=True)
class Post:
    """A post, in official order; ``leads`` are ids of org units, books and indicators that it answers for.

    ``roles`` are what whoever holds it does in the office; without one, nobody can sign in under it.
    """

    id: str
    title: str
    org_unit: str
    order: int = 0
    start: date | None = None
    end: date | None = None
    leads: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What a post is in charge of for a while (分工)."""

    post: str
    org_units: tuple[str, ...] = ()
    books: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None


class PostDeclared(Dated):
    """``[[post]]``."""

    id: Id
    title: Text
    org_unit: Id
    order: int | None = Field(None, ge=0)
    leads: Listed[Id] = ()
    roles: Listed[Role] = ()

    def post(self, place: int) -> Post:
        """As the engines have it; ``place`` is its place in the file."""
        order = place if self.order is None else self.order
        return Post(self.id, self.title, self.org_unit, order, self.start, self.end, self.leads, self.roles)


class PortfolioDeclared(Dated):
    """``[[portfolio]]``."""

    post: Id
    org_units: Listed[Id] = ()
    books: Listed[Id] = ()
    indicators: Listed[Id] = ()

    @property
    def portfolio(self) -> Portfolio:
        """As the engines have it."""
        return Portfolio(self.post, self.org_units, self.books, self.indicators, self.start, self.end)
