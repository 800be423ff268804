"""What a pack says, as rows of the store: for each thing its model, its key and its fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from duban.errors import InputError
from duban.ledger.types import Fact, OrgUnit, Spell
from duban.pack.files import FILES, Folder
from duban.pack.pack import Pack
from duban.pack.schema.rulebooks import Adjustment as Counted
from duban.pack.schema.rulebooks import Appeal
from duban.reading.document import Document
from duban.sheets.findings import Findings
from duban.standing.peers.api import read_peers
from duban.web.books.convert import clause_fields
from duban.web.books.models import Book, BookText, Clause
from duban.web.declared.models import Declared
from duban.web.facts import models as facts
from duban.web.facts.convert import fact_fields
from duban.web.log.amounts import stored
from duban.web.log.models import Appended
from duban.web.org.models import Body, Portfolio, Post
from duban.web.peers.convert import all_fields
from duban.web.peers.models import PeersFigures
from duban.web.points.models import Addition
from duban.workdays import after


@dataclass(frozen=True, slots=True)
class Wanted:
    """A thing as the pack has it; ``corrects`` is the key of the fact that it replaces."""

    model: type[Appended]
    key: str
    fields: Mapping[str, Any]
    corrects: str = ""


def declared(folder: Folder) -> Iterator[Wanted]:
    """The pack's files but for its pledges and figures, which become rows of their own."""
    names = [name for name in FILES if folder.has(name)]
    names += [*folder.within("books", ""), *folder.within("peers", ".csv"), *folder.within("rulebooks", ".toml")]
    for name in names:
        path = folder.root / name
        if path.suffix in {".toml", ".csv", ".txt"}:
            yield Wanted(Declared, name, {"text": path.read_text(encoding="utf-8")})


def organisation(pack: Pack) -> Iterator[Wanted]:
    """Bodies, posts and portfolios."""
    for unit in pack.org_units:
        yield Wanted(Body, unit.id, _body(unit))
    for post in pack.posts:
        told = {"title": post.title, "org_unit": post.org_unit, "order": post.order, "start": post.start}
        yield Wanted(Post, post.id, {**told, "end": post.end, "roles": list(post.roles), "leads": list(post.leads)})
    seen: dict[str, int] = {}
    for one in pack.portfolios:
        seen[one.post] = seen.get(one.post, 0) + 1
        told = {"post": one.post, "org_units": list(one.org_units), "books": list(one.books), "start": one.start}
        key = one.post if seen[one.post] == 1 else f"{one.post}.{seen[one.post]}"
        yield Wanted(Portfolio, key, {**told, "indicators": list(one.indicators), "end": one.end})


def book(pack: Pack, id: str, place: int, document: Document | None, signed: date) -> Iterator[Wanted]:
    """A signed book: its text, itself, and its pledges as clauses in force, in the order of the pack."""
    one = next(each for each in pack.books if each.id == id)
    if document is not None:
        parts = [[part.start, part.end, part.place.as_record()] for part in document.source.parts]
        told: dict[str, Any] = {"text": document.text, "parts": parts, "note": document.source.note}
        yield Wanted(BookText, id, {**told, "wrapped": document.source.wrapped})
    head = {"title": one.title, "year": pack.year, "org_unit": one.org_unit, "lead": one.lead, "place": place}
    length = len(document.text) if document else 0
    state = {"state": "signed", "signed": one.signed or signed, "text": id if document else "", "end": length}
    yield Wanted(Book, id, head | state)
    text = document.text if document else ""
    for at, pledge in enumerate((each for each in pack.pledges if each.origin.book == id), 1):
        first = text.find(pledge.origin.quote) if pledge.origin.quote else -1
        spans = [[first, first + len(pledge.origin.quote)]] if first >= 0 else []
        sentence = pledge.origin.sentence or "".join(_sentence(text, *span) for span in spans)
        fields = clause_fields(pledge) | {"book": id, "sort": "pledge", "state": "accepted", "place": at}
        yield Wanted(Clause, pledge.id, fields | {"spans": spans, "sentence": sentence})


def adjustment(pack: Pack, one: Counted) -> Wanted:
    """An addition or a deduction: applied for, or recognised and open to appeal for as long as its rulebook says."""
    book = next((book for book in pack.rulebooks if any(kind.id == one.kind for kind in book.additions)), None)
    points = stored(one.points)
    told: dict[str, Any] = {"org_unit": one.org_unit, "rulebook": book.id if book else "", "kind": one.kind}
    told |= {"day": one.day, "asked": points, "points": points, "reason": one.reason, "document": one.document}
    told |= {"proof": one.proof, "counted": one.recognised, "decided": one.recognised}
    spans, decided = book.appeal if book else Appeal(), one.recognised is not None
    due = after(one.recognised, spans.days) if one.recognised else after(one.day, spans.decide)
    state = {"state": "decided" if decided else "applied", "granted": True if decided else None, "due": due.day}
    return Wanted(Addition, one.id, told | state)


def figures(found: list[Fact]) -> Iterator[Wanted]:
    """Facts, a correction naming the one it corrects."""
    for fact in found:
        yield Wanted(facts.Fact, fact.key, fact_fields(fact), fact.replaces)


def peers(pack: Pack, path: Path) -> list[Wanted]:
    """The figures of one of the pack's peers' tables; none where it holds nothing that can be ranked."""
    try:
        tables = read_peers([path], pack=pack, findings=Findings())
    except InputError:
        return []  # ``duban peers`` says why
    told = {"source": path.name}
    return [Wanted(PeersFigures, key, {**fields, **told}) for key, fields in all_fields(tables)]


def _body(unit: OrgUnit) -> dict[str, Any]:
    return {
        "name": unit.name,
        "name_en": unit.name_en,
        "kind": unit.kind,
        "order": unit.order,
        "names": [_spell(one) for one in unit.names],
        "parents": [_spell(one) for one in unit.parents],
        "groups": list(unit.groups),
        "aliases": list(unit.aliases),
        "whole": unit.whole,
        "statistics": unit.statistics,
    }


def _spell(one: Spell) -> dict[str, str | None]:
    start, end = (day.isoformat() if day else None for day in (one.start, one.end))
    return {"value": one.value, "start": start, "end": end}


def _sentence(text: str, first: int, last: int) -> str:
    """The sentence around a quote: from behind the stop before it to the stop at its end or after it."""
    start = max(text.rfind(stop, 0, first) for stop in "。\n；") + 1
    ends = [end for end in (text.find(stop, last - 1) for stop in "。\n；") if end >= 0]
    return text[start : min(ends) + 1 if ends else len(text)].strip()
