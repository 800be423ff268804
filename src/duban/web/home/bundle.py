"""The pages' script, style and icons under addresses that change with them, so that a browser may keep them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles.finders import find
from django.contrib.staticfiles.storage import StaticFilesStorage

_DIGITS = 12  # of the hash of what the bundle was made from


class Versioned(StaticFilesStorage):
    """Addresses of static files with the bundle's version behind them."""

    def url(self, name: str | None) -> str:
        """``/static/duban/app.css?v=3f2a…``."""
        return f"{super().url(name)}?v={_version()}"


@lru_cache(maxsize=1)
def _version() -> str:
    """What the build left beside the files; nothing where they were not built."""
    stamp = find("duban/.stamp")
    if not isinstance(stamp, str):
        return "0"
    return Path(stamp).read_text(encoding="utf-8")[:_DIGITS]
