"""A clause that the reader did not propose: words that a person selected in the text."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.linking.bodies import Bodies
from duban.linking.pledges import placed_pledges
from duban.linking.propose import Index
from duban.reading.document import Source
from duban.reading.reader import read_source
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.books.actions.decide import under_review
from duban.web.books.actions.mend import next_key
from duban.web.books.convert import clause_fields
from duban.web.books.lookup import book_of, target
from duban.web.books.models import Book, BookText, Clause
from duban.web.declared.pack import declarations
from duban.web.log.writing import About, writing
from duban.web.org.directory import directory

_LONGEST = 400
_STOPS = "。！？；\n"


def add(actor: Actor, key: str, start: int, end: int, *, sort: str) -> Clause:
    """Take the words from ``start`` to ``end`` of a book's text as a pledge or a task.

    A pledge gets what the reader finds in the words by themselves; what it does not find is for the person to mend.
    """
    book = under_review(book_of(key))
    require(actor, "books.review", target(book))
    text = BookText.objects.current().get(key=book.text).text
    if sort not in {"pledge", "task"}:
        raise InputError(_("只能加为承诺或举措"), do=_("请再选一次"))
    if not (book.start <= start < end <= book.end) or not text[start:end].strip():
        raise InputError(_("没有选中这本书里的文字"), do=_("请在左边选中一段文字，再点“加为承诺”或“取为举措”"))
    if end - start > _LONGEST:
        raise InputError(
            _("选了%(count)s个字，太长") % {"count": end - start},
            do=_("一条最多%(most)s个字，请只选一句") % {"most": _LONGEST},
        )
    quote = text[start:end].strip()
    fields: dict[str, Any] = {"org_unit": book.org_unit, "subject": quote[:60].split("，")[0], "quote": quote}
    if sort == "pledge":
        fields |= _read(book, quote)
    else:
        fields["kind"] = "task"
    row = Clause(key=_key(book), book=key, sort=sort, state="proposed", spans=[[start, end]], **fields)
    row.sentence, row.place = _sentence(text, start, end), _place(book, start)
    with writing("books.add", actor.by(), About("clause", row.key, row.org_unit), {"sort": sort}) as written:
        written.add(row)
    return row


def _read(book: Book, quote: str) -> dict[str, Any]:
    """What the reader finds in the selected words alone; nothing but the subject where it finds no pledge."""
    indicators, bodies = Index(declarations().indicators), Bodies(directory().bodies)
    placed, _ = placed_pledges(read_source(Source(quote)), year=book.year, indicators=indicators, bodies=bodies)
    if not placed:
        return {"kind": "milestone", "milestone": "完成", "doubts": ["选中的话里没有读出数，请补上"]}
    fields = clause_fields(placed[0].pledge)
    return fields | {"quote": quote, "org_unit": placed[0].pledge.org_unit or book.org_unit}


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around the words."""
    first = max(text.rfind(stop, 0, start) for stop in _STOPS) + 1
    ends = [at for at in (text.find(stop, end - 1) for stop in _STOPS) if at >= 0]
    return text[first : min(ends) + 1 if ends else len(text)].strip()


def _place(book: Book, start: int) -> int:
    """The place in the list: behind the last clause that stands before it in the text."""
    rows = Clause.objects.current().filter(book=book.key).values_list("place", "spans")
    return max((place for place, spans in rows if spans and spans[0][0] <= start), default=0)


def _key(book: Book) -> str:
    return next_key(Clause(book=book.key))
