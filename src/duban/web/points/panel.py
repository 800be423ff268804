"""Which kept files are proof of an addition or an appeal."""

from __future__ import annotations

from collections.abc import Collection

from duban.web.files.used import NAMED
from duban.web.points.models import Addition


def named(files: Collection[str]) -> set[str]:
    """Those of some files that some version of an addition names."""
    rows = Addition.objects.values_list("files", "appeal_files")
    return {key for own, appealed in rows for key in (*own, *appealed)} & set(files)


NAMED.append(named)
