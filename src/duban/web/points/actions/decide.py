"""The office recognises what was applied for, or refuses it, with a reason; the body is told and may appeal."""

from __future__ import annotations

from django.utils.translation import gettext as _

from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.clock.today import today
from duban.web.log.writing import About, replacing, writing
from duban.web.points import words
from duban.web.points.lookup import entry_in, target
from duban.web.points.models import Addition
from duban.web.points.rules import check, due, kept, spans


def decide(
    actor: Actor, key: str, text: str, *, granted: bool, points: str = "", version: int | None = None
) -> Addition:
    """Recognise (with ``points`` where they are other than was applied for) or refuse. Raises InputError."""
    row = entry_in(key, "applied", version)
    require(actor, "points.decide", target(row))
    reason = words.text(text, _("认定的理由"), _("请写清依据哪一条，为什么认或者不认"))
    given = points_of(row, points) if granted else row.asked
    day, last = today(), due(today(), spans(row.rulebook).days)
    new = replacing(
        row,
        state="decided",
        granted=granted,
        points=given,
        counted=day if granted else None,
        decided=day,
        decider=actor.account,
        decision=reason,
        due=last,
    )
    verb = "points.recognise" if granted else "points.refuse"
    about = About("points", key, row.org_unit)
    with writing(verb, actor.by("office"), about, {"due": last.isoformat()}) as written:
        written.add(new)
    return new


def points_of(row: Addition, said: str) -> int:
    """The points that a decision gives: as typed, within the item's bounds; as before where nothing is typed."""
    under = kept(row.rulebook, row.kind)
    if under is None or not said.strip():
        return row.points
    given = words.points(said, under.book.digits)
    check(under, given, row.level, corrects=bool(row.amends))
    return given
