"""Personal texts by their numbers; what was purged says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from duban.web.files.models import PersonalText

# What stands in the place of a text that was purged.
PURGED: Final = _("（已清除）")


def texts(numbers: Iterable[int | None]) -> Mapping[int, str]:
    """Texts by their numbers; one query."""
    rows = PersonalText.objects.filter(pk__in={one for one in numbers if one})
    return {one.pk: str(PURGED) if one.tombstone else one.text for one in rows}
