"""The one file that decides who may see and do what.

A verb is what an action does or a page shows. Each is granted to roles, each within a reach:

* ``all``: wherever it is;
* ``own``: what belongs to a body for which the role is held, or names that body among those responsible;
* ``field``: what a lead department leads: a book whose lead it is, and what its portfolio holds;
* ``carried``: what a leader's portfolio holds.

Whoever has no grant sees neither the page nor the button; a test walks every verb with every role.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from django.utils.translation import gettext as _

from duban.errors import DubanError
from duban.web.access.actor import Actor

Reach = Literal["all", "own", "field", "carried"]
Grants = Mapping[str, Reach]


@dataclass(frozen=True, slots=True)
class Target:
    """What it is about: the body, all bodies that see to it, the department that leads, the book and the indicator."""

    org_unit: str = ""
    responsible: frozenset[str] = field(default_factory=frozenset)
    lead: str = ""
    book: str = ""
    indicator: str = ""


class RefusedError(DubanError):
    """The post does not carry this right."""

    code = "refused"


_READERS: Final[Grants] = {
    "office": "all",
    "leader": "all",
    "lead": "all",
    "provider": "all",
    "liaison": "all",
    "checker": "all",
    "signer": "all",
    "auditor": "all",
}

VERBS: Final[Mapping[str, Grants]] = {
    # Pages
    "home.see": {**_READERS, "sysadmin": "all", "secadmin": "all"},
    # A signed book binds all who stand in it and is open to all of the office; one under review to those who review.
    "books.see": _READERS,
    "books.see_unsigned": {
        "office": "all",
        "auditor": "all",
        "lead": "field",
        "liaison": "own",
        "checker": "own",
        "signer": "own",
        "leader": "carried",
    },
    "pledges.see": _READERS,
    "overview.see": _READERS,
    "org.see": {**_READERS, "sysadmin": "all", "secadmin": "all"},
    "log.see": {"auditor": "all", "secadmin": "all"},
    # Books
    "books.upload": {"office": "all", "lead": "field"},
    "books.review": {"office": "all", "lead": "field"},
    "books.sign": {"office": "all"},
    "books.amend": {"office": "all"},
    "books.adjust": {"office": "all"},
    "books.apply": {"liaison": "own", "checker": "own", "signer": "own", "lead": "own"},
    "books.split": {"office": "all", "lead": "field"},
    "books.circulate": {"office": "all", "lead": "field"},
    "books.comment": {"liaison": "own", "checker": "own", "signer": "own", "lead": "own"},
    "books.answer": {"office": "all", "lead": "field"},
    "books.export": _READERS,
    # Figures: what a body itself reports goes through its own chain; what a provider hands in is of all bodies.
    "facts.see": _READERS,
    "facts.fill": {"liaison": "own", "checker": "own", "signer": "own"},
    "facts.provide": {"provider": "own"},
    # What a provider typed, and what it handed in for a later moment.
    "facts.see_unreleased": {"office": "all", "provider": "own"},
    "facts.object": {"liaison": "own", "checker": "own", "signer": "own"},
    "facts.answer": {"provider": "own", "office": "all"},
    "facts.verify": {"office": "all", "lead": "field"},
    # Before its release a figure is its provider's and the office's; where a pledge will end is the office's alone.
    "forecast.see": {"office": "all"},
    # Additions and deductions: once decided they are shown to all; before, and their proof, only to whom they concern.
    "points.see": _READERS,
    "points.see_open": {
        "office": "all",
        "auditor": "all",
        "liaison": "own",
        "checker": "own",
        "signer": "own",
        "leader": "carried",
    },
    "points.apply": {"liaison": "own", "checker": "own"},
    "points.appeal": {"liaison": "own", "checker": "own", "signer": "own"},
    "points.enter": {"office": "all"},
    "points.take_back": {"office": "all"},
    "points.decide": {"office": "all"},
    "points.review": {"office": "all"},
    "points.freeze": {"office": "all"},
    "points.preview": {"office": "all"},
    # Red flags and snails: what is proposed is the office's own paper, what is confirmed all may see.
    "flags.see": _READERS,
    "flags.see_proposed": {"office": "all", "auditor": "all"},
    "flags.decide": {"office": "all"},
    # Peers' tables: the superior's, open to all of the office once they are kept
    "peers.see": _READERS,
    "peers.keep": {"office": "all", "provider": "all"},
    # Leagues: ranks are seen by all once they are issued; before that, and what is tried, by the supervision office.
    "leagues.see": _READERS,
    "leagues.try": {"office": "all"},
    "leagues.issue": {"office": "all"},
    "leagues.adopt": {"office": "all"},
    "facts.reopen": {"office": "all"},
    "facts.remind": {"office": "all"},
    # Only duban itself turns the months.
    "facts.turn": {},
    "facts.glance": {"office": "all", "leader": "all", "auditor": "all", "lead": "all"},
    # Spot checks: the office draws and concludes, whoever answers for a figure sends its proof.
    "checks.see": {
        "office": "all",
        "leader": "all",
        "auditor": "all",
        "lead": "own",
        "provider": "own",
        "liaison": "own",
        "checker": "own",
        "signer": "own",
    },
    "checks.draw": {"office": "all"},
    "checks.answer": {"lead": "own", "provider": "own", "liaison": "own", "checker": "own", "signer": "own"},
    "checks.conclude": {"office": "all"},
    # Bodies and posts
    "org.rename": {"office": "all"},
    "org.merge": {"office": "all"},
    "org.hand_over": {"office": "all"},
    "org.posts": {"office": "all"},
    # People: the system administrator makes accounts, the security administrator gives them their posts.
    "access.accounts": {"sysadmin": "all"},
    "access.holdings": {"secadmin": "all"},
    # Tokens by which programs ask in somebody's name: everybody's own, and all of them for the security administrator.
    "access.tokens": {**_READERS, "sysadmin": "all", "secadmin": "all"},
    "access.tokens_all": {"secadmin": "all"},
    # A purge takes two: the security administrator proposes, another administrator confirms; only time does it alone.
    "purge.see": {"sysadmin": "all", "secadmin": "all", "auditor": "all"},
    "purge.propose": {"secadmin": "all"},
    "purge.confirm": {"sysadmin": "all", "secadmin": "all"},
    "purge.expire": {},
    "access.see": {"sysadmin": "all", "secadmin": "all", "auditor": "all"},
}


def may(actor: Actor, verb: str, target: Target | None = None) -> bool:
    """Whether somebody may do or see this. An unknown verb is a mistake of ours: KeyError."""
    grants = VERBS[verb]
    if actor.account is None:
        return True
    return any(_reaches(actor, role, grants[role], target) for role in actor.roles & grants.keys())


def require(actor: Actor, verb: str, target: Target | None = None) -> None:
    """Refuse what somebody may not do. Raises RefusedError."""
    if not may(actor, verb, target):
        raise RefusedError(_("您的岗位没有这项权限"), do=_("需要的话，请找督查办或安全管理员"))


def _reaches(actor: Actor, role: str, reach: Reach, target: Target | None) -> bool:
    if reach == "all" or target is None:
        return True
    bodies = actor.bodies(role)
    org_units, books, indicators = actor.carried
    match reach:
        case "own":
            return target.org_unit in bodies or bool(target.responsible & bodies)
        case "field":
            return target.lead in bodies or target.book in books or target.indicator in indicators
        case "carried":
            return target.org_unit in org_units or target.book in books or target.indicator in indicators
