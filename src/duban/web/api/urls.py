"""The addresses of the interface and of the pages about it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, include, path

from duban.web.api import views
from duban.web.api.office import api, asked_names
from duban.web.api.problems import exactly, missing


def _operations() -> Iterator[URLPattern]:
    """Ninja's addresses without its name space and its root; what they do not know is refused in our shape."""
    for one in api.urls[0]:
        if isinstance(one, URLPattern) and one.name != "api-root":
            one.callback = exactly(one.callback, asked_names()[str(one.name)])
            yield one


urlpatterns = [
    path("api/openapi.json", views.openapi, name="api_openapi"),
    path("api/docs/", views.docs, name="api_docs"),
    path("api/", views.root, name="api_root"),
    path("api/", include(list(_operations()))),
    path("api/<path:path>", missing, name="api_missing"),
    path("me/tokens/", views.tokens, name="tokens"),
    path("me/tokens/new/", views.make, name="token_new"),
    path("me/tokens/<str:key>/revoke/", views.take_back, name="token_revoke"),
    path("admin/tokens/", views.everybodys, name="tokens_all"),
]
