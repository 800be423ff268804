"""The words of states, results and levels, and what a person types of an addition as rows keep it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from duban.errors import InputError
from duban.web.log.amounts import stored

STATES: Final = {
    "applied": gettext_lazy("等认定"),
    "withdrawn": gettext_lazy("撤回了"),
    "decided": gettext_lazy("公示"),
    "appealed": gettext_lazy("申诉中"),
    "reviewed": gettext_lazy("复核了"),
    "frozen": gettext_lazy("封存了"),
}
# What kind of result it is (夺试点、作交流、上简报、得大奖、刊发).
SORTS: Final = {
    "pilot": gettext_lazy("试点"),
    "exchange": gettext_lazy("经验交流"),
    "briefing": gettext_lazy("简报采用"),
    "prize": gettext_lazy("获奖"),
    "published": gettext_lazy("刊发"),
    "criticised": gettext_lazy("通报批评"),
    "other": pgettext_lazy("result", "其他"),
}
LEVEL_WORDS: Final = {
    "nation": gettext_lazy("国家级"),
    "province": gettext_lazy("省级"),
    "city": gettext_lazy("设区市级"),
    "county": gettext_lazy("县级"),
}
_POINTS = re.compile(r"[+-]?\d{1,4}(?:\.\d{1,4})?")
_LONGEST = 2000
_BRIEF = 24


def points(said: str, digits: int) -> int:
    """Points as ten-thousandths. Raises InputError for what is no number, or is finer than the rulebook counts."""
    told = unicodedata.normalize("NFKC", said).strip().removesuffix("分").replace("−", "-")
    if not _POINTS.fullmatch(told):
        raise InputError(_("“%(said)s”不是分数") % {"said": said}, where=_("分值"), do=_("请写数，例如 1 或 0.5"))
    value = Fraction(told)
    if (value * 10**digits).denominator != 1:
        what = _("%(said)s的小数太多，考核办法只算到%(digits)s位") % {"said": told, "digits": digits}
        raise InputError(what, where=_("分值"), do=_("请照办法写"))
    return stored(value) or 0


def text(said: str, where: str, do: str, *, most: int = _LONGEST) -> str:
    """Words that must be there. Raises InputError, which says what to write."""
    told = said.strip()
    if not told:
        raise InputError(_("没有写"), where=where, do=do)
    if len(told) > most:
        what = _("写了%(count)s个字，太长") % {"count": len(told)}
        raise InputError(what, where=where, do=_("最多%(most)s个字") % {"most": most})
    return told


def brief(reason: str) -> str:
    """The beginning of a reason, by which two of the same item are told apart."""
    return reason if len(reason) <= _BRIEF else f"{reason[:_BRIEF]}…"


def day(said: str, where: str) -> date:
    """A day that must be there. Raises InputError."""
    try:
        return date.fromisoformat(said.strip())
    except ValueError:
        raise InputError(_("没有写日期"), where=where, do=_("请写作 2023-06-30")) from None


def one_of(said: str, words: Mapping[str, object], where: str) -> str:
    """A choice of a list. Raises InputError."""
    if said not in words:
        raise InputError(_("没有选"), where=where, do=_("请选一个"))
    return said
