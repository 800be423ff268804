"""What waits for somebody, room by room, as lines of one list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duban.web.access.actor import Actor
from duban.web.access.policy import Target, may
from duban.web.books.lookup import book_of, in_state, target
from duban.web.books.models import Adjustment, Book, Clause
from duban.web.books.shares.round import bodies_of, open_circulations, round_of
from duban.web.flags.lookup import count_waiting
from duban.web.home.figures import figures
from duban.web.home.line import Line
from duban.web.home.samples import samples
from duban.web.log.amounts import month_of
from duban.web.points.actions.review import may_review
from duban.web.points.lookup import is_as_asked, is_ripe, may_appeal
from duban.web.points.lookup import waiting as waiting_points
from duban.web.points.models import Addition
from duban.web.points.shown import shown
from duban.web.points.words import brief
from duban.web.purge.models import Purge
from duban.web.purge.words import KINDS, WHYS
from duban.web.standings.carried import carried_by
from duban.web.standings.models import PledgeVerdict, counting


def waiting(actor: Actor) -> list[Line]:
    """Everything that waits for a word of this person, the most urgent first."""
    lines = [line for source in SOURCES for line in source(actor)]
    return sorted(lines, key=lambda line: (line.due is None, line.due or actor.day))


def carried(actor: Actor) -> list[PledgeVerdict]:
    """The pledges that carry a leader's post, the worst light first."""
    if "leader" not in actor.roles or not any(actor.carried):
        return []
    places, own = actor.directory.places_in_order, carried_by(actor, counting().order_by("book", "pledge"))
    return sorted(own, key=lambda one: (*one.severity, places.get(one.org_unit, len(places))))


def carried_later(actor: Actor) -> list[PledgeVerdict]:
    """Those of a plan that has not begun: signed, and not counted yet."""
    if "leader" not in actor.roles or not any(actor.carried):
        return []
    ahead = Book.objects.current().filter(year__gt=actor.day.year).values("key")
    return carried_by(actor, PledgeVerdict.objects.filter(book__in=ahead).order_by("book", "pledge"))


def _books(actor: Actor) -> Iterator[Line]:
    """Books that wait for a review or a signature."""
    books = in_state(actor, "review", "failed")
    if not books:
        return
    rows = Clause.objects.current().filter(book__in=[one.key for one in books], state="proposed")
    left = Counter(rows.values_list("book", flat=True))
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


_APPEALS = {
    "taken": gettext_lazy("扣分：%(item)s %(points)s分（%(reason)s），不同意的可以申诉"),
    "less": gettext_lazy("认定的和申报的不一样：%(item)s %(points)s分（%(reason)s），不同意的可以申诉"),
    "refused": gettext_lazy("没有认定：%(item)s（%(reason)s），不同意的可以申诉"),
}


def _outcome(row: Addition) -> str:
    return "refused" if not row.granted else "taken" if row.points < 0 else "less"


def _points(actor: Actor) -> Iterator[Line]:
    """Additions and deductions: to decide, to review and to freeze for the office, to appeal for the body."""
    ripe = []
    for row in waiting_points():
        one = shown(row, actor.day)
        told = {"item": one.item, "points": one.points, "reason": brief(row.reason)}
        address = reverse("points_entry", args=[row.key])
        if row.state == "applied" and may(actor, "points.decide", Target(org_unit=row.org_unit)):
            yield Line(
                _("申报加分：%(item)s %(points)s分（%(reason)s）") % told, row.org_unit, row.due, address, _("去认定")
            )
        elif may_review(actor, row):
            yield Line(
                _("申诉等复核：%(item)s %(points)s分（%(reason)s）") % told, row.org_unit, row.due, address, _("去复核")
            )
        elif may_appeal(actor, row, actor.day) and not is_as_asked(row):
            yield Line(str(_APPEALS[_outcome(row)]) % told, row.org_unit, row.due, address, _("去看"))
        elif is_ripe(row, actor.day) and may(actor, "points.freeze"):
            ripe.append(row)
    if ripe:
        words = _("有%(count)d条加减分可以封存") % {"count": len(ripe)}
        yield Line(words, "", None, reverse("points"), _("去封存"))


def _flags(actor: Actor) -> Iterator[Line]:
    """What the rulebook proposes red flags and snails for."""
    if may(actor, "flags.decide") and (count := count_waiting()):
        words = _("有%(count)d个红旗、蜗牛的建议等认定") % {"count": count}
        yield Line(words, "", None, reverse("flags"), _("去认定"))


def _purges(actor: Actor) -> Iterator[Line]:
    """Purges that another administrator proposed."""
    if may(actor, "purge.confirm"):
        for one in Purge.objects.current().filter(state="proposed").exclude(proposer=actor.account):
            told = {"kind": KINDS[one.kind], "why": WHYS[one.why], "document": one.document}
            words = _("要清除%(kind)s（%(why)s，%(document)s），等您确认") % told
            yield Line(words, "", None, reverse("purges"), _("去确认"))


SOURCES = [_books, _adjustments, figures, samples, _shares, _points, _flags, _purges]
