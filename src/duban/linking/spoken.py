"""A statement as linking sees it: who says it, in which column, what is done to the thing, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePath

from duban.ledger.types import WHOLE, Origin
from duban.linking.bodies import Bodies
from duban.linking.carried import carried
from duban.linking.duecells import with_due_cells
from duban.linking.names import name_of, scope_sort
from duban.linking.senses import settled
from duban.linking.tables import Cell, table_statements
from duban.reading.document import Book, Document, Mood, Place, Statement

_UNSAFE = re.compile(r"[\s“”‘’\"'《》「」『』〈〉【】()（）\[\]、，。；：:/\\|*?<>]+")
_ARENA = re.compile(
    r"""(?P<wide>全国|全省|全市|全球|世界|全县|全区|全镇)
    |在(?P<place>[\u4e00-\u9fff]{2,6}?)(?=保|争|排|前|全部|进入|居|位|列|名列|第)
    |(?:^|[、，列居位])(?P<near>(?!增[速幅]|涨幅)[\u4e00-\u9fff]{2,5}?)第""",
    re.VERBOSE,
)
_LONGEST_ID = 60
_TITLE_REACH = 400
_YEAR = re.compile(r"^(?:19|20)\d\d年度?")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement with what surrounds it. ``row`` and ``lead`` only in a progress table; ``scope`` is what
    the words say, ``title`` the document's first line where no book has a name."""

    statement: Statement
    mood: Mood
    book: Book | None
    origin: Origin
    scope: str
    row: str = ""
    lead: str = ""
    title: str = ""

    @property
    def body(self) -> str:
        """Who speaks, as the text names it; empty where nobody is named."""
        return self.statement.book


def spoken(document: Document) -> Iterator[Spoken]:
    """All statements of a document in text order, those of progress tables with their column's mood."""
    tabled = list(table_statements(document))
    covered = [(cell.start, cell.end) for cell in tabled]
    at = 0
    before: Statement | None = None
    for said in carried(list(with_due_cells(document, document.statements))):
        statement = before = settled(said, before)
        while at < len(covered) and covered[at][1] <= statement.num[0]:
            yield from _celled(document, tabled[at])
            at += 1
        if at < len(covered) and covered[at][0] <= statement.num[0]:
            continue
        yield _spoken(document, statement, statement.mood)
    for cell in tabled[at:]:
        yield from _celled(document, cell)


def _celled(document: Document, cell: Cell) -> Iterator[Spoken]:
    before: Statement | None = None
    for said in carried(cell.statements):
        before = settled(said, before)
        one = _spoken(document, before, cell.mood)
        yield replace(one, row=cell.row, lead=cell.lead)


def _spoken(document: Document, statement: Statement, mood: Mood) -> Spoken:
    book = next((book for book in document.books if book.start <= statement.start < book.end), None)
    place, _ = document.place(statement.start)
    origin = Origin(
        file=document.file or "",
        place=place_in_words(document, place, statement.start),
        quote=document.quote(statement).strip(),
        sentence=statement.sentence,
        book=book.title or book.name if book else "",
    )
    title = "" if any(each.name for each in document.books) else _first_line(document.text)
    return Spoken(statement, mood, book, origin, scope_of(document, statement), title=title)


@lru_cache(maxsize=64)
def _first_line(text: str) -> str:
    """The first line that is not blank, without a year in front: where a document says whose it is."""
    line = next((line.strip() for line in text[:_TITLE_REACH].split("\n") if line.strip()), "")
    return _YEAR.sub("", line)


def place_in_words(document: Document, place: Place, offset: int) -> str:
    """Where something stands, for people: 第3页, 表“Sheet1”的B3格; in a plain text, the line."""
    if place.cell:
        return f"表“{place.sheet}”{place.cell}格" if place.sheet else f"{place.cell}格"
    if place.page is not None:
        return f"第{place.page}页"
    if place.paragraph is not None:
        return f"第{place.paragraph}段"
    return f"第{document.text.count(chr(10), 0, offset) + 1}行"


def scope_of(document: Document, statement: Statement) -> str:
    """The scope that the words name: the ground, the method or the cluster; for a rank, where it is held (全省)."""
    if statement.kind == "rank":
        return arena(document, statement) or WHOLE
    named = [scope for scope in name_of(statement.subject).scopes if scope_sort(scope) != "threshold"]
    return "、".join(sorted(named)) or WHOLE


def arena(document: Document, statement: Statement) -> str:
    """Among whom a rank is held: 在全省排进前10位 → 全省, 在嘉兴保二冲一 → 嘉兴; empty where nothing says."""
    text = document.text[statement.start : statement.num[1]]
    before = statement.num[0] - statement.start
    named = [match[match.lastgroup] for match in _ARENA.finditer(text) if match.lastgroup and match.start() <= before]
    return next((name for name in reversed(named) if name not in statement.subject), "")


def source_name(document: Document) -> str:
    """A document's name for ids: the file's name without folder and ending; empty for a text."""
    return PurePath(document.file or "").stem


def slug(*parts: str) -> str:
    """A readable id of Chinese words: what a command line or a file name would trip over is left out."""
    cleaned = (_UNSAFE.sub("", part) for part in parts)
    return "-".join(part[:_LONGEST_ID] for part in cleaned if part)


def numbered(ids: Iterable[str]) -> list[str]:
    """Ids made unique by an ordinal behind the second and every further one, in order: x, x-2, x-3."""
    seen: dict[str, int] = {}
    given: list[str] = []
    taken: set[str] = set()
    for one in ids:
        name = one
        while name in taken:
            seen[one] = seen.get(one, 1) + 1
            name = f"{one}-{seen[one]}"
        taken.add(name)
        given.append(name)
    return given


def body_of(one: Spoken, bodies: Bodies | None) -> tuple[str, str, str]:
    """The org unit that a statement binds or reports on, its subject without that name, and what is wrong (or "").

    A table's lead unit; else the body that speaks, or the department that leads its special action; else the body
    that the subject begins with. Without org units to compare with, the name as the text writes it.
    """
    name, subject = one.lead or one.body, one.statement.subject.rpartition("\t")[2]  # a name does not span cells
    if bodies is None or not len(bodies):
        return name, subject, ""
    if not name:
        titled = bodies.opening(one.title) or ("", "")
        return *(bodies.opening(subject) or (titled[0], subject)), ""
    found = bodies.who(name, "" if one.lead or one.book is None else one.book.lead)
    if found.chosen:
        return found.chosen.target, subject, ""
    if found.proposals:
        return name, subject, f"“{name}”可能是{'、'.join(bodies.named(found.proposals))}，没有选定"
    return name, subject, f"没有叫“{name}”的单位"
