"""Personal texts by their numbers; what was purged says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from duban.web.files.models import PersonalText


def texts(numbers: Iterable[int | None]) -> Mapping[int, str]:
    """Texts by their numbers; one query."""
    rows = PersonalText.objects.filter(pk__in={one for one in numbers if one})
    return {one.pk: _("（已清除）") if one.tombstone else one.text for one in rows}
