"""What every page's frame shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import pgettext_lazy

from duban.web.access.actor import Actor
from duban.web.access.policy import may
from duban.web.clock.today import today
from duban.web.org.directory import directory


@dataclass(frozen=True, slots=True)
class Way:
    """An entry of the rail: the page's address name, its words, its icon, and whether the reader is there."""

    name: str
    words: object
    icon: str
    here: bool


# The pages of the rail: address name, words, icon, the verb that shows it, and what its addresses begin with.
_WAYS = (
    ("home", pgettext_lazy("several", "我的"), "list-check", "home.see", ""),
    ("overview", pgettext_lazy("several", "总览"), "chart-bar", "overview.see", "overview"),
    ("books", pgettext_lazy("several", "任务书"), "file-text", "books.see", "books"),
    ("data", pgettext_lazy("several", "数据"), "table", "facts.see", "data"),
    ("peers", pgettext_lazy("several", "对标"), "award", "peers.see", "peers"),
    ("bodies", pgettext_lazy("several", "单位"), "building", "org.see", "org"),
    ("log", pgettext_lazy("several", "日志"), "history", "log.see", "log"),
    ("accounts", pgettext_lazy("several", "管理"), "settings", "access.see", "admin"),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """The frame of a page: who reads it, where it leads, which city and day."""
    actor: Actor | None = getattr(request, "actor", None)
    chosen = (request.COOKIES.get(name, "") for name in ("duban_theme", "duban_scheme"))
    theme = next((one for one in chosen if one in {"light", "dark"}), "light")
    told: dict[str, Any] = {"theme": theme, "actor": actor}
    if actor is None:
        return told
    whole = directory().whole
    return told | {
        "ways": list(_ways(actor, request.path)),
        "city": whole,
        "today": today(),
        "store_day": getattr(request, "store_day", None),
    }


def _ways(actor: Actor, path: str) -> Iterator[Way]:
    room = path.split("/")[1]
    for name, words, icon, verb, begins in _WAYS:
        if may(actor, verb):
            yield Way(name, words, icon, room == begins)
