"""What a rule proposed is confirmed or declined by a person, with a reason; what was confirmed may be withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import Target, require
from duban.web.clock.today import today
from duban.web.flags.models import Flag, Proposed
from duban.web.log.writing import About, ClashError, replacing, writing

# What may follow what: a proposal is confirmed or declined, and either word may be taken back later.
_FOLLOWS: Final = {
    "": {"confirm": "confirmed", "decline": "declined"},
    "declined": {"confirm": "confirmed"},
    "confirmed": {"withdraw": "withdrawn"},
    "withdrawn": {"confirm": "confirmed"},
}
_LONGEST: Final = 1000


def decide(actor: Actor, key: str, what: str, text: str, *, version: int | None = None) -> Flag:
    """Confirm, decline or withdraw, with a reason. ``version`` is the decision's row that was seen; None: none was.

    Raises InputError, or ClashError where somebody decided in between.
    """
    before: Flag | None = Flag.objects.current().filter(key=key).first()
    proposal: Proposed | None = Proposed.objects.filter(key=key).first()
    found = before or proposal
    require(actor, "flags.decide", Target(org_unit=found.org_unit if found else ""))
    if found is None:
        raise _gone()
    if (before.pk if before else None) != version:
        raise _decided()
    told = _told(before.state if before else "", what, text)
    row = replacing(before, **told) if before else Flag(key=key, **_of(found), **told)
    about = About("flag", key, row.org_unit)
    with writing(f"flags.{what}", actor.by("office"), about, {"reason": row.reason}) as written:
        written.add(row)
    return row


def decide_all(actor: Actor, keys: Iterable[str], what: str, text: str) -> list[Flag]:
    """Confirm or decline several proposals with one reason and one entry of the log: all of them, or none.

    Raises InputError where none is chosen or one is there no more, ClashError where somebody decided on one.
    """
    wanted = sorted(set(keys))
    found = list(Proposed.objects.filter(key__in=wanted))
    for one in found:
        require(actor, "flags.decide", Target(org_unit=one.org_unit))
    require(actor, "flags.decide")
    if not wanted:
        raise InputError(_("没有勾选建议"), do=_("请在列表里勾选"))
    if len(found) != len(wanted):
        raise _gone()
    if Flag.objects.filter(key__in=wanted).exists():
        raise _decided()
    told = _told("", what, text)
    rows = [Flag(key=one.key, **_of(one), **told) for one in found]
    detail = {"reason": told["reason"], "flags": wanted}
    with writing(f"flags.{what}", actor.by("office"), About("flag"), detail) as written:
        written.add(*rows)
    return rows


def _told(state: str, what: str, text: str) -> dict[str, Any]:
    """What is decided of one in a state: the state that follows, the day, the reason."""
    follows = _FOLLOWS[state].get(what)
    if follows is None:
        raise InputError(_("这一条现在不能这样办"), do=_("请看一看它到了哪一步"))
    return {"state": follows, "day": today(), "reason": _reason(text)}


def _gone() -> InputError:
    return InputError(_("没有这条建议，数可能变了"), do=_("请回到列表再看"))


def _decided() -> ClashError:
    return ClashError(_("刚才有人办了这一条，您的没有写进去"), do=_("请看过新的内容，再办"))


def _of(found: Flag | Proposed) -> dict[str, Any]:
    names = ("rulebook", "flag", "name", "sort", "org_unit", "pledge", "subject", "month", "grounds")
    return {name: getattr(found, name) for name in names}


def _reason(text: str) -> str:
    told = text.strip()
    if not told:
        raise InputError(_("没有写理由"), where=_("理由"), do=_("请写清为什么认定、不认或者撤销；只说工作，不说人"))
    if len(told) > _LONGEST:
        what = _("写了%(count)s个字，太长") % {"count": len(told)}
        raise InputError(what, where=_("理由"), do=_("最多%(most)s个字") % {"most": _LONGEST})
    return told
