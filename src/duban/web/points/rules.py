"""What the rulebooks say of additions: which items are open to a body on a day, and how long each step has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from duban.amounts import decimal
from duban.errors import InputError
from duban.ledger.types import OrgUnit
from duban.pack.schema.rulebooks import Appeal, Category, Rulebook
from duban.standing.leagues.standings import in_force
from duban.web.declared.pack import declarations
from duban.web.log.amounts import exact
from duban.web.points.words import LEVEL_WORDS
from duban.workdays import after

# A result that is recorded and not scored is entered under this kind.
RECORDED: Final = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One kind of additions of a rulebook in force."""

    book: Rulebook
    kind: Category

    @property
    def id(self) -> str:
        """As forms send it."""
        return f"{self.book.id}/{self.kind.id}"

    @property
    def adds(self) -> bool:
        """Whether it gives points; one that has only a least takes them."""
        return self.kind.most is not None or self.kind.least is None

    @property
    def takes(self) -> bool:
        """Whether it takes points."""
        return self.kind.least is not None or self.kind.most is None


def books() -> tuple[Rulebook, ...]:
    """All rulebooks."""
    return declarations().rulebooks


def books_of(body: OrgUnit, day: date) -> list[Rulebook]:
    """The rulebooks by which a body is scored on a day: of each of its groups the newest in force."""
    there, found = in_force(books(), day), list[Rulebook]()
    for group in body.groups:
        newest = next((one for one in there if group in one.groups), None)
        if newest and newest not in found:
            found.append(newest)
    return found


def items(body: OrgUnit, day: date) -> Iterator[Item]:
    """The kinds of additions under which a body may be scored on a day."""
    for book in books_of(body, day):
        yield from (Item(book, kind) for kind in book.additions)


def item(id: str, body: OrgUnit, day: date) -> Item:
    """The item of an id; where another rulebook held on the day, the same item of that one.

    Raises InputError where no rulebook by which the body is scored on the day has it.
    """
    there = list(items(body, day))
    kind = id.rpartition("/")[2]
    found = [one for one in there if one.id == id] or [one for one in there if one.kind.id == kind]
    if found:
        return found[0]
    what = _("%(day)s没有这一项，或者它不考核这个单位") % {"day": day}
    raise InputError(what, where=_("考核项目"), do=_("请换一项；没有合适的，可以只登记，不计分"))


def kept(rulebook: str, kind: str) -> Item | None:
    """The item that a row names; None where it is only recorded, or its rulebook is gone."""
    for book in books():
        for one in book.additions:
            if (rulebook in {"", book.id}) and one.id == kind:
                return Item(book, one)
    return None


def spans(rulebook: str) -> Appeal:
    """How many working days each step has."""
    return next((one.appeal for one in books() if one.id == rulebook), _any(books()))


def due(day: date, count: int) -> date:
    """The last of so many working days after a day."""
    return after(day, count).day


def check(one: Item, points: int, level: str, *, corrects: bool = False) -> None:
    """Refuse points that the item cannot give: the wrong sign, past its bounds, of too low a level.

    ``corrects``: what takes an earlier entry back may have any sign.
    """
    value, kind = exact(points), one.kind
    if not value:
        raise InputError(_("是0分"), where=_("分值"), do=_("加分写正数，扣分写负数；不计分的请选“只登记，不计分”"))
    if not corrects and ((value > 0 and not one.adds) or (value < 0 and not one.takes)):
        what = _("“%(name)s”只扣分") if value > 0 else _("“%(name)s”只加分")
        raise InputError(what % {"name": kind.name}, where=_("分值"), do=_("请换一项，或者改分值的正负"))
    bound = kind.most if value > 0 else kind.least
    if bound is not None and abs(value) > abs(bound):
        told = {"name": kind.name, "bound": decimal(abs(bound)), "clause": kind.clause}
        what = _("超过“%(name)s”全年的%(bound)s分") % told
        raise InputError(what, where=_("分值"), do=kind.clause or _("请改小"))
    if not corrects and value > 0 and not kind.scores(level):
        told = {"name": kind.name, "level": str(LEVEL_WORDS.get(kind.level or "", ""))}
        what = _("“%(name)s”只算%(level)s以上的") % told
        raise InputError(what, where=_("级别"), do=_("可以选“只登记，不计分”"))


def _any(found: Sequence[Rulebook]) -> Appeal:
    return found[0].appeal if found else Appeal()
