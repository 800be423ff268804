"""A split on its way round: what each body said to each of its shares, and what still waits for whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duban.web.access.actor import Actor
from duban.web.access.policy import Target, may
from duban.web.books.models import Book, Circulation, Clause, Comment, Share
from duban.web.books.shares.parts import clauses_of, members, shares_of
from duban.web.org.directory import Directory

STATUSES: Final = {
    "silent": _("没有答复"),
    "changed": _("改过了，请再看"),
    "agreed": pgettext_lazy("state", "同意"),
    "objected": pgettext_lazy("state", "有意见"),
    "answered": _("已答复"),
}


# The roles that may speak for their body.
_SAYERS: Final = ("liaison", "checker", "signer", "lead")


@dataclass(frozen=True, slots=True)
class Line:
    """What one body takes of one clause, what it said, and what it was answered. A member of a class stands alone."""

    org_unit: str
    clause: Clause
    shares: tuple[Share, ...]
    comment: Comment | None = None
    answer: Comment | None = None

    @property
    def status(self) -> str:
        """A word holds for the version of the share that it was said to."""
        if self.comment is None:
            return "silent"
        if self.comment.entry_id < self.version:
            return "changed"
        if self.comment.stance == "agree":
            return "agreed"
        return "answered" if self.answer else "objected"

    @property
    def words(self) -> object:
        """The status in words."""
        return STATUSES[self.status]

    @property
    def version(self) -> int:
        """The entry that wrote the newest of its shares."""
        return max(one.entry_id for one in self.shares)

    @property
    def waits(self) -> bool:
        """Whether the body still has to say its word."""
        return self.status in {"silent", "changed"}


@dataclass(frozen=True)
class Round:
    """The lines of a book, the words on the whole of it, and the circulation under which they are asked for."""

    book: Book
    circulation: Circulation | None
    lines: tuple[Line, ...]
    general: tuple[tuple[Comment, Comment | None], ...] = field(default=())

    @property
    def open(self) -> bool:
        """Whether words are asked for."""
        return self.circulation is not None and not self.circulation.closed

    @cached_property
    def bodies(self) -> dict[str, list[Line]]:
        """The lines of each body."""
        found: dict[str, list[Line]] = {}
        for one in self.lines:
            found.setdefault(one.org_unit, []).append(one)
        return found

    def of(self, org_unit: str) -> list[Line]:
        """The lines of one body."""
        return self.bodies.get(org_unit, [])

    @property
    def unanswered(self) -> int:
        """How many objections wait for an answer."""
        here = sum(one.status == "objected" for one in self.lines)
        return here + sum(said.stance == "object" and answer is None for said, answer in self.general)


def round_of(book: Book, places: Directory, day: date) -> Round:
    """How far the round of a book is; four queries."""
    shares, clauses = shares_of(book.key), clauses_of(book)
    said = list(Comment.objects.current().filter(book=book.key))
    answers = {one.key: one for one in said if one.stance == "answer"}
    comments = {(one.org_unit, one.clause): one for one in said if one.stance != "answer"}
    lines = []
    for clause in clauses:
        for body, own in _by_body(shares.get(clause.key, []), places, day):
            line = Line(body, clause, own)
            comment = _holding(comments, line)
            lines.append(Line(body, clause, own, comment, answers.get(answer_key(comment)) if comment else None))
    general = tuple((one, answers.get(answer_key(one))) for one in comments.values() if not one.clause)
    return Round(book, circulation_of(book.key), tuple(lines), general)


def circulation_of(book: str) -> Circulation | None:
    """The last circulation of a book, open or closed."""
    last: Circulation | None = Circulation.objects.current().filter(book=book).order_by("-id").first()
    return last


def open_circulations() -> Sequence[Circulation]:
    """All circulations that are open."""
    return list(Circulation.objects.current().filter(closed=False).order_by("due", "id"))


def bodies_of(who: Actor) -> list[str]:
    """The bodies for which somebody may say a word, in official order."""
    held = frozenset().union(*(who.bodies(role) for role in _SAYERS))
    return [one for one in who.directory.in_order(held) if may(who, "books.comment", Target(org_unit=one))]


def comment_key(book: str, clause: str, org_unit: str) -> str:
    """The key of a body's word on a clause, or on the whole book."""
    return f"{clause or book}@{org_unit}"


def answer_key(comment: Comment) -> str:
    """The key of the answer to one version of a comment."""
    return f"{comment.key}#{comment.entry_id}"


def _by_body(rows: Iterable[Share], places: Directory, day: date) -> Iterable[tuple[str, tuple[Share, ...]]]:
    """Who is meant by the shares of a clause: bodies named themselves, and members of classes that are not."""
    rows = list(rows)
    own: dict[str, list[Share]] = {}
    for row in rows:
        if row.org_unit in places.by_key:
            own.setdefault(row.org_unit, []).append(row)
    named = set(own)
    for row in rows:
        if row.org_unit not in places.by_key:
            for body in members(row.org_unit, places, day):
                if body not in named:
                    own.setdefault(body, []).append(row)
    return [(body, tuple(own[body])) for body in places.in_order(own)]


def _holding(comments: dict[tuple[str, str], Comment], line: Line) -> Comment | None:
    """A body's word on the clause; an agreement to the whole holds for every clause on which it said nothing later."""
    own, whole = comments.get((line.org_unit, line.clause.key)), comments.get((line.org_unit, ""))
    if whole is None or whole.stance != "agree" or (own is not None and own.entry_id > whole.entry_id):
        return own
    return whole if own is None or own.entry_id < line.version <= whole.entry_id else own
