"""The office's addresses and ``/bare/``: signed in, through the same middleware, a hundred rows of the same store."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from duban.web.facts.models import Fact
from duban.web.urls import handler400, handler403, handler404, handler500
from duban.web.urls import urlpatterns as office

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

_PAGE = """<!doctype html><title>bare</title><table>{% for row in rows %}
<tr><td>{{ row.key }}</td><td>{{ row.org_unit }}</td><td>{{ row.subject }}</td><td>{{ row.value }}</td></tr>{% endfor %}
</table>"""


def bare(request: HttpRequest) -> HttpResponse:
    """What Django does for any page."""
    return HttpResponse(engines["django"].from_string(_PAGE).render({"rows": Fact.objects.all()[:100]}, request))


urlpatterns = [path("bare/", bare), *office]
