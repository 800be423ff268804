"""Text made safe for a page, character for character."""

from __future__ import annotations

import re

# What HTML cannot hold (NUL, other controls, lone surrogates, non-characters) and what would turn the reading
# direction of everything after it.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "\r": "&#13;"})


def escape(text: str) -> str:
    """Text as HTML, fit for content and for quoted attributes; what cannot be shown becomes a replacement mark."""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text).translate(_ESCAPES)
