"""What waits for somebody, room by room, as lines of one list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from duban.web.access.actor import Actor
from duban.web.access.policy import may
from duban.web.books.lookup import book_of, books_seen, target
from duban.web.books.models import Adjustment, Clause
from duban.web.books.shares.round import bodies_of, open_circulations, round_of
from duban.web.facts.actions.give_back import may_verify
from duban.web.facts.calendar import current, window
from duban.web.facts.chain import is_mine, next_step
from duban.web.facts.given import objected_to, tables_of
from duban.web.facts.glance import glance
from duban.web.facts.models import Fact, Sheet
from duban.web.log.amounts import month_of
from duban.web.standings.carried import carried_by
from duban.web.standings.models import PledgeVerdict

# What the next step of a sheet is called on its button, by who does it.
STEPS = {"liaison": _lazy("去填报"), "checker": _lazy("去审核"), "signer": _lazy("去签发")}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do: what, for whom, by when, and the address and words of the button that does it."""

    what: str
    org_unit: str
    due: date | None
    address: str
    button: object
    icon: str = "chevron-right"


def waiting(actor: Actor) -> list[Line]:
    """Everything that waits for a word of this person, the most urgent first."""
    lines = [line for source in SOURCES for line in source(actor)]
    return sorted(lines, key=lambda line: (line.due is None, line.due or actor.day))


def carried(actor: Actor) -> list[PledgeVerdict]:
    """The pledges that carry a leader's post, the worst light first."""
    if "leader" not in actor.roles or not any(actor.carried):
        return []
    return carried_by(actor, PledgeVerdict.objects.order_by("-order", "pledge"))


def _books(actor: Actor) -> Iterator[Line]:
    """Books that wait for a review or a signature."""
    books = [one for one in books_seen(actor) if one.state in {"review", "failed"}]
    if not books:
        return
    left = dict.fromkeys((one.key for one in books), 0)
    rows = Clause.objects.current().filter(book__in=left, state="proposed").values_list("book", flat=True)
    for key in rows:
        left[key] += 1
    for book in books:
        address = reverse("book", args=[book.key])
        if book.state == "failed":
            yield Line(_("《%(title)s》没有读成") % {"title": book.title}, book.org_unit, None, address, _("去看"))
        elif left[book.key] and may(actor, "books.review", target(book)):
            words = _("《%(title)s》还有%(left)d条没有看过") % {"title": book.title, "left": left[book.key]}
            yield Line(words, book.org_unit, None, address, _("去审阅"))
        elif not left[book.key] and may(actor, "books.sign", target(book)):
            words = _("《%(title)s》看完了，可以签发") % {"title": book.title}
            yield Line(words, book.org_unit, None, address, _("去签发"))


def _adjustments(actor: Actor) -> Iterator[Line]:
    """Applications for another target that wait for the office's word."""
    if not may(actor, "books.adjust"):
        return
    for one in Adjustment.objects.current().filter(state="asked"):
        words = _("%(month)s起申请调整目标，等您批复") % {"month": month_of(one.month)}
        yield Line(words, one.org_unit, None, reverse("pledge", args=[one.clause]), _("去批复"))


def _sheets(actor: Actor) -> Iterator[Line]:
    """Sheets of the month that wait for a step of this person."""
    month = current(actor.day)
    bodies = actor.bodies("liaison") | actor.bodies("checker") | actor.bodies("signer")
    if not bodies or not window(month).is_open(actor.day):
        return
    for one in glance(month, actor.directory, actor.day):
        step = next_step(one.sheet, one.org_unit, actor.directory, actor.day)
        if one.org_unit in bodies and is_mine(step, one.org_unit, actor):
            words = _("%(month)s的数据：%(state)s，%(count)d条") % {
                "month": month,
                "state": one.word,
                "count": one.owed,
            }
            address = reverse("data_sheet", args=[month, one.org_unit])
            yield Line(words, one.org_unit, window(month).due, address, STEPS[step.role] if step else "")


def _shares(actor: Actor) -> Iterator[Line]:
    """Splits that went round: what a body still has to look at, and what the office still has to answer."""
    own = bodies_of(actor)
    for one in open_circulations():
        found = round_of(book_of(one.book), actor.directory, actor.day)
        title = found.book.title
        for body in own:
            if left := sum(line.waits for line in found.of(body)):
                told = {"title": title, "left": left, "due": date_format(one.due, _("n月j日"))}
                words = _("请核对《%(title)s》里您单位的%(left)d条，%(due)s前") % told
                address = f"{reverse('book_my_share', args=[one.book])}?body={body}"
                yield Line(words, body, one.due, address, _("去核对"))
        if found.unanswered and may(actor, "books.answer", target(found.book)):
            words = _("《%(title)s》有%(left)d条意见等您答复") % {"title": title, "left": found.unanswered}
            address = reverse("book_comments", args=[one.book])
            yield Line(words, found.book.org_unit, one.due, address, _("去答复"))


def _provided(actor: Actor) -> Iterator[Line]:
    """Tables that a provider has not released, and objections to its figures."""
    month = current(actor.day)
    if not actor.bodies("provider"):
        return
    waiting = [one for one in tables_of(actor, month) if not one.released]
    if waiting and window(month).is_open(actor.day):
        words = _("%(month)s还有%(count)d张表没有发布") % {"month": month, "count": len(waiting)}
        address = reverse("data_month", args=[month])
        yield Line(words, waiting[0].org_unit, window(month).due, address, _("去填表"))
    for one in objected_to(actor):
        fact = Fact.objects.filter(key=one.fact).order_by("-id")[0]
        address = reverse("data_table", args=[month_of(fact.last), fact.indicator])
        words = _("对“%(name)s”有异议：%(text)s") % {"name": fact.subject, "text": one.text[:60]}
        yield Line(words, one.org_unit, None, address, _("去答复"))


def _verified(actor: Actor) -> Iterator[Line]:
    """Sheets that were signed and wait to be verified."""
    month = current(actor.day)
    if not may(actor, "facts.verify"):
        return
    for one in Sheet.objects.current().filter(kind="own", month=month.number, state="signed"):
        if may_verify(actor, one.org_unit, month):
            words = _("%(month)s的数据已经签发，等您核实") % {"month": month}
            address = reverse("data_sheet", args=[month, one.org_unit])
            yield Line(words, one.org_unit, None, address, _("去核实"))


SOURCES = [_books, _adjustments, _sheets, _provided, _verified, _shares]
