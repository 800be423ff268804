"""Which kept files are tables of peers."""

from __future__ import annotations

from collections.abc import Collection

from duban.web.files.used import NAMED
from duban.web.peers.models import PeersFigures


def named(files: Collection[str]) -> set[str]:
    """Those of some files that kept figures of peers come from."""
    return set(PeersFigures.objects.filter(file__in=list(files)).values_list("file", flat=True))


NAMED.append(named)
