"""What can be found, in memory, in the order in which it is shown; kept up with the log, and asked of it alone.

A search costs no query of its own beside the end of the log. What was written since is read and put in place: a
clause that was mended is one row. Several processes each keep their own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import accumulate
from threading import Lock

from duban.ledger.types import Indicator
from duban.web.books.models import Book, Clause
from duban.web.declared.pack import declarations
from duban.web.log.models import Entry
from duban.web.log.reading import head
from duban.web.org.directory import Directory, directory
from duban.web.search.sounds import Sounds, plain, sounds, squeezed

_VERBS = ("books.", "load.", "org.")
_FIELDS = ("key", "book", "sort", "state", "place", "org_unit", "subject", "indicator", "sentence")


@dataclass(frozen=True, slots=True)
class Found:
    """A thing that can be found: its kind and key, its name, what else is said of it, and the body it belongs to.

    ``sentence`` is shown where only it fits; ``beside`` is looked in and not shown. A key is found whole only: nobody
    reads it. The plain ones have no white space; ``body_sounds`` are of the name of the body that it belongs to.
    ``title`` is its book's; ``state`` of a clause is that of its review.
    """

    kind: str
    key: str
    name: str
    org_unit: str = ""
    book: str = ""
    sentence: str = ""
    beside: str = ""
    plain_name: str = ""
    plain_sentence: str = ""
    sounds: Sounds = field(default_factory=lambda: sounds(""))
    plain_key: str = ""
    body_sounds: Sounds = field(default_factory=lambda: sounds(""))
    title: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """Everything, in the order of kinds, and in each in official order; and the books, whose access is asked."""

    number: int
    places: Directory
    books: Mapping[str, Book]
    clauses: Mapping[str, Clause]
    all: tuple[Found, ...]
    text: str
    starts: tuple[int, ...]

    def holding(self, word: str) -> Iterator[int]:
        """The places in ``all`` of what holds a word anywhere; a word has no white space in it."""
        at = self.text.find(word)
        while at >= 0:
            place = bisect_right(self.starts, at) - 1
            yield place
            at = self.text.find(word, self.starts[place + 1]) if place + 1 < len(self.starts) else -1


_kept: Index | None = None
_lock = Lock()


def index() -> Index:
    """What can be found now."""
    global _kept
    number, places = head(), directory()
    with _lock:
        if _kept is None or _kept.number > number:
            _kept = _made(number, places, None)
        elif _kept.number < number or _kept.places is not places:
            _kept = _made(number, places, _kept)
        return _kept


def forget() -> None:
    """Ask anew: another store stands behind the connection (tests)."""
    global _kept
    _kept = None


def _made(number: int, places: Directory, before: Index | None) -> Index:
    since = before.number if before else 0
    verbs = set(Entry.objects.filter(number__gt=since).values_list("verb", flat=True)) if before else set[str]()
    if any(verb.startswith("purge.") for verb in verbs):
        return _made(number, places, None)  # words are gone from rows that were read before
    touched = before is None or any(verb.startswith(_VERBS) for verb in verbs)
    if before is not None and not touched and before.places is places:
        return replace(before, number=number)
    books = dict(before.books) if before else {}
    clauses = dict(before.clauses) if before else {}
    books |= {one.key: one for one in Book.objects.current().filter(entry__gt=since)}
    clauses |= {one.key: one for one in Clause.objects.current().filter(entry__gt=since).only(*_FIELDS)}
    kept: dict[str, Found] = {}
    if before is not None and before.places is places:
        # What nobody touched is taken as it is: the clause itself, and the book whose title stands beside it.
        same = {key for key, one in clauses.items() if before.clauses.get(key) is one}
        same = {key for key in same if before.books.get(clauses[key].book) is books.get(clauses[key].book)}
        kept = {one.key: one for one in before.all if one.key in same}
    return _joined(number, places, books, clauses, tuple(_listed(books, clauses, places, kept)))


def _joined(
    number: int, places: Directory, books: Mapping[str, Book], clauses: Mapping[str, Clause], found: tuple[Found, ...]
) -> Index:
    """With all words in one text: looking through it is one call a hit."""
    texts = [
        f"{one.plain_name}\n{one.plain_sentence}\n{one.beside}\n{one.sounds.initials}\n{one.sounds.whole}\n"
        f"{one.body_sounds.initials}\n{one.body_sounds.whole}\n{one.plain_key}\n"
        for one in found
    ]
    starts = (0, *accumulate(map(len, texts)))[:-1]
    return Index(number, places, books, clauses, found, "".join(texts), starts)


def _listed(
    books: Mapping[str, Book], clauses: Mapping[str, Clause], places: Directory, kept: Mapping[str, Found]
) -> Iterable[Found]:
    indicators = declarations().indicators if books else ()
    names = {one.id: one.name for one in indicators}
    for body in places.bodies:
        aliases = [spell.value for spell in body.names] + list(body.aliases) + [body.name_en, body.kind]
        yield _found("body", body.id, body.name, beside=" ".join(aliases))
    used = {one.indicator for one in clauses.values()}
    # The catalog has hundreds: those that somebody pledged go before.
    for one in sorted(indicators, key=lambda one: one.id not in used):
        yield _found("indicator", one.id, one.name, beside=_said(one))
    shown = sorted((one for one in books.values() if one.state != "divided"), key=lambda one: (-one.year, one.place))
    order = {one.key: place for place, one in enumerate(shown)}
    for book in shown:
        yield _found("book", book.key, book.title, org_unit=book.org_unit, book=book.key, beside=str(book.year))
    rows = [one for one in clauses.values() if one.book in order and one.state != "rejected"]
    rows.sort(key=lambda one: (one.sort, order[one.book], one.place))
    for row in rows:
        if row.key in kept and kept[row.key].kind == row.sort:
            yield kept[row.key]
            continue
        beside = f"{places.name(row.org_unit)} {names.get(row.indicator, '')} {books[row.book].title}"
        found = _found(row.sort, row.key, row.subject, row.org_unit, row.book, row.sentence, beside)
        whose = sounds(places.name(row.org_unit))
        yield replace(found, body_sounds=whose, title=_titled(books[row.book]), state=row.state)


def _said(one: Indicator) -> str:
    return " ".join((*one.aliases, one.name_en))


def _titled(book: Book) -> str:
    """A book's title, with its year where the title does not say it."""
    return book.title if str(book.year) in book.title else f"{book.title}（{book.year}）"


def _found(
    kind: str, key: str, name: str, org_unit: str = "", book: str = "", sentence: str = "", beside: str = ""
) -> Found:
    return Found(
        kind=kind,
        key=key,
        name=name,
        org_unit=org_unit,
        book=book,
        sentence=sentence,
        beside=plain(beside),
        plain_name=squeezed(name),
        plain_sentence=squeezed(sentence),
        plain_key=plain(key),
        sounds=sounds(name),
    )
