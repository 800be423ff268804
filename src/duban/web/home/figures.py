"""What the month's figures ask of somebody: a step of a sheet, a table, a verification, an answer to an objection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _

from duban.ledger.types import WHOLE
from duban.periods import Month
from duban.web.access.actor import Actor
from duban.web.access.policy import may
from duban.web.facts.actions.give_back import may_verify
from duban.web.facts.calendar import current, released_since, reopened_for, window, window_of
from duban.web.facts.chain import is_mine, next_step
from duban.web.facts.given import objected_to, tables_of
from duban.web.facts.glance import glance
from duban.web.facts.models import Reopening, Sheet
from duban.web.facts.reminders import Owing, Urged, stands, urged
from duban.web.facts.sheets import own_key, sheet_of
from duban.web.facts.signed_paper import in_my_name
from duban.web.home.line import Line
from duban.web.log.amounts import month_of

Reminded = Mapping[tuple[Month, Owing], Urged]


def figures(actor: Actor) -> Iterator[Line]:
    """Every line about figures; who was reminded is asked once."""
    own = actor.bodies("liaison") | actor.bodies("checker") | actor.bodies("signer")
    provides, verifies = actor.bodies("provider"), may(actor, "facts.verify")
    if not (own or provides or verifies):
        return
    month = current(actor.day)
    again = reopened_for(own | provides, actor.day) if own or provides else []
    reminded = urged({month, *(month_of(each.month) for each in again)})
    if own and window(month).is_open(actor.day):
        yield from _sheets(actor, month, own, reminded)
    for each in again:
        lines = list(_sheets(actor, month_of(each.month), own & {each.org_unit}, reminded))
        yield from lines or _opened_again(actor, each)
    yield from _on_paper(actor)
    if provides:
        yield from _provided(actor, month, reminded)
        yield from _objections(actor)
    if verifies:
        yield from _verified(actor, month, reminded)


def _sheets(actor: Actor, month: Month, bodies: frozenset[str], reminded: Reminded) -> Iterator[Line]:
    """Sheets of a month that wait for a step of this person."""
    for one in glance(month, actor.directory, actor.day):
        step = next_step(one.sheet, one.org_unit, actor.directory, actor.day)
        if one.org_unit in bodies and not one.loaded and is_mine(step, one.org_unit, actor):
            days = window(month)
            due = days.due if days.is_open(actor.day) else window_of(month, one.org_unit).reopened
            told = {"month": month, "state": one.word, "count": one.owed - one.counts.now}
            words = _("%(month)s的数据：%(state)s，要报%(count)d条") % told
            if one.counts.now:
                words += _("（另有%(now)d条本月已有数）") % {"now": one.counts.now}
            if one.state == "returned":
                words += _("，退回的理由：%(remark)s") % {"remark": one.remark[:60]}
            address = reverse("data_sheet", args=[month, one.org_unit])
            told_of = stands(reminded.get((month, ("own", one.org_unit))), one.sheet)
            button = _button(step.role) if step else ""
            yield Line(words, one.org_unit, due, address, button, urged=told_of)


def _opened_again(actor: Actor, again: Reopening) -> Iterator[Line]:
    """A month that was opened again, for those who fill it in, until something was handed in since."""
    month = month_of(again.month)
    told = {"month": month, "reason": again.reason[:60]}
    if again.org_unit in actor.bodies("liaison"):
        held = sheet_of(own_key(again.org_unit, month))
        if held is None or held.entry_id < again.entry_id:
            words = _("%(month)s重新开放了，可以补报、更正：%(reason)s") % told
            if held is not None:
                words += _("（表已经报出，先请审核的人退回）")
            address = reverse("data_sheet", args=[month, again.org_unit])
            yield Line(words, again.org_unit, again.until, address, _("去填报"))
    elif again.org_unit in actor.bodies("provider") and not released_since(again):
        words = _("%(month)s重新开放了，可以补报、更正：%(reason)s") % told
        yield Line(words, again.org_unit, again.until, reverse("data_month", args=[month]), _("去填表"))


def _on_paper(actor: Actor) -> Iterator[Line]:
    """Sheets that were handed in on paper in this person's name."""
    for one in in_my_name(actor):
        month = month_of(one.month)
        words = _("%(month)s的数据，签字件以您的名义交了，已经算签发：是您签的吗？") % {"month": month}
        address = reverse("data_sheet", args=[month, one.org_unit]) + "#signed-paper"
        yield Line(words, one.org_unit, None, address, _("去看"))


def _button(role: str) -> str:
    """What the next step of a sheet is called, by who does it."""
    return {"liaison": _("去填报"), "checker": _("去审核"), "signer": _("去签发")}[role]


def _provided(actor: Actor, month: Month, reminded: Reminded) -> Iterator[Line]:
    """Tables that a provider has not released."""
    waiting = [one for one in tables_of(actor, month) if one.waits]
    if waiting and window(month).opens <= actor.day:
        body = waiting[0].org_unit
        words = _("%(month)s还有%(count)d张表没有发布") % {"month": month, "count": len(waiting)}
        due = min(one.due for one in waiting)
        address = reverse("data_month", args=[month])
        yield Line(words, body, due, address, _("去填表"), urged=reminded.get((month, ("provider", body))))


def _objections(actor: Actor) -> Iterator[Line]:
    """Objections to a provider's figures: to be answered, or upheld and not corrected yet."""
    for one, fact in objected_to(actor):
        scope = "" if fact.scope == WHOLE else f"?scope={quote(fact.scope)}"
        address = reverse("data_table", args=[month_of(fact.last), fact.indicator]) + scope
        told = {"name": fact.subject, "text": one.text[:60]}
        if one.answer:
            yield Line(_("“%(name)s”同意了异议，还没有更正：%(text)s") % told, one.org_unit, None, address, _("去更正"))
        else:
            yield Line(
                _("对“%(name)s”有异议：%(text)s") % told, one.org_unit, None, f"{address}#objections", _("去答复")
            )


def _verified(actor: Actor, month: Month, reminded: Reminded) -> Iterator[Line]:
    """Sheets that were signed and wait to be verified."""
    for one in Sheet.objects.current().filter(kind="own", month=month.number, state="signed"):
        if may_verify(actor, one.org_unit, month):
            words = _("%(month)s的数据已经签发，等您核实") % {"month": month}
            if one.late:
                words += _("（逾期报送）")
            if one.state == "returned":
                words += _("，退回的理由：%(remark)s") % {"remark": one.remark[:60]}
            address = reverse("data_sheet", args=[month, one.org_unit])
            told_of = stands(reminded.get((month, ("own", one.org_unit))), one)
            yield Line(words, one.org_unit, None, address, _("去核实"), urged=told_of)
