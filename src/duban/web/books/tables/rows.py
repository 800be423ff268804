"""The rows of the 任务分解表 as plain data: one group a task, one line a measure of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Final

from duban.amounts import in_words
from duban.web.books.models import Book, Clause, Share
from duban.web.books.shares.parts import Part, clauses_of, parts_of, shares_of
from duban.web.books.words import tiers
from duban.web.log.amounts import exact, month_of
from duban.web.org.directory import Directory

HEADS = ("序号", "目标任务", "工作举措", "牵头领导", "★牵头单位", "责任单位", "完成时限", "节点")

_UNSPLIT: Final = "（还没有分解）"


@dataclass(frozen=True, slots=True)
class Line:
    """One measure: who sees to it, by when; ``cells`` in the order of ``HEADS`` without the first two."""

    measure: str = ""
    leader: str = ""
    lead: str = ""
    others: str = ""
    due: str = ""
    nodes: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of the row behind the task."""
        return self.measure, self.leader, self.lead, self.others, self.due, self.nodes


@dataclass(frozen=True, slots=True)
class Group:
    """One task with its measures; the cells of number and task reach over all its lines."""

    number: int
    task: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A book's 任务分解表."""

    title: str
    subtitle: str
    groups: tuple[Group, ...] = field(default=())


def table_of(book: Book, places: Directory, day: date) -> Table:
    """The table of a book: its pledges each a task, its tasks in words under their headings."""
    shares, clauses = shares_of(book.key), clauses_of(book)
    serving = {each: one for one in clauses if one.sort == "task" for each in one.serves}
    known = {one.key for one in clauses if one.sort == "pledge"}
    words = _Words(book, places, day)
    groups: list[tuple[str, tuple[Line, ...]]] = []
    loose = [one for one in clauses if one.sort == "pledge" or not known.intersection(one.serves)]
    for heading, found in groupby(loose, key=lambda one: one.heading if one.sort == "task" else one.key):
        own = list(found)
        if own[0].sort == "pledge":
            lines = list(words.lines(own[0], shares.get(own[0].key, [])))
            served = [one for one in clauses if own[0].key in one.serves] if own[0].key in serving else []
            lines += [line for one in served for line in words.served(one, own[0], shares)]
            groups.append((words.task(own[0]), tuple(lines)))
        else:
            lines = [line for one in own for line in words.lines(one, shares.get(one.key, []))]
            groups.append((heading or own[0].subject, tuple(lines)))
    bound = "全市" if (body := places.by_key.get(book.org_unit)) and body.whole else places.name(book.org_unit, day)
    subtitle = f"{book.year}年度 · {bound}" + (f" · {places.name(book.lead, day)}牵头" if book.lead else "")
    numbered = (Group(at, task, lines) for at, (task, lines) in enumerate(groups, 1))
    return Table(f"{book.title.removesuffix('任务书')}任务分解表", subtitle, tuple(numbered))


@dataclass(frozen=True, slots=True)
class _Words:
    """Clauses and shares as words of the table."""

    book: Book
    places: Directory
    day: date

    def task(self, clause: Clause) -> str:
        """What is to be reached, with its figures."""
        told = tiers(clause)
        one = len(told) == 1 and told[0].firmness == "plan"
        figures = "，".join(each.words if one else f"{each.name}{each.words}" for each in told)
        return f"{clause.subject}：{figures}" if figures else clause.subject

    def lines(self, clause: Clause, shares: Sequence[Share]) -> Iterator[Line]:
        """A line for each share that says how, behind one for the others."""
        parts = parts_of(shares, self.places)
        lead = next((one for one in parts if one.role == "lead"), None)
        head = {
            "leader": self._leaders(clause, lead),
            "lead": self._body(lead, clause, alone=len(parts) == 1) if lead else "",
        }
        said = clause.sentence or clause.quote if clause.sort == "task" else ""
        plain = [one for one in parts if not one.measures]
        if plain or said or not parts:
            others = "、".join(self._body(one, clause) for one in plain if one.role != "lead")
            due = self._due(clause, [one.due for one in plain])
            nodes = self._nodes(plain, clause)
            yield Line(said, **head, others=others if parts else _UNSPLIT, due=due, nodes=nodes)
        for one in parts:
            if one.measures:
                others = "" if one.role == "lead" else self._body(one, clause)
                due, nodes = self._due(clause, [one.due]), self._nodes([one], clause)
                yield Line(one.measures, **head, others=others, due=due, nodes=nodes)

    def served(self, task: Clause, pledge: Clause, shares: Mapping[str, Sequence[Share]]) -> Iterator[Line]:
        """The lines of a task that serves a pledge: where nobody split it, the pledge's lead sees to it."""
        if task.key in shares:
            yield from self.lines(task, shares[task.key])
            return
        lead = next((one for one in parts_of(shares.get(pledge.key, []), self.places) if one.role == "lead"), None)
        name = self.places.name(lead.org_unit, self.day) if lead else ""
        said, leaders = task.sentence or task.quote, self._leaders(pledge, lead)
        yield Line(said, leaders, name, "" if lead else _UNSPLIT, self._due(pledge, [task.due]))

    def _body(self, part: Part, clause: Clause, *, alone: bool = False) -> str:
        """A body with its section, its post and its figure, unless it takes all: 林埭镇（经发办，3亿元）."""
        seat = self.places.seat_by_key.get(part.post)
        value = exact(part.value)
        # A leader stands in a column of its own.
        post = seat.post.title if seat and "leader" not in seat.roles else ""
        figure = in_words(value, clause.unit) if value is not None and not alone else ""
        more = "，".join(filter(None, (part.section, post, figure)))
        return self.places.name(part.org_unit, self.day) + (f"（{more}）" if more else "")

    def _leaders(self, clause: Clause, lead: Part | None) -> str:
        """The leader that the lead's share names, else those whose portfolio holds it."""
        seat = self.places.seat_by_key.get(lead.post) if lead else None
        if seat is not None and "leader" in seat.roles:
            return seat.post.title
        found = self.places.leaders_of(clause.org_unit, self.book.key, clause.indicator, self.day)
        return "、".join(one.post.title for one in found)

    def _nodes(self, parts: Sequence[Part], clause: Clause) -> str:
        """The nodes by their days; then, body by body where several have them, the targets of months."""
        told = []
        for when, words in sorted(node for one in parts for node in one.nodes):
            day = date.fromisoformat(when)
            told.append(f"{day.month}月{day.day}日：{words}")
        several = len([one for one in parts if one.months]) > 1
        for one in parts:
            if one.months:
                figures = (
                    (month_of(month), in_words(exact(value) or Fraction(), clause.unit)) for month, value in one.months
                )
                listed = "，".join(f"到{month.month}月{words}" for month, words in figures)
                told.append(f"{self.places.name(one.org_unit, self.day)}：{listed}" if several else f"逐月：{listed}")
        return "\n".join(told)

    def _due(self, clause: Clause, days: Sequence[date | None]) -> str:
        last = max((one for one in days if one), default=clause.due) or clause.due
        if last is None:
            return f"{self.book.year}年12月底"
        return f"{last.year}年{last.month}月{last.day}日"
