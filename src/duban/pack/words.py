"""A name as it is compared here: without quotes, spaces, case and the width of its brackets."""

from __future__ import annotations

import re
from typing import Final

_QUOTES: Final = re.compile(r"[“”‘’「」\"'\s]")
_WIDE: Final = str.maketrans("（），．％", "(),.%")


def plain(word: str) -> str:
    """``“专精特新”企业（省级）`` and ``专精特新企业(省级)`` are one name."""
    return _QUOTES.sub("", word).translate(_WIDE).casefold()
