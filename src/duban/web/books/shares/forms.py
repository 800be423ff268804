"""The shares of a clause as a person types them, and as the form shows them again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from duban.amounts import convert
from duban.errors import InputError
from duban.periods import Month
from duban.web.books.forms import day, typed, value
from duban.web.books.models import Clause
from duban.web.books.shares.parts import Part
from duban.web.log.amounts import exact, month_of, stored
from duban.web.org.directory import Directory

# Rows that a form may have: more bodies than any city has.
ROWS: Final = 200
_MONTH = re.compile(r"(?:(?P<year>\d{4})[年-])?(?P<month>\d{1,2})月?[：:\s]*(?P<value>\S.*)")
_NODE = re.compile(r"(?:(?P<year>\d{4})[年-])?(?P<month>\d{1,2})[月-](?P<day>\d{1,2})日?前?[，,：:\s]*(?P<words>\S.*)")
_BETWEEN = re.compile(r"[;；\n]+")


@dataclass(frozen=True, slots=True)
class Typed:
    """One row of the form, as text."""

    org_unit: str = ""
    lead: bool = False
    section: str = ""
    post: str = ""
    value: str = ""
    due: str = ""
    measures: str = ""
    months: str = ""
    nodes: str = ""


_TEXTS: Final = ("section", "post", "value", "due", "measures", "months", "nodes")


def shown(parts: Iterable[Part], unit: str, places: Directory) -> list[Typed]:
    """The rows of a form for shares."""
    return [
        Typed(
            org_unit=one.org_unit,
            lead=one.role == "lead",
            section=one.section,
            post=_title(one.post, places),
            value=typed(exact(one.value), unit),
            due=one.due.isoformat() if one.due else "",
            measures=one.measures,
            months="；".join(f"{month_of(month).month}月 {typed(exact(said), unit)}" for month, said in one.months),
            nodes="\n".join(f"{when} {words}" for when, words in one.nodes),
        )
        for one in parts
    ]


def rows(posted: Mapping[str, str]) -> list[Typed]:
    """The rows that were sent and are not crossed out; those without a body and without words are not there."""
    lead, found = posted.get("lead", ""), []
    for at in range(ROWS):
        if f"org_unit-{at}" not in posted:
            break
        texts = {name: posted.get(f"{name}-{at}", "").strip() for name in _TEXTS}
        body = posted[f"org_unit-{at}"].strip()
        if (body or any(texts.values())) and f"drop-{at}" not in posted:
            found.append(Typed(org_unit=body, lead=lead == str(at), **texts))
    return found


def parts(typed_rows: Sequence[Typed], clause: Clause, year: int, places: Directory) -> list[Part]:
    """What the rows say. Raises InputError that names the row and what may be written."""
    return [_part(one, at, clause, year, places) for at, one in enumerate(typed_rows, 1)]


def _part(one: Typed, at: int, clause: Clause, year: int, places: Directory) -> Part:
    if not one.org_unit:
        raise InputError(
            _("第%(at)s行没有选单位") % {"at": at}, where=_("单位"), do=_("请选一个单位，或者把这一行清空")
        )
    name = places.named(one.org_unit)
    months = tuple(_month(said, clause, year, name) for said in _BETWEEN.split(one.months) if said.strip())
    return Part(
        org_unit=one.org_unit,
        role="lead" if one.lead else "help",
        section=one.section[:100],
        post=_post(one.post, places),
        value=amount(one.value, clause, name) if one.value else None,
        months=tuple(sorted(months)),
        nodes=tuple(sorted(_node(said, year, name) for said in _BETWEEN.split(one.nodes) if said.strip())),
        due=day(one.due),
        measures=one.measures[:2000],
    )


def amount(said: str, clause: Clause, name: str) -> int:
    """A figure as typed, as it is stored: in the clause's unit. Raises InputError where the units do not agree."""
    where = _("%(name)s的数") % {"name": name}
    if clause.sort != "pledge" or clause.kind != "quantity":
        raise InputError(_("这一条没有数可分"), where=where, do=_("请写在工作举措或节点里"))
    if not any(one["value"] is not None for one in clause.tiers):
        raise InputError(_("这一条的数待上级下达，还不能分数"), where=where, do=_("请先只分单位，数下来了再分"))
    number, unit = value(said, where)
    own = convert(number, unit, clause.unit)
    if own is None:
        wanted = clause.unit or pgettext("measure", "没有单位")
        raise InputError(
            _("单位对不上：这一条是%(wanted)s，您写的是“%(said)s”") % {"wanted": wanted, "said": said},
            where=where,
            do=_("请写同一种单位"),
        )
    return stored(own) or 0


def _month(said: str, clause: Clause, year: int, name: str) -> tuple[int, int]:
    found = _MONTH.fullmatch(said.strip())
    month = int(found["month"]) if found else 0
    if found is None or not 1 <= month <= 12:
        raise InputError(
            _("“%(said)s”不是某月的累计数") % {"said": said.strip()},
            where=_("%(name)s的逐月目标") % {"name": name},
            do=_("请写作：3月 2亿元；6月 5亿元"),
        )
    return Month(int(found["year"] or year), month).number, amount(found["value"], clause, name)


def _node(said: str, year: int, name: str) -> tuple[str, str]:
    found = _NODE.fullmatch(said.strip())
    try:
        when = date(int(found["year"] or year), int(found["month"]), int(found["day"])) if found else None
    except ValueError:
        when = None
    if found is None or when is None:
        raise InputError(
            _("“%(said)s”不是节点") % {"said": said.strip()},
            where=_("%(name)s的节点") % {"name": name},
            do=_("请写作：6月30日 开工"),
        )
    return when.isoformat(), found["words"][:200]


def _title(post: str, places: Directory) -> str:
    seat = places.seat_by_key.get(post)
    return seat.post.title if seat else post


def _post(said: str, places: Directory) -> str:
    """The key of a post from its title. A post is never a person: what is no post is refused."""
    if not said:
        return ""
    found = next((one.post.id for one in places.seats if said in {one.post.title, one.post.id}), None)
    if found is None:
        raise InputError(
            _("没有“%(said)s”这个职务") % {"said": said}, where=_("岗位"), do=_("请从名单里选；责任落在岗位，不写人名")
        )
    return found
