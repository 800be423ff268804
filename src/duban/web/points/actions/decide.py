"""The office recognises what was applied for, or refuses it, with a reason; the body is told and may appeal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.clock.today import today
from duban.web.log.writing import About, replacing, writing
from duban.web.points import words
from duban.web.points.lookup import entry_in, target
from duban.web.points.models import Addition
from duban.web.points.rules import RECORDED, check, due, kept, spans


@dataclass(frozen=True, slots=True)
class Found:
    """What whoever decides finds a result to be: of another level (empty: as it stands), only to be recorded."""

    level: str = ""
    record: bool = False

    def changes(self) -> dict[str, Any]:
        """What it changes of a row. Raises InputError for no level."""
        told: dict[str, Any] = {"level": words.one_of(self.level, words.LEVEL_WORDS, _("级别"))} if self.level else {}
        told |= {"rulebook": "", "kind": RECORDED, "points": 0} if self.record else {}
        return told


def decide(
    actor: Actor,
    key: str,
    text: str,
    *,
    granted: bool,
    points: str = "",
    found: Found | None = None,
    version: int | None = None,
) -> Addition:
    """Recognise (with ``points`` where they are other than was applied for) or refuse. Raises InputError.

    ``found``: what it is of another level than was applied for, or no more than a result to be recorded.
    """
    row = entry_in(key, "applied", version)
    require(actor, "points.decide", target(row))
    more = (found or Found()).changes() if granted else {}
    reason = words.text(text, _("认定的理由"), _("请写清依据哪一条，为什么认或者不认"))
    given = points_of(row, points, found) if granted else row.asked
    day, last = today(), due(today(), spans(row.rulebook).days)
    new = replacing(
        row,
        state="decided",
        granted=granted,
        **{"points": given, **more},
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


def points_of(row: Addition, said: str, found: Found | None = None) -> int:
    """The points that a decision gives: as typed, within the item's bounds; as before where nothing is typed."""
    found = found or Found()
    under = None if found.record else kept(row.rulebook, row.kind)
    if under is None or not said.strip():
        return row.points
    given = words.points(said, under.book.digits)
    check(under, given, found.level or row.level, corrects=bool(row.amends))
    return given
