"""What was decided lately about the bodies of the reader: told for some days, so that nobody has to go and look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duban.web.access.actor import Actor
from duban.web.clock.today import now
from duban.web.declared.pack import declarations
from duban.web.leagues.models import Issue
from duban.web.log.models import Entry
from duban.web.points.lookup import is_as_asked, may_appeal
from duban.web.points.models import Addition
from duban.web.points.shown import shown
from duban.web.points.words import brief
from duban.web.standings.changes import DAYS


@dataclass(frozen=True, slots=True)
class News:
    """A line: what happened, to whom, when, and where it stands in full."""

    what: str
    org_unit: str
    at: datetime
    address: str


def news(actor: Actor) -> list[News]:
    """The last days' results, the newest first; nothing for the office, which made them. Three queries."""
    own = actor.bodies("liaison") | actor.bodies("checker") | actor.bodies("signer") | actor.carried[0]
    if not own or "office" in actor.roles:
        return []
    since = now() - timedelta(days=DAYS)
    groups = {group for key in own if (body := actor.directory.by_key.get(key)) for group in body.groups}
    found = [*_points(actor, own, since), *_leagues(own, groups, since), *_rulebooks(groups, since)]
    return sorted(found, key=lambda one: one.at, reverse=True)


_OUTCOMES: Final = {
    "granted": gettext_lazy("认定了：%(item)s %(points)s分（%(reason)s）"),
    "refused": gettext_lazy("没有认定：%(item)s（%(reason)s）"),
    "entered": gettext_lazy("记下了：%(item)s %(points)s分（%(reason)s）"),
    "upheld": gettext_lazy("申诉复核完了，维持：%(item)s %(points)s分（%(reason)s）"),
    "still_refused": gettext_lazy("申诉复核完了，维持不予认定：%(item)s（%(reason)s）"),
    "changed": gettext_lazy("申诉复核完了，改为%(points)s分：%(item)s（%(reason)s）"),
    "not_counted": gettext_lazy("申诉复核完了，不计分：%(item)s（%(reason)s）"),
    "frozen": gettext_lazy("封存了，不再改：%(item)s %(points)s分（%(reason)s）"),
    "frozen_refused": gettext_lazy("封存了，不计分：%(item)s（%(reason)s）"),
    "withdrawn": gettext_lazy("督查办撤回了，不计分：%(item)s（%(reason)s）"),
}


def _points(actor: Actor, own: frozenset[str], since: datetime) -> Iterator[News]:
    """The newest step of each addition; what waits for the reader's appeal stands among what is to be done."""
    steps = ("decided", "reviewed", "frozen", "withdrawn")
    rows = Addition.objects.current().filter(org_unit__in=own, state__in=steps, entry__at__gte=since)
    for row in rows.exclude(decided=None).select_related("entry"):
        if may_appeal(actor, row, actor.day) and not is_as_asked(row):
            continue
        one = shown(row, actor.day)
        told = {"item": one.item, "points": one.points, "reason": brief(row.reason)}
        words = str(_OUTCOMES[_outcome(row)]) % told
        yield News(words, row.org_unit, row.entry.at, reverse("points_entry", args=[row.key]))


def _outcome(row: Addition) -> str:
    match row.state:
        case "decided":
            return "refused" if not row.granted else "entered" if row.replaces_id is None else "granted"
        case "reviewed" if row.upheld:
            return "upheld" if row.granted else "still_refused"
        case "reviewed":
            return "changed" if row.granted else "not_counted"
        case "frozen":
            return "frozen" if row.granted else "frozen_refused"
    return "withdrawn"


def _leagues(own: frozenset[str], groups: set[str], since: datetime) -> Iterator[News]:
    rows = Issue.objects.current().filter(group__in=groups, state="issued", entry__at__gte=since)
    for row in rows.select_related("entry").defer("result"):
        words = _("考核结果发布了：%(title)s（%(group)s）") % {"title": row.title, "group": row.group}
        ranked = [key for key in sorted(own) if row.ranks.get(key, [None])[0]]
        if len(ranked) == 1:
            words += _("，第%(rank)s名") % {"rank": row.ranks[ranked[0]][0]}
        yield News(words, ranked[0] if len(ranked) == 1 else "", row.entry.at, reverse("league", args=[row.key]))


def _rulebooks(groups: set[str], since: datetime) -> Iterator[News]:
    """Rulebooks adopted and withdrawn in the office; one that is gone was perhaps of other groups."""
    verbs = {
        "declared.rulebook": _("新的考核办法：%(title)s（%(document)s），从%(day)s起"),
        "declared.withdraw": _("撤回了考核办法：%(title)s"),
    }
    there = {one.id: set(one.groups) for one in declarations().rulebooks}
    for entry in Entry.objects.filter(verb__in=verbs, at__gte=since):
        if there.get(entry.about, groups) & groups:
            yield News(verbs[entry.verb] % entry.detail, "", entry.at, reverse("league_rulebooks"))
