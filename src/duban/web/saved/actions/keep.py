"""A filter is kept under a name; the same name again is the new filter."""

from __future__ import annotations

from django.http import QueryDict
from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.people.words import text
from duban.web.saved.models import SavedView
from duban.web.saved.pages import PAGES, question_of, views_of

_MOST = 50
_LONGEST = 1000


def keep(actor: Actor, page: str, name: str, asked: str) -> SavedView:
    """Keep the filters of a list's address. Raises InputError without a filter, without a name, and past fifty."""
    require(actor, PAGES[page].verb)
    number, said = actor.account or 0, text(name, _("名称"), most=40)
    try:
        question = question_of(page, QueryDict(asked))
    except ValueError:  # more fields than Django reads
        question = ""
    if not question or len(question) > _LONGEST:
        raise InputError(_("没有筛选可以存"), do=_("请先选好条件，点筛选，再存"))
    there = {one.name for one in views_of(number, page)}
    if said not in there and len(there) >= _MOST:
        raise InputError(_("已经存了%(most)d个") % {"most": _MOST}, do=_("请先删去不用的"))
    told = {"question": question}
    row, _new = SavedView.objects.update_or_create(account=number, page=page, name=said, defaults=told)
    return row
