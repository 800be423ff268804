"""Tags and filters of every page: lights, bodies, figures, icons, rights."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy

from duban.amounts import NOT_REPORTED, decimal
from duban.errors import DubanError
from duban.ledger.types import OrgUnit
from duban.web.access.policy import Target
from duban.web.access.policy import may as allowed
from duban.web.access.roles import ROLES
from duban.web.access.web import said
from duban.web.audit.verbs import VERBS
from duban.web.clock.today import today
from duban.web.declared.pack import light_names
from duban.web.facts.sheets import FREE
from duban.web.flags.lookup import confirmed
from duban.web.flags.models import Flag
from duban.web.log.amounts import exact
from duban.web.org.directory import directory, in_english
from duban.web.standings import english
from duban.web.standings.models import Judged
from duban.web.tables import PARAMETERS

register = template.Library()

# Chinese words with what stands between them: 400亿元, 《林埭镇2023年任务书》.
_SIGN = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
_CHINESE = re.compile(rf"[\d.,%]*{_SIGN}(?:[^A-Za-z<>]*{_SIGN})*[\d.,%]*")
# Kinds of bodies that most packs have.
_KINDS = {
    "镇街道": gettext_lazy("镇街道"),
    "开发区": gettext_lazy("开发区"),
    "部门": gettext_lazy("部门"),
    "县市区": gettext_lazy("县市区"),
    "设区市": gettext_lazy("设区市"),
}


@register.filter("zh")
def chinese(words: Any) -> Any:
    """Words from the store or the core: what is Chinese in them is marked so on an English page, to be read aloud."""
    if not in_english() or not _CHINESE.search(str(words)):
        return words
    return mark_safe(_CHINESE.sub(r'<span lang="zh-hans">\g<0></span>', str(conditional_escape(words))))


@register.filter("figure")
def figure_words(words: Any) -> Any:
    """A figure, a direction or a milestone in words; on an English page in English."""
    told = english.figure(str(words)) if in_english() and words else None
    return chinese(words) if told is None else told


@register.filter("unit_word")
def unit_word(word: str) -> Any:
    """A unit of measure; on an English page in English."""
    told = english.unit(word) if in_english() and word else None
    return chinese(word) if told is None else told


@register.filter
def why(verdict: Judged) -> Any:
    """Why a pledge stands as it does: as it is stored, on an English page made anew from its numbers."""
    return chinese(english.why(verdict)) if in_english() else verdict.reason


@register.filter("zh_lang")
def chinese_option(words: Any) -> str:
    """The attribute that marks Chinese where there is no room for an element: in an option."""
    return mark_safe(' lang="zh-hans"') if in_english() and _CHINESE.search(str(words)) else ""


@register.filter
def kind(words: str) -> object:
    """A kind of bodies in the page's language, where it is a usual one."""
    return _KINDS.get(words, words)


@register.filter("said")
def refusal(error: DubanError) -> str:
    """A refusal as one sentence."""
    return said(error)


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite; decoration only, the words stand beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("duban/icons.svg"), name
    )


@register.simple_tag(takes_context=True)
def downloads(context: dict[str, Any], table: int = 1) -> SafeString:
    """The links that take a page's table away, as the page stands (see ``duban.web.tables``)."""
    asked = context["request"].GET.copy()
    for name in PARAMETERS:
        asked.pop(name, None)
    found = []
    for form, words in (("xlsx", gettext("下载Excel")), ("csv", gettext("下载csv"))):
        asked["download"] = form
        if form == "csv" and table > 1:
            asked["table"] = str(table)
        found.append(
            format_html('<a class="btn btn-sm" href="?{}">{}{}</a>', asked.urlencode(), icon("download"), words)
        )
    return format_html('<p class="toolbar no-print">{}{}</p>', *found)


@register.filter
def body(key: str, day: date | None = None) -> str:
    """A body's name: on a day, and in English where it has one and the page is English."""
    return directory().named(key, day or today()) if key else ""


@register.simple_tag
def bodies() -> tuple[OrgUnit, ...]:
    """All bodies in official order, for a choice."""
    return directory().bodies


@register.filter
def post(key: str) -> str:
    """A post's title."""
    seat = directory().seat_by_key.get(key)
    return seat.post.title if seat else key


@register.simple_tag(takes_context=True)
def light_word(context: dict[str, Any], rule: str, light: str, word: str) -> str:
    """A light's word; on an English page its English word, where its rule has one."""
    if not in_english():
        return word
    request = context["request"]
    if not hasattr(request, "light_names"):
        request.light_names = light_names()
    names = request.light_names
    return str(chinese(names.get((rule, light)) or names.get(("", light)) or word))


@register.simple_tag(takes_context=True)
def lamp(context: dict[str, Any], verdict: Any) -> SafeString:
    """A light: its shape, its word and its colour; the stretch has a ring."""
    ring = " stretch" if verdict.stretch == "kept" else ""
    return format_html(
        '<span class="lamp lamp-{}{}" data-shape="{}">{}</span>',
        verdict.colour,
        ring,
        verdict.shape,
        light_word(context, verdict.rule, verdict.light, verdict.word),
    )


@register.filter
def amount(number: int | None) -> str:
    """Stored ten-thousandths as a decimal number; 未报送 where there is none."""
    value = exact(number)
    return str(NOT_REPORTED) if value is None else decimal(value)


@register.filter
def month(number: int | None) -> str:
    """A month counted from year 0 as 2023-05."""
    return "" if number is None else f"{number // 12}-{number % 12 + 1:02}"


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """An item of a mapping."""
    return mapping.get(key) if mapping else None


@register.simple_tag(takes_context=True)
def may(context: dict[str, Any], verb: str, target: Target | None = None) -> bool:
    """Whether the reader of the page may do something: buttons that would be refused are not shown."""
    actor = getattr(context.get("request"), "actor", None)
    return actor is not None and allowed(actor, verb, target)


@register.simple_tag(takes_context=True)
def flags_of(context: dict[str, Any], key: str) -> list[Flag]:
    """The confirmed red flags and snails of a body; asked once a page for all bodies."""
    request = context["request"]
    if not hasattr(request, "flags_by_body"):
        request.flags_by_body = confirmed()
    found: list[Flag] = request.flags_by_body.get(key, [])
    return found


@register.filter
def verb_words(verb: str) -> object:
    """A verb of the log in words."""
    return VERBS.get(verb, verb)


@register.filter
def role_name(role: str) -> object:
    """A role in words."""
    return ROLES[role].name if role in ROLES else role


@register.filter
def column_name(column: str) -> object:
    """A column of a sheet in words."""
    return FREE.get(column, column)
