"""What a person types about bodies, posts and accounts, each refused in words where it makes no sense."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from duban.errors import InputError


def text(said: str, where: str, *, most: int = 200) -> str:
    """A word that must be there. Raises InputError."""
    told = " ".join(said.split())
    if not told:
        raise InputError(_("没有写"), where=where, do=_("请写上"))
    if len(told) > most:
        raise InputError(
            _("写了%(count)s个字，太长") % {"count": len(told)}, where=where, do=_("最多%(most)s个字") % {"most": most}
        )
    return told


def document(said: str) -> str:
    """The document by which it is done: its title and number. Raises InputError."""
    return text(said, _("依据的文件"))


def day(said: str, where: str) -> date:
    """A day that must be there. Raises InputError."""
    found = maybe_day(said, where)
    if found is None:
        raise InputError(_("没有写日期"), where=where, do=_("请写作 2023-06-30"))
    return found


def maybe_day(said: str, where: str) -> date | None:
    """A day, or None where nothing is typed. Raises InputError."""
    if not said.strip():
        return None
    try:
        return date.fromisoformat(said.strip())
    except ValueError:
        raise InputError(_("“%(said)s”不是日期") % {"said": said}, where=where, do=_("请写作 2023-06-30")) from None


def in_order(start: date | None, end: date | None) -> None:
    """Refuse a spell that ends before it begins."""
    if start and end and end < start:
        raise InputError(_("最后一天早于第一天"), where=_("到哪天"), do=_("请改其中一个日期"))
