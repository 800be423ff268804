"""Which fields of which rows the auditor sees change, each in words; the rooms' rights hold here, too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from duban.amounts import decimal, in_words
from duban.web.access.models import Holding
from duban.web.access.roles import ROLES
from duban.web.books import adjustments
from duban.web.books.forms import BASES, KINDS
from duban.web.books.models import Adjustment, Book, Circulation, Clause, Share
from duban.web.books.words import BOOK_STATES, STATES, tiers
from duban.web.checks.models import CheckItem, SpotCheck
from duban.web.checks.words import CONCLUSIONS
from duban.web.clock.today import now
from duban.web.declared.pack import declarations, indicator_name
from duban.web.facts.glance import STATES as SHEET_STATES
from duban.web.facts.models import Fact, Objection, Progress, Proof, Sheet
from duban.web.facts.provided import STATUSES
from duban.web.facts.sheets import COLUMNS
from duban.web.flags.lookup import STATES as FLAG_STATES
from duban.web.flags.models import Flag
from duban.web.log.amounts import exact, month_of
from duban.web.log.models import Appended
from duban.web.org.directory import directory
from duban.web.org.models import Body, Portfolio, Post
from duban.web.points.models import Addition
from duban.web.points.words import STATES as POINTS_STATES
from duban.web.purge.models import Purge
from duban.web.purge.words import STATES as PURGE_STATES

Say = Callable[[Any], str]
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Traced:
    """A model's fields in words: ``of`` says which row it is where an entry writes several."""

    model: type[Appended]
    verb: str
    fields: Mapping[str, tuple[object, Say]]
    of: Say = lambda _row: ""


def _plain(name: str) -> Say:
    def say(row: Any) -> str:
        value = getattr(row, name)
        if isinstance(value, bool):
            return gettext("是") if value else gettext("否")
        if isinstance(value, datetime):
            return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
        return value.isoformat() if isinstance(value, date) else str(value or "")[:_LONGEST]

    return say


def _word(name: str, words: Mapping[Any, object]) -> Say:
    return lambda row: str(words.get(getattr(row, name), getattr(row, name) or ""))


def _listed(found: Iterable[str]) -> str:
    return gettext("、").join(found)


def _body(name: str) -> Say:
    def say(row: Any) -> str:
        value = getattr(row, name)
        keys = value if isinstance(value, list) else [value] if value else []
        return _listed(map(directory().named, keys))

    return say


def post_title(key: str) -> str:
    """A post's title; the key itself where there is no such post."""
    seat = directory().seat_by_key.get(key)
    return seat.post.title if seat else key


def _indicators(name: str) -> Say:
    def say(row: Any) -> str:
        value = getattr(row, name)
        ids: list[str] = value if isinstance(value, list) else [value] if value else []
        names = {one.id: indicator_name(one) for one in declarations().indicators if one.id in ids}
        return _listed(names.get(one, one) for one in ids)

    return say


def _amount(name: str) -> Say:
    def say(row: Any) -> str:
        value = exact(getattr(row, name))
        return "" if value is None else decimal(value)

    return say


def _month(name: str) -> Say:
    return lambda row: str(month_of(getattr(row, name)))


def _tiers(row: Any) -> str:
    return _listed(f"{one.name}{one.words}" for one in tiers(row)) if row.sort == "pledge" else ""


def _figure(row: Any) -> str:
    """A figure with its unit; nothing of it before it is released."""
    if row.release and row.release > now():
        return gettext("（发布以前不显示）")
    if row.kind == "milestone":
        return f"{row.state} {row.day or ''}".strip()
    value = exact(row.value)
    return "" if value is None else in_words(value, row.unit)


def _figure_of(row: Any) -> str:
    return f"{directory().named(row.org_unit)} {row.subject} {month_of(row.last)}"


def _texts(*names: tuple[str, object]) -> dict[str, tuple[object, Say]]:
    return {name: (words, _plain(name)) for name, words in names}


_DOCUMENT = ("document", _("文件"))
_REASON = ("reason", _("理由"))

# By the room, which is what a verb begins with.
TRACED: Final[Mapping[str, tuple[Traced, ...]]] = {
    "books": (
        Traced(
            Book,
            "books.see_unsigned",
            {
                "title": (_("书名"), _plain("title")),
                "year": (_("年份"), _plain("year")),
                "org_unit": (_("责任单位"), _body("org_unit")),
                "lead": (_("牵头部门"), _body("lead")),
                "state": (_("状态"), _word("state", BOOK_STATES)),
                **_texts(("signed", _("签发日期")), _DOCUMENT, ("note", _("说明"))),
            },
        ),
        Traced(
            Clause,
            "books.see_unsigned",
            {
                "subject": (_("是什么"), _plain("subject")),
                "state": (_("状态"), _word("state", STATES)),
                "tiers": (_("目标"), _tiers),
                "due": (_("完成时限"), _plain("due")),
                "org_unit": (_("责任单位"), _body("org_unit")),
                "responsible": (_("配合单位"), _body("responsible")),
                "indicator": (_("指标"), _indicators("indicator")),
                "scope": (_("口径"), _plain("scope")),
                "kind": (_("类型"), _word("kind", KINDS)),
                "basis": (_("怎么算"), _word("basis", BASES)),
                **_texts(("milestone", _("节点")), ("sentence", _("写法")), _DOCUMENT, _REASON),
            },
            lambda row: row.subject,
        ),
        Traced(
            Share,
            "books.see_unsigned",
            {
                "role": (_("分工"), _word("role", {"lead": _("牵头"), "help": _("配合")})),
                "value": (_("分到的数"), _amount("value")),
                **_texts(("due", _("完成时限")), ("measures", _("工作举措")), ("withdrawn", _("收回"))),
            },
            lambda row: directory().named(row.org_unit),
        ),
        Traced(
            Adjustment,
            "books.see_unsigned",
            {
                "state": (_("申请"), _word("state", adjustments.STATES)),
                "month": (_("从哪个月起"), _month("month")),
                **_texts(("due", _("完成时限")), _REASON, _DOCUMENT, ("answer", _("答复"))),
            },
        ),
        Traced(Circulation, "books.see_unsigned", _texts(("due", _("答复期限")), ("closed", _("结束")))),
    ),
    "facts": (
        Traced(
            Fact,
            "facts.see",
            {
                "value": (_("数"), _figure),
                "status": (_("性质"), _word("status", STATUSES)),
                **_texts(("release", _("发布时间"))),
            },
            _figure_of,
        ),
        Traced(
            Sheet,
            "facts.see",
            {
                "state": (_("进度"), _word("state", {**SHEET_STATES, "released": _("已发布")})),
                **_texts(("remark", _("退回的理由")), ("release", _("发布时间"))),
            },
        ),
        Traced(Progress, "facts.see", _texts(*COLUMNS.items())),
        Traced(Objection, "facts.see", _texts(("text", _("异议")), ("answer", _("答复")), ("upheld", _("同意")))),
        Traced(Proof, "facts.see", _texts(("note", _("凭据说明")), ("struck", _("划去的理由")))),
    ),
    "points": (
        Traced(
            Addition,
            "points.see_open",
            {
                "state": (_("状态"), _word("state", POINTS_STATES)),
                "points": (_("分值"), _amount("points")),
                **_texts(
                    ("granted", _("认定")),
                    ("day", _("日期")),
                    _REASON,
                    _DOCUMENT,
                    ("decision", _("认定意见")),
                    ("appeal", _("申诉")),
                    ("review", _("复核意见")),
                    ("upheld", _("维持")),
                ),
            },
        ),
    ),
    "flags": (
        Traced(Flag, "flags.see_proposed", {"state": (_("状态"), _word("state", FLAG_STATES)), **_texts(_REASON)}),
    ),
    "checks": (
        Traced(SpotCheck, "checks.see", _texts(("due", _("答复期限")), ("ask", _("要什么")), ("scaled", _("折算")))),
        Traced(
            CheckItem,
            "checks.see",
            {
                "conclusion": (_("结论"), _word("conclusion", CONCLUSIONS)),
                "value": (_("更正为"), _amount("value")),
                **_texts(("answered", _("说明了")), _REASON),
            },
            lambda row: gettext("第%(place)s号") % {"place": row.place},
        ),
    ),
    "org": (
        Traced(
            Body,
            "org.see",
            {
                **_texts(("name", _("名称")), ("name_en", _("英文名称")), ("kind", _("类型")), ("end", _("止于"))),
                "successor": (_("承接单位"), _body("successor")),
            },
            lambda row: directory().named(row.key),
        ),
        Traced(
            Post,
            "org.see",
            {
                **_texts(("title", _("职务")), ("start", _("起")), ("end", _("止"))),
                "org_unit": (_("单位"), _body("org_unit")),
                "roles": (_("角色"), lambda row: _listed(str(ROLES[one].name) for one in row.roles if one in ROLES)),
            },
            lambda row: row.title,
        ),
        Traced(
            Portfolio,
            "org.see",
            {
                "org_units": (_("分管单位"), _body("org_units")),
                "indicators": (_("分管指标"), _indicators("indicators")),
                **_texts(("start", _("起")), ("end", _("止"))),
            },
            lambda row: post_title(row.post),
        ),
    ),
    "access": (
        Traced(
            Holding,
            "access.see",
            {
                "post": (_("职务"), lambda row: post_title(row.post)),
                **_texts(("start", _("起")), ("end", _("止")), _DOCUMENT),
            },
        ),
    ),
    "purge": (Traced(Purge, "purge.see", {"state": (_("状态"), _word("state", PURGE_STATES)), **_texts(_DOCUMENT)}),),
}
