"""Who may be bound: bodies that are there, classes of bodies (各镇街道), and no statistics body."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.clock.today import today
from duban.web.declared.pack import declarations
from duban.web.org.directory import directory


def check_bodies(changes: Mapping[str, Any]) -> None:
    """Refuse bodies that are not there, and statistics bodies, who provide figures and answer for none (统计法)."""
    places = directory()
    for said in _named(changes):
        body = places.by_key.get(said)
        if body is None and not places.members(said, today()):
            raise InputError(
                _("没有“%(said)s”这个单位") % {"said": said},
                where=_("单位"),
                do=_("请从名单里选，或者写一类单位，例如：各镇街道"),
            )
        if body is not None and body.statistics:
            raise InputError(
                _("%(name)s是统计机构，只提供数，不能当责任单位") % {"name": body.name},
                where=_("单位"),
                do=_("请另选（统计法）"),
            )


def named(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes with the indicator by its id, whether its id, its name or an alias was typed.

    So is what a growth is held against; that may also be what no indicator is of (全省平均). Raises InputError for an
    indicator that nobody declared.
    """
    changes = {**changes, **_against(changes["against"])} if "against" in changes else dict(changes)
    said = changes.get("indicator", "")
    if not said:
        return dict(changes)
    found = declarations().indicator(said)
    if found is None:
        raise InputError(
            _("没有“%(said)s”这个指标") % {"said": said}, where=_("指标"), do=_("请从名单里选，或者先不选")
        )
    return {**changes, "indicator": found.id}


def _against(said: str) -> dict[str, str]:
    found = declarations().indicator(said) if said else None
    return {"against": found.name if found else said, "against_indicator": found.id if found else ""}


def _named(changes: Mapping[str, Any]) -> Iterable[str]:
    if changes.get("org_unit"):
        yield changes["org_unit"]
    yield from changes.get("responsible", ())
