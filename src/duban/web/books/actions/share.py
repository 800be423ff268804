"""A clause is split: each body, or class of bodies, gets its share; exactly one of them leads (★)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.books.bound import check_bodies
from duban.web.books.lookup import book_of, clause_of, target
from duban.web.books.models import Book, Clause, Share
from duban.web.books.shares.parts import Part, clauses_of, is_class, shares_of
from duban.web.books.shares.propose import proposed
from duban.web.clock.today import today
from duban.web.log.models import Appended
from duban.web.log.writing import About, ClashError, replacing, writing
from duban.web.org.directory import directory


def propose(actor: Actor, key: str) -> int:
    """Split all clauses of a book that nobody split yet, by what they name; gives how many got shares."""
    book = book_of(key)
    require(actor, "books.split", target(book))
    splittable(book)
    places, day, taken = directory(), today(), shares_of(key)
    rows: list[Appended] = []
    count = 0
    for clause in clauses_of(book):
        if clause.key not in taken and (parts := proposed(clause, book, places, day)):
            rows += share_rows(clause, parts)
            count += 1
    if rows:
        about = About("book", key, book.org_unit)
        with writing("books.split", actor.by(), about, {"clauses": count}) as written:
            written.add(*rows)
    return count


def set_shares(actor: Actor, key: str, parts: Sequence[Part], *, seen: int | None = None) -> int:
    """Set all shares of a clause at once; gives how many changed. ``seen`` is what ``version`` said on the screen."""
    clause = clause_of(key)
    book = book_of(clause.book)
    require(actor, "books.split", target(book, clause))
    splittable(book, clause)
    check(parts)
    if seen is not None and seen != version(key):
        raise ClashError(_("刚才有别人改了这一条的分解，您的改动没有写进去"), do=_("请看过新的分解，再决定要不要改"))
    return _write(actor, book, clause, share_rows(clause, parts))


def withdraw(actor: Actor, key: str, org_unit: str) -> int:
    """Take a clause away from a body; its lead only where nobody else has a share."""
    clause = clause_of(key)
    book = book_of(clause.book)
    require(actor, "books.split", target(book, clause))
    splittable(book, clause)
    held = [Part.of(one) for one in Share.objects.current().filter(clause=key, withdrawn=False)]
    kept = [one for one in held if one.org_unit != org_unit]
    if len(kept) == len(held):
        raise InputError(_("这个单位没有分到这一条"), do=_("请看一看新的分解"))
    if kept:
        check(kept)
    return _write(actor, book, clause, share_rows(clause, kept))


def version(clause: str) -> int:
    """The newest of a clause's rows: changes whenever one of its shares does."""
    return max(Share.objects.filter(clause=clause).values_list("pk", flat=True), default=0)


def splittable(book: Book, clause: Clause | None = None) -> None:
    """Refuse what is not yet, or no more, in a book."""
    if book.state not in {"review", "signed"}:
        raise InputError(_("这本书还没有读成"), where=book.title, do=_("读成以后再分解"))
    if clause is not None and clause.state != "accepted":
        raise InputError(_("这一条还没有采用"), where=clause.subject, do=_("请先在审阅时采用，再分解"))


def check(parts: Sequence[Part]) -> None:
    """Exactly one lead, which is a body; every body may be bound, is there, and stands once a section."""
    places, day = directory(), today()
    for one in parts:
        check_bodies({"org_unit": one.org_unit})
        if not places.is_there(one.org_unit, day):
            raise InputError(
                _("%(name)s已经撤并") % {"name": places.named(one.org_unit)}, where=_("单位"), do=_("请选接手的单位")
            )
    leads = [one for one in parts if one.role == "lead"]
    if len(leads) != 1:
        said = _("没有牵头单位") if not leads else _("有%(count)s个牵头单位") % {"count": len(leads)}
        raise InputError(said, where=_("★牵头单位"), do=_("每一条要有一个、也只有一个牵头单位"))
    if is_class(leads[0].org_unit, places):
        raise InputError(
            _("“%(org_unit)s”是一类单位，不能牵头") % {"org_unit": leads[0].org_unit},
            where=_("★牵头单位"),
            do=_("请选一个单位牵头"),
        )
    seen: set[tuple[str, str]] = set()
    for one in parts:
        if (one.org_unit, one.section) in seen:
            raise InputError(
                _("%(name)s写了两次") % {"name": places.named(one.org_unit)},
                where=_("单位"),
                do=_("请并成一行，或者写上不同的科室"),
            )
        seen.add((one.org_unit, one.section))


def share_rows(clause: Clause, parts: Sequence[Part]) -> list[Appended]:
    """The rows that bring a clause's shares to these: only what changed, and withdrawals of what is gone."""
    held: dict[str, Share] = {one.key: one for one in Share.objects.current().filter(clause=clause.key)}
    rows: list[Appended] = []
    wanted = dict(_keyed(clause, parts))
    for key, part in wanted.items():
        row = held.get(key)
        if row is None:
            rows.append(Share(key=key, book=clause.book, clause=clause.key, **part.fields()))
        elif row.withdrawn or Part.of(row) != part:
            rows.append(replacing(row, **part.fields(), withdrawn=False))
    rows += [replacing(row, withdrawn=True) for key, row in held.items() if key not in wanted and not row.withdrawn]
    return rows


def _keyed(clause: Clause, parts: Sequence[Part]) -> Iterator[tuple[str, Part]]:
    """Each share's key: the clause and the body, and a number where a body has several (its sections)."""
    seen: dict[str, int] = {}
    for one in parts:
        at = seen[one.org_unit] = seen.get(one.org_unit, 0) + 1
        yield f"{clause.key}@{one.org_unit}" + (f"#{at}" if at > 1 else ""), one


def _write(actor: Actor, book: Book, clause: Clause, rows: list[Appended]) -> int:
    if rows:
        about = About("clause", clause.key, clause.org_unit or book.org_unit)
        with writing("books.split", actor.by(), about, {"shares": len(rows)}) as written:
            written.add(*rows)
    return len(rows)
