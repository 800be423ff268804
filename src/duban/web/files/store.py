"""Where the bytes of a kept file lie."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings


def place_of(sha256: str) -> Path:
    """The path of a file by its hash, whether it is there or was purged."""
    return Path(settings.CONF.files) / sha256[:2] / sha256
