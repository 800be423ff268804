"""The parts of a pledge's page that need more than its row: the chart, the figures, the others, what feeds it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext

from duban.amounts import about, needed
from duban.standing.reasons import left_to_do
from duban.web.access.actor import Actor
from duban.web.access.policy import Target, may
from duban.web.books.models import Book, Clause
from duban.web.facts.owed import reporter
from duban.web.facts.rights import sees_own
from duban.web.facts.settled import unsettled_of
from duban.web.log.amounts import exact
from duban.web.log.remembered import remembered
from duban.web.standings.beside import beside
from duban.web.standings.course import Shown, chart, shown
from duban.web.standings.figures import figures
from duban.web.standings.job import is_under_way
from duban.web.standings.models import PledgeVerdict

register = template.Library()
# A bar and its gap, what stands above them, and the heights that the style knows, in pixels.
_ROW, _HEAD, _HEIGHTS = 26, 48, (200, 280, 360, 480, 640, 880)


@register.simple_tag(takes_context=True)
def pledge_course(context: template.Context) -> str:
    """The chart, what the remaining months must bring, and for the supervision office where it will end."""
    verdict: PledgeVerdict = context["verdict"]
    clause: Clause = context["clause"]
    key = ("course", clause.key, clause.pk, verdict.at, may(_actor(context), "forecast.see"))
    return remembered(key, lambda: (_course(context), None))


@register.simple_tag(takes_context=True)
def log_number(context: template.Context, number: int) -> str:
    """An entry of the log by its number, leading there for those who may look."""
    words = gettext("日志第%(number)s条") % {"number": number}
    if not (context["may_log"] if "may_log" in context else may(_actor(context), "log.see")):
        return words
    return format_html('<a href="{}">{}</a>', reverse("log_entry", args=[number]), words)


@register.inclusion_tag("standings/under_way.html")
def judging() -> dict[str, bool]:
    """A word where what stands is being judged anew: figures beside a verdict may be newer than it."""
    return {"under_way": is_under_way()}


@register.filter
def exactly(verdict: PledgeVerdict) -> str:
    """What should have been done by now to the decimal, where its words tell it in whole ones; else empty."""
    expected = exact(verdict.expected)
    if expected is None or needed(expected, verdict.unit) == about(expected, verdict.unit):
        return ""
    return about(expected, verdict.unit)


@register.simple_tag(takes_context=True)
def pledge_parts(context: template.Context) -> str:
    """The reported figures with their versions, the others, and what feeds it."""
    verdict: PledgeVerdict | None = context["verdict"]
    clause: Clause = context["clause"]
    who = _actor(context)
    early = "all" if may(who, "facts.see_unreleased", Target()) else who.bodies("provider")
    sheets = sees_own(who, clause.org_unit), sees_own(who, reporter(clause, who.directory))
    seen = (early, may(who, "facts.glance"), *sheets, may(who, "log.see"), who.day)
    key = ("parts", clause.key, clause.pk, verdict.at if verdict else None, *seen)
    return remembered(key, lambda: _parts(context))


def _course(context: template.Context) -> str:
    one = _shown(context)
    average, verdict = exact(one.verdict.on_average), one.verdict
    altogether, words = (False, "") if average is None else left_to_do(average, verdict.months_left, verdict.unit)
    told = {
        "verdict": verdict,
        "option": chart(one),
        "left": words,
        "altogether": altogether,
        "exactly": about(average, verdict.unit) if average is not None and words.startswith("约") else "",
        "ahead": one.verdict.forecast if one.ahead else {},
        "open": unsettled_of(one.clause, one.verdict.facts, one.verdict.until),
    }
    return render_to_string("standings/course.html", told)


def _parts(context: template.Context) -> tuple[str, datetime | None]:
    """The parts, and the moment at which the next of the figures is released."""
    told: dict[str, Any] = {"request": context["request"], "own": context["clause"].key, **_feeds(context["clause"])}
    if context["verdict"] is None:
        return render_to_string("standings/parts.html", told), None
    one, who = _shown(context), _actor(context)
    lines, release = figures(one, who)
    found = beside(one, who.directory)
    bars = len(found.chart["yAxis"]["data"]) if found.chart else 0
    told |= {
        "verdict": one.verdict,
        "lines": lines,
        "unit": one.measure.unit if one.clause.kind != "milestone" else "",
        "may_log": may(who, "log.see"),
        "rows": found.rows,
        "option": found.chart,
        "height": next((size for size in _HEIGHTS if size >= bars * _ROW + _HEAD), _HEIGHTS[-1]),
    }
    return render_to_string("standings/parts.html", told), release


def _feeds(clause: Clause) -> dict[str, Any]:
    """What feeds a pledge: the pledges that are a part of it, the tasks that serve it; and what it is a part of."""
    asked = Q(part_of=clause.key) | Q(book=clause.book, sort="task", state="accepted")
    if clause.part_of:
        asked |= Q(key=clause.part_of)
    rows = Clause.objects.current().filter(asked).only("key", "sort", "subject", "org_unit", "part_of", "serves")
    found = list(rows)
    return {
        "parts": [one for one in found if one.part_of == clause.key],
        "tasks": [one for one in found if one.sort == "task" and clause.key in one.serves],
        "above": next((one for one in found if one.key == clause.part_of), None),
        "adding_up": adding_up_address() if clause.indicator else "",
    }


def adding_up_address() -> str:
    """The page of what adds up; empty where there is none."""
    try:
        return reverse("adding_up")
    except NoReverseMatch:
        return ""


def _actor(context: template.Context) -> Actor:
    actor: Actor = context["request"].actor
    return actor


def _shown(context: template.Context) -> Shown:
    """The page's pledge with its verdict."""
    book: Book = context["book"]
    ahead = may(_actor(context), "forecast.see")
    return shown(context["clause"], book.year, context["verdict"], ahead=ahead)
