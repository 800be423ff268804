"""What an address of the office's own pages asks for: which group, which day, which rulebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.pack.pack import Pack
from duban.pack.schema.rulebooks import Rulebook
from duban.web.access.actor import Actor
from duban.web.leagues.rulebooks import groups_of, rulebook_for
from duban.web.people.words import maybe_day


@dataclass(frozen=True, slots=True)
class Asked:
    """A group on a day under a rulebook."""

    group: str
    as_of: date
    book: Rulebook


def asked(pack: Pack, told: Mapping[str, str], who: Actor) -> Asked:
    """The group (the first where none is named), the day (today) and the rulebook (the one in force).

    Raises InputError for what there is not, and for a day outside the plan year or still to come.
    """
    groups = groups_of(pack)
    if not groups:
        raise InputError(_("还没有考核办法"), do=_("请在城市包里写一本，再装入"))
    group = told.get("group") or groups[0]
    if group not in groups:
        raise InputError(_("没有“%(group)s”这一组") % {"group": group[:40]}, do=_("请从列出的组里选"))
    day = maybe_day(told.get("as_of", ""), _("截至哪天")) or who.day
    if day > who.day:
        raise InputError(_("%(day)s还没有到") % {"day": day}, where=_("截至哪天"), do=_("请写今天或以前的日期"))
    if day < date(pack.year, 1, 1):
        raise InputError(
            _("%(day)s在%(year)s年以前") % {"day": day, "year": pack.year},
            where=_("截至哪天"),
            do=_("请写%(year)s年里的日期") % {"year": pack.year},
        )
    return Asked(group, day, _book(pack, group, day, told.get("rulebook", "")))


def _book(pack: Pack, group: str, day: date, name: str) -> Rulebook:
    if not name:
        return rulebook_for(pack, group, day)
    found = next((one for one in pack.rulebooks if one.id == name and group in one.groups), None)
    if found is None:
        raise InputError(
            _("“%(group)s”没有这本考核办法") % {"group": group}, where=_("考核办法"), do=_("请从办法的目录里选")
        )
    return found
