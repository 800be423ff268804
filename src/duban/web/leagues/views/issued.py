"""A group's issued result, each body's own page, and the same as files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header

from duban.errors import InputError
from duban.web.access.policy import may
from duban.web.access.web import actor, page
from duban.web.facts.seen import next_release
from duban.web.leagues.curve import curve
from duban.web.leagues.files import as_csv, xlsx
from duban.web.leagues.issued import issue_of, last_before, last_year, pasts, rows
from duban.web.leagues.models import Issue
from duban.web.leagues.since import since, would_be
from duban.web.log.remembered import remembered


@page("leagues.see")
def league(request: HttpRequest, key: str) -> HttpResponse:
    """The result as it was issued, its movement, its rules, and what was corrected since."""
    issue = found(request, key)
    if issue.state != "issued":
        return render(request, "leagues/reckoned.html", {"issue": issue})
    tries = may(actor(request), "leagues.try")
    parts = remembered(("league", issue.key, tries), lambda: (_parts(request, issue, tries), next_release()))
    return render(request, "leagues/league.html", {"issue": issue, "parts": parts})


def _parts(request: HttpRequest, issue: Issue, tries: bool) -> str:
    """The table, the places over time and the rules; for the office how it would be by what is known now."""
    earlier = pasts(issue.group)
    before, year_ago = last_before(earlier, issue.as_of), last_year(earlier, issue.as_of)
    later = since(issue)
    told: dict[str, Any] = {
        "request": request,
        "issue": issue,
        "result": issue.result,
        "rows": rows(issue.result, before, year_ago),
        "before": before,
        "year_ago": year_ago,
        "since": later,
        "may_try": tries,
        "would_be": would_be(issue) if later.is_any and tries else [],
        "pasts": earlier,
        "curve": curve(earlier, [one["org_unit"] for one in issue.result["places"]]),
    }
    return render_to_string("leagues/parts.html", told)


@page("leagues.see")
def body(request: HttpRequest, key: str, org_unit: str) -> HttpResponse:
    """Where a body's points came from, and what one place up would take."""
    issue = _issued(request, key)
    earlier = pasts(issue.group)
    before, year_ago = last_before(earlier, issue.as_of), last_year(earlier, issue.as_of)
    row = next((one for one in rows(issue.result, before, year_ago) if one.place["org_unit"] == org_unit), None)
    if row is None:
        raise Http404(org_unit)
    later = since(issue)
    told = {
        "issue": issue,
        "result": issue.result,
        "row": row,
        "place": row.place,
        "lines": list(zip(issue.result["lines"], row.place["lines"], strict=True)),
        "before": before,
        "year_ago": year_ago,
        "pasts": [(one, *one.ranks.get(org_unit, [None, None])) for one in earlier],
        "corrected": [one for one in (*later.corrected, *later.late) if one.org_unit == org_unit],
    }
    return render(request, "leagues/body.html", told)


@page("leagues.see")
def download(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """The result as xlsx or csv."""
    issue = _issued(request, key)
    return as_file(f"{issue.group}{issue.title}", issue.result, form)


def as_file(title: str, result: dict[str, Any], form: str) -> HttpResponse:
    """A result as a file of one of the forms."""
    writers = {
        "xlsx": (xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        "csv": (as_csv, "text/csv; charset=utf-8"),
    }
    if form not in writers:
        raise Http404(form)
    head = f"{title}（截至{result['as_of']}）"
    write, sort = writers[form]
    name = content_disposition_header(True, f"{title}.{form}") or "attachment"
    return HttpResponse(write(head, result), content_type=sort, headers={"Content-Disposition": name})


def found(request: HttpRequest, key: str) -> Issue:
    """An issue that the reader may see: what was not issued is only for those who issue."""
    try:
        issue = issue_of(key)
    except InputError:
        raise Http404(key) from None
    if issue.state != "issued" and not may(actor(request), "leagues.issue"):
        raise Http404(key)
    return issue


def _issued(request: HttpRequest, key: str) -> Issue:
    issue = found(request, key)
    if issue.state != "issued":
        raise Http404(key)
    return issue
