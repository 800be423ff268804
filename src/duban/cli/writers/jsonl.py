"""The form for programs: one JSON object a statement, in text order."""

from __future__ import annotations

import json

from duban.reading.document import Document


def render(document: Document) -> bytes:
    """``Document.as_record`` of every statement, UTF-8, one a line.

    A lone surrogate cannot be UTF-8; it can only stand inside a JSON string, where the same six characters that
    ``backslashreplace`` writes are its JSON escape, so that it comes back unchanged.
    """
    lines = (json.dumps(document.as_record(one), ensure_ascii=False) + "\n" for one in document.statements)
    return "".join(lines).encode("utf-8", "backslashreplace")
