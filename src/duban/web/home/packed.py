"""Pages go over the wire packed; files, which are packed by themselves, as they are."""

from __future__ import annotations

from gzip import GzipFile
from io import BytesIO
from secrets import randbelow
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

_WORDS: Final = ("text/", "application/json")
# Packed as fast as can be: harder takes five times as long for a tenth less. Django always packs harder.
_LEVEL: Final = 1
_LARGE: Final = 20_000


class PackedPages(GZipMiddleware):
    """Django's packing, which hides the length of a page from whoever listens (BREACH), for what is text.

    A large page is packed here, as lightly as it may be, under a name of random length, as Django does it.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Pack an answer that is text where the browser takes it packed."""
        if not response.headers.get("Content-Type", "").startswith(_WORDS):
            return response
        content = getattr(response, "content", b"")
        asked = request.headers.get("Accept-Encoding", "")
        if len(content) < _LARGE or "gzip" not in asked or response.has_header("Content-Encoding"):
            return super().process_response(request, response)
        packed = BytesIO()
        name = "x" * randbelow(self.max_random_bytes)
        with GzipFile(filename=name, mode="wb", compresslevel=_LEVEL, fileobj=packed, mtime=0) as file:
            file.write(content)
        response.content = packed.getvalue()  # type: ignore[attr-defined]
        response.headers["Content-Length"] = str(len(packed.getvalue()))
        response.headers["Content-Encoding"] = "gzip"
        patch_vary_headers(response, ("Accept-Encoding",))
        return response
