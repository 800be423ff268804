"""A clause that the reader did not propose: words that a person selected in the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
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
from duban.web.books.actions.mend import keys_after
from duban.web.books.convert import clause_fields
from duban.web.books.lookup import book_of, target
from duban.web.books.models import Book, BookText, Clause
from duban.web.declared.pack import declarations
from duban.web.log.writing import About, writing
from duban.web.org.directory import directory

_LONGEST = 400
_STOPS = "。！？；\n"


def add(actor: Actor, key: str, start: int, end: int, *, sort: str) -> list[Clause]:
    """Take the words from ``start`` to ``end`` of a book's text as a task, or as the pledges that they hold.

    Pledges get what the reader finds in the words by themselves; what it does not find is for the person to mend.
    """
    book = under_review(book_of(key))
    require(actor, "books.review", target(book))
    text = BookText.objects.current().get(key=book.text).text
    quote = _chosen(book, text, (start, end), sort)
    common: dict[str, Any] = {"book": key, "sort": sort, "state": "proposed", "spans": [[start, end]]}
    common |= {"sentence": _sentence(text, start, end)}
    common |= {"place": place_of(Clause.objects.current().filter(book=key), start)}
    plain = {"org_unit": book.org_unit, "subject": quote[:60].split("，")[0], "quote": quote}
    found = _read(book, quote) if sort == "pledge" else [{"kind": "task"}]
    rows = [
        Clause(key=new, **(plain | fields | common))
        for fields, new in zip(found, keys_after(key, len(found)), strict=True)
    ]
    about = About("clause", rows[0].key, rows[0].org_unit)
    with writing("books.add", actor.by(), about, {"sort": sort}) as written:
        written.add(*rows)
    return rows


def _chosen(book: Book, text: str, span: tuple[int, int], sort: str) -> str:
    """The words that were chosen. Raises InputError where they cannot be a clause of the book."""
    start, end = span
    if sort not in {"pledge", "task"}:
        raise InputError(_("只能加为承诺或举措"), do=_("请再选一次"))
    if not (book.start <= start < end <= book.end) or not text[start:end].strip():
        raise InputError(_("没有选中这本书里的文字"), do=_("请在左边选中一段文字，再点“加为承诺”或“列为举措”"))
    if end - start > _LONGEST:
        raise InputError(
            _("选了%(count)s个字，太长") % {"count": end - start},
            do=_("一条最多%(most)s个字，请只选一句") % {"most": _LONGEST},
        )
    return text[start:end].strip()


def _read(book: Book, quote: str) -> list[dict[str, Any]]:
    """What the reader finds in the selected words alone; nothing but the subject where it finds no figure.

    A person says that they are a pledge: what reads like a report (收入4.2亿元) is one, too.
    """
    indicators, bodies = Index(declarations().indicators), Bodies(directory().bodies)
    read = read_source(Source(quote))
    meant = replace(read, statements=tuple(replace(one, mood="pledged") for one in read.statements))
    placed, _ = placed_pledges(meant, year=book.year, indicators=indicators, bodies=bodies)
    if not placed:
        return [{"kind": "milestone", "milestone": "完成", "doubts": ["选中的话里没有读出数，请补上"]}]
    found = [clause_fields(one.pledge) for one in placed]
    return [one | {"quote": quote, "org_unit": one["org_unit"] or book.org_unit} for one in found]


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around the words."""
    first = max(text.rfind(stop, 0, start) for stop in _STOPS) + 1
    ends = [at for at in (text.find(stop, end - 1) for stop in _STOPS) if at >= 0]
    return text[first : min(ends) + 1 if ends else len(text)].strip()


def place_of(clauses: Iterable[Clause], start: int) -> int:
    """The place in the list: behind the last clause that stands before it in the text."""
    return max((one.place for one in clauses if one.spans and one.spans[0][0] <= start), default=0)
