"""An appeal is reviewed by somebody else than who decided: the decision is upheld, or changed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import RefusedError, may, require
from duban.web.clock.today import today
from duban.web.log.writing import About, replacing, writing
from duban.web.points import words
from duban.web.points.actions.decide import Found, points_of
from duban.web.points.lookup import entry_in, target
from duban.web.points.models import Addition
from duban.web.points.rules import RECORDED

# As fine as rows keep points.
_DIGITS = 4


def review(
    actor: Actor,
    key: str,
    text: str,
    *,
    upheld: bool,
    points: str = "",
    found: Found | None = None,
    version: int | None = None,
) -> Addition:
    """Uphold the decision, or change it: recognise what was refused, take back what was entered, or give other points.

    ``points``: what it is from now on; ``0`` that it is not counted. A result that is only recorded has none: to
    change its decision is to turn it round. ``found``: of another level, or no more than recorded. Raises
    RefusedError for who decided.
    """
    row = entry_in(key, "appealed", version)
    require(actor, "points.review", target(row))
    if is_decider(actor, row):
        raise RefusedError(_("这一条是您认定的，不能由您复核"), do=_("请督查办的另一个人来复核"))
    if upheld and points.strip() and words.points(points, _DIGITS) != row.points:
        what = _("选的是“维持”，又写了新的分值%(points)s") % {"points": points.strip()}
        raise InputError(what, where=_("分值"), do=_("要改分的请点“改变”；维持的请把分值清空"))
    reason = words.text(text, _("复核的理由"), _("请写清查了什么、为什么维持或者改变"))
    day = today()
    told = {"state": "reviewed", "reviewed": day, "reviewer": actor.account, "review": reason, "upheld": upheld}
    new = replacing(row, **told, due=None, **({} if upheld else _changed(row, points, found or Found())))
    verb = "points.uphold" if upheld else "points.change"
    with writing(verb, actor.by("office"), About("points", key, row.org_unit)) as written:
        written.add(new)
    return new


def may_review(actor: Actor, row: Addition) -> bool:
    """Whether somebody may review an appeal: the office, but for the person who decided."""
    return row.state == "appealed" and may(actor, "points.review", target(row)) and not is_decider(actor, row)


def is_decider(actor: Actor, row: Addition) -> bool:
    """Whether somebody decided on it, or entered it."""
    return actor.account is not None and actor.account == row.decider


def _changed(row: Addition, said: str, found: Found) -> dict[str, object]:
    """What a changed decision says."""
    if found.record and row.kind != RECORDED:
        return {"granted": True, "counted": row.counted or today(), **found.changes()}
    if row.kind == RECORDED:
        granted, points = not row.granted, row.points
    elif not said.strip():
        raise InputError(_("没有写改为几分"), where=_("分值"), do=_("请写新的分值；不计的写0"))
    elif words.points(said, _DIGITS) == 0:
        granted, points = False, row.points
    else:
        granted, points = True, points_of(row, said, found)
    if (granted, points) == (row.granted, row.points):
        what = _("分值和原来一样，没有改变")
        raise InputError(what, where=_("分值"), do=_("不改的请选“维持”，要改的请写新的分值"))
    counted = (row.counted or today()) if granted else None
    return {"granted": granted, "points": points, "counted": counted, **found.changes()}
