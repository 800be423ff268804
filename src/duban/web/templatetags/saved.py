"""The line of kept filters above a list."""

from __future__ import annotations

from typing import Any

from django import template

from duban.web.access.web import actor
from duban.web.saved.pages import address, question_of, views_of

register = template.Library()


@register.inclusion_tag("saved/line.html", takes_context=True)
def saved_views(context: template.Context, page: str) -> dict[str, Any]:
    """What the reader keeps of this list, and a form that keeps what it shows now; one query."""
    request = context["request"]
    rows = [(one, address(one)) for one in views_of(actor(request).account or 0, page)]
    question = question_of(page, request.GET)
    kept = any(one.question == question for one, _address in rows)
    told = {"rows": rows, "question": question, "kept": kept, "page": page}
    return told | {name: context.get(name) for name in ("request", "csrf_token")}
