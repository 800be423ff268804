"""The parts of a pledge's page that need more than its row: the chart, the figures, the others, what feeds it."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Q
from django.urls import NoReverseMatch, reverse

from duban.amounts import about
from duban.web.access.actor import Actor
from duban.web.access.policy import may
from duban.web.books.models import Book, Clause
from duban.web.log.amounts import exact
from duban.web.standings.beside import beside
from duban.web.standings.course import Shown, chart, shown
from duban.web.standings.figures import figures
from duban.web.standings.models import PledgeVerdict

register = template.Library()
# A bar and its gap, and what stands above them, in pixels.
_ROW, _HEAD = 26, 48


@register.inclusion_tag("standings/course.html", takes_context=True)
def pledge_course(context: template.Context) -> dict[str, Any]:
    """The chart, what the remaining months must bring, and for the supervision office where it will end."""
    one = _shown(context)
    if one is None:
        return {}
    average = exact(one.verdict.on_average)
    return {
        "verdict": one.verdict,
        "option": chart(one),
        "average": about(average, one.pledge.unit) if average is not None else "",
        "ahead": one.verdict.forecast if one.ahead else {},
    }


@register.inclusion_tag("standings/figures.html", takes_context=True)
def pledge_figures(context: template.Context) -> dict[str, Any]:
    """The reported facts, month by month, with their versions."""
    one = _shown(context)
    if one is None:
        return {}
    lines = figures(one, _actor(context))
    return {
        "request": context["request"],
        "verdict": one.verdict,
        "lines": lines,
        "unit": one.measure.unit if one.clause.kind != "milestone" else "",
        "may_log": may(_actor(context), "log.see"),
    }


@register.inclusion_tag("standings/beside.html", takes_context=True)
def pledge_beside(context: template.Context) -> dict[str, Any]:
    """The same indicator at the other bodies."""
    one = _shown(context)
    found = beside(one, _actor(context).directory) if one else None
    bars = len(found.chart["yAxis"]["data"]) if found and found.chart else 0
    height = next((size for size in (200, 280, 360, 480, 640) if size >= bars * _ROW + _HEAD), 880)
    told = {"rows": found.rows if found else (), "option": found.chart if found else None, "height": height}
    return {"request": context["request"], "own": context["clause"].key, **told}


@register.inclusion_tag("standings/feeds.html", takes_context=True)
def pledge_feeds(context: template.Context) -> dict[str, Any]:
    """What feeds a pledge: the pledges that are a part of it, the tasks that serve it; and what it is a part of."""
    clause: Clause = context["clause"]
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


def _shown(context: template.Context) -> Shown | None:
    """The page's pledge with its verdict, made once for all parts of the page."""
    verdict: PledgeVerdict | None = context.get("verdict")
    if verdict is None:
        return None
    if "shown_pledge" not in context.render_context:
        book: Book = context["book"]
        ahead = may(_actor(context), "forecast.see")
        context.render_context["shown_pledge"] = shown(context["clause"], book.year, verdict, ahead=ahead)
    made: Shown = context.render_context["shown_pledge"]
    return made
