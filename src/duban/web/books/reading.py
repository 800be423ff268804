"""The job that reads a book: statements → clauses that wait for a person's word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django_tasks import task

from duban.errors import DubanError
from duban.ledger.types import WHOLE, Origin, Pledge, Tier
from duban.linking.bodies import Bodies
from duban.linking.pledges import Placed, placed_pledges
from duban.linking.propose import Index
from duban.linking.senses import accumulation_of, polarity_of
from duban.reading.awaited import Awaited, awaited
from duban.reading.document import Book as Read
from duban.reading.document import Document, Part, Place, Source
from duban.reading.measures import Measure, measures
from duban.reading.reader import read_source
from duban.web.books.convert import clause_fields
from duban.web.books.models import Book, BookText, Clause
from duban.web.declared.pack import declarations
from duban.web.log.writing import About, By, replacing, writing
from duban.web.org.directory import Directory, directory


@task()
def read_book(key: str, account: int | None, post: str) -> int:
    """Read what was uploaded under a key; gives the number of clauses that wait. A book that fails says why."""
    book = Book.objects.current().get(key=key)
    if book.state != "reading":
        return 0
    by = By(account, post)
    try:
        document = document_of(BookText.objects.current().get(key=book.text))
        return _write(book, document, by)
    except DubanError as error:
        with writing("books.read", by, About("book", key)) as written:
            written.add(replacing(book, state="failed", note=str(error)[:500]))
        return 0


def document_of(row: BookText) -> Document:
    """The text, read anew."""
    return read_source(source_of(row))


def source_of(row: BookText) -> Source:
    """The source as it was taken in."""
    parts = tuple(Part(start, end, Place(**place)) for start, end, place in row.parts)
    return Source(row.text, None, parts, row.wrapped, row.note)


def _write(book: Book, document: Document, by: By) -> int:
    places, declared = directory(), declarations()
    indicators, bodies = Index(declared.indicators, declared.choices), Bodies(places.bodies)
    placed, findings = placed_pledges(document, year=book.year, indicators=indicators, bodies=bodies)
    doubts: dict[str, list[str]] = {}
    for one in findings:
        doubts.setdefault(one.where, []).append(one.what)
    tasks, later = measures(document), awaited(document)
    books = _books(book, document, bodies)
    count = 0
    with writing("books.read", by, About("book", book.key, book.org_unit)) as written:
        written.add(*_rows(book, books))
        for each, (start, end) in books:
            own = [said for said in placed if start <= said.said[0].num[0] < end]
            clauses = list(_pledges(each, own, doubts, document, places))
            due = [said for said in later if start <= said.start < end]
            clauses += _awaited(each, due, indicators)
            clauses += _tasks(each, [said for said in tasks if start <= said.start < end and not _covers(said, due)])
            clauses.sort(key=lambda row: row.spans[0])
            for at, row in enumerate(clauses, 1):
                row.place, row.key = at, f"{each.key}.{at}"
            written.add(*clauses)
            count += len(clauses)
        written.detail |= {"books": len(books), "clauses": count}
    return count


def _rows(book: Book, books: Sequence[tuple[Book, tuple[int, int]]]) -> Iterator[Book]:
    """The books found, new or in the place of the one that was uploaded."""
    if books[0][0].replaces_id is None:
        yield replacing(book, state="divided", note=f"分成{len(books)}本")
    for one, _ in books:
        yield one


def _books(book: Book, document: Document, bodies: Bodies) -> list[tuple[Book, tuple[int, int]]]:
    """The books of a text: the uploaded one where there is one or none, else one for each that the reader found."""
    whole = (0, len(document.text))
    if len(document.books) < 2:
        found = next(iter(document.books), None)
        body = book.org_unit or (_body(found, bodies) if found else "")
        title = found.title if found and found.title else book.title
        lead = book.lead or (_lead(found, bodies) if found else "")
        changed = replacing(book, state="review", title=title[:200], org_unit=body, lead=lead, end=whole[1])
        return [(changed, whole)]
    made = []
    for at, found in enumerate(document.books, 1):
        row = Book(
            key=f"{book.key}-{at}",
            title=(found.title or found.name or f"{book.title}（{at}）")[:200],
            year=book.year,
            org_unit=_body(found, bodies),
            lead=_lead(found, bodies),
            text=book.text,
            start=found.start,
            end=found.end,
            state="review",
            place=at,
        )
        made.append((row, (found.start, found.end)))
    return made


def _body(found: Read, bodies: Bodies) -> str:
    """The body that a book binds: the one that speaks; a campaign that a department leads binds the whole."""
    chosen = bodies.propose(found.name).chosen if found.name else None
    return chosen.target if chosen else ""


def _lead(found: Read, bodies: Bodies) -> str:
    chosen = bodies.propose(found.lead).chosen if found.lead else None
    return chosen.target if chosen else ""


def _pledges(
    book: Book, placed: Sequence[Placed], doubts: dict[str, list[str]], document: Document, places: Directory
) -> Iterator[Clause]:
    for one in placed:
        said = sorted(one.said, key=lambda each: each is not one.said[0])
        pledge = one.pledge
        body = pledge.org_unit if pledge.org_unit in places.by_key else book.org_unit
        quote = document.quote(said[0]).strip()
        told = [word for word in doubts.get(pledge.origin.place, ()) if pledge.subject[:4] in word]
        if not pledge.indicator and pledge.kind == "quantity":
            told.append("没有对上指标")
        fields = clause_fields(replace(pledge, org_unit=body)) | {"quote": quote, "sentence": said[0].sentence}
        fields |= {"spans": [[each.start, each.end] for each in said], "doubts": told[:4]}
        yield Clause(book=book.key, sort="pledge", state="proposed", **fields)


def _awaited(book: Book, found: Sequence[Awaited], indicators: Index) -> Iterator[Clause]:
    """Pledges whose figure comes from above later: each with a target that is still empty."""
    for one in found:
        chosen = indicators.propose(one.subject, org_unit=book.org_unit, quote=one.sentence).chosen
        pledge = Pledge(
            id="",
            org_unit=book.org_unit,
            subject=one.subject,
            kind="quantity",
            basis="level",
            unit="",
            year=book.year,
            tiers=(Tier(one.firmness, ">=", None),),
            indicator=chosen.target if chosen else "",
            scope=chosen.scope if chosen else WHOLE,
            polarity=polarity_of(one.subject, kind="quantity", basis="level", comparator=">="),
            accumulation=accumulation_of(one.subject, basis="level", unit="", quote=one.sentence),
            origin=Origin(quote=one.sentence, sentence=one.sentence, book=book.key),
        )
        spans = [[one.start, one.end]]
        yield Clause(book=book.key, sort="pledge", state="proposed", spans=spans, **clause_fields(pledge))


def _covers(measure: Measure, pledges: Sequence[Awaited]) -> bool:
    """Whether a sentence is a pledge already, whose figure is to come."""
    return any(measure.start < one.end and one.start < measure.end for one in pledges)


def _tasks(book: Book, found: Sequence[Measure]) -> Iterator[Clause]:
    for one in found:
        yield Clause(
            book=book.key,
            sort="task",
            state="proposed",
            org_unit=book.org_unit,
            subject=_name(one),
            kind="task",
            spans=[[one.start, one.end]],
            quote=one.sentence,
            sentence=one.sentence,
            heading=one.heading[:200],
        )


def _name(one: Measure) -> str:
    """What a task is called: its first clause."""
    words = one.sentence
    for stop in "，。；：":
        words = words.split(stop)[0] if len(words.split(stop)[0]) >= 4 else words
    return words[:60]
