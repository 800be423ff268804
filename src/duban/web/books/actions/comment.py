"""A body's word on its share, or on the whole split: it agrees, or it objects and says why. It may change its word."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import Target, require
from duban.web.books.lookup import book_of
from duban.web.books.models import Book, Comment
from duban.web.books.shares.round import Line, comment_key, round_of
from duban.web.clock.today import today
from duban.web.log.writing import About, ClashError, replacing, writing
from duban.web.org.directory import directory

STANCES = ("agree", "object")
_LONGEST = 2000


def comment(
    actor: Actor, key: str, org_unit: str, clause: str, stance: str, text: str = "", *, version: int | None = None
) -> Comment:
    """Say a body's word on one clause, or on the whole (``clause`` empty).

    ``version`` is that of the line on the screen: nobody agrees to a share that was changed in the meantime.
    """
    book, lines = _asked(actor, key, org_unit)
    line = next((one for one in lines if one.clause.key == clause), None)
    if clause and line is None:
        raise InputError(_("您单位没有分到这一条"), do=_("请看一看新的分解"))
    if line is not None and version is not None and version != line.version:
        raise ClashError(_("刚才这一条的分解改了，您的意见没有写进去"), do=_("请看过新的分解，再说意见"))
    row = _word(book, org_unit, clause, stance, text)
    _write(actor, book, org_unit, [row], clause)
    return row


def agree_all(actor: Actor, key: str, org_unit: str, versions: Mapping[str, int]) -> int:
    """Agree to all lines of a body that still wait, as they stood on the screen (clause → version); gives how many."""
    book, lines = _asked(actor, key, org_unit)
    seen = [one for one in lines if one.waits and versions.get(one.clause.key) == one.version]
    if seen:
        _write(actor, book, org_unit, [_word(book, org_unit, one.clause.key, "agree", "") for one in seen], "")
    return len(seen)


def _asked(actor: Actor, key: str, org_unit: str) -> tuple[Book, list[Line]]:
    """The book and the body's lines, where the body is asked for its word."""
    book = book_of(key)
    require(actor, "books.comment", Target(org_unit=org_unit))
    found = round_of(book, directory(), today())
    if not found.open:
        raise InputError(_("这本书现在不征求意见"), where=book.title, do=_("有意见，请和督查办联系"))
    if not found.of(org_unit):
        raise InputError(_("这本书里没有分给您单位的事"), where=book.title, do=_("请看一看新的分解"))
    return book, found.of(org_unit)


def _word(book: Book, org_unit: str, clause: str, stance: str, text: str) -> Comment:
    text = text.strip()
    if stance not in STANCES:
        raise InputError(_("没有选同意还是有意见"), do=_("请选一个"))
    if stance == "object" and not text:
        raise InputError(_("有意见，但没有写是什么意见"), where=_("意见"), do=_("请写一句，例如：应由发改局牵头"))
    if len(text) > _LONGEST:
        raise InputError(
            _("意见有%(count)s个字，太长") % {"count": len(text)},
            where=_("意见"),
            do=_("请写在%(most)s个字以内") % {"most": _LONGEST},
        )
    said = comment_key(book.key, clause, org_unit)
    before: Comment | None = Comment.objects.current().filter(key=said).first()
    if before is not None:
        return replacing(before, stance=stance, text=text)
    return Comment(key=said, book=book.key, clause=clause, org_unit=org_unit, stance=stance, text=text)


def _write(actor: Actor, book: Book, org_unit: str, rows: list[Comment], clause: str) -> None:
    about = About("clause", clause, org_unit) if clause else About("book", book.key, org_unit)
    with writing("books.comment", actor.by(), about, {"comments": len(rows)}) as written:
        written.add(*rows)
