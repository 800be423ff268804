"""The bar of the pages that belong together under one entry of the rail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django import template
from django.urls import Resolver404, resolve
from django.utils.translation import pgettext_lazy

from duban.web.access.policy import may

register = template.Library()

# 考核: the addresses of its pages, in order; what is not built yet is not shown.
_ASSESSMENT: Final = (
    ("/leagues/", pgettext_lazy("several", "赛马")),
    ("/leagues/rulebooks/", pgettext_lazy("several", "考核办法")),
    ("/points/", pgettext_lazy("several", "加减分")),
    ("/flags/", pgettext_lazy("several", "红旗、蜗牛")),
    ("/surveys/", pgettext_lazy("several", "测评")),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of the bar, and whether the reader is on it or below it."""

    address: str
    words: object
    here: bool


@register.inclusion_tag("assessment_tabs.html", takes_context=True)
def assessment_tabs(context: dict[str, Any]) -> dict[str, object]:
    """The bar of the pages of 考核 that there are and that the reader may see."""
    request = context["request"]
    found = list(_there(request.actor))
    here = max((one for one, _ in found if request.path.startswith(one)), key=len, default="")
    return {"tabs": [Tab(address, words, address == here) for address, words in found]}


def _there(actor: Any) -> Iterator[tuple[str, object]]:
    for address, words in _ASSESSMENT:
        try:
            verb = getattr(resolve(address).func, "verb", "")
        except Resolver404:
            continue
        if not verb or may(actor, verb):
            yield address, words
