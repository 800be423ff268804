"""Pages go over the wire packed; files, which are packed by themselves, as they are."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

_WORDS: Final = ("text/", "application/json")


class PackedPages(GZipMiddleware):
    """Django's packing, which hides the length of a page from whoever listens (BREACH), for what is text."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Pack an answer that is text where the browser takes it packed."""
        if not response.headers.get("Content-Type", "").startswith(_WORDS):
            return response
        return super().process_response(request, response)
