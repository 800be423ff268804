"""The list beside the text: every statement under the body that speaks, each a link to where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from duban.cli import words
from duban.cli.writers.grouping import Group, by_book
from duban.cli.writers.page.escape import escape
from duban.cli.writers.page.marks import classes
from duban.reading.document import Book, Document, Statement


def cards(document: Document) -> str:
    """The list as HTML."""
    anchors = {book: number for number, book in enumerate(document.books, 1)}
    return "\n".join(_group(document, group, anchors.get(group.book)) for group in by_book(document))


def _group(document: Document, group: Group, anchor: int | None) -> str:
    parts = [
        '<section class="book">',
        _head(group.book, anchor),
        *_list(document, group.pledged, "承诺"),
        *_list(document, group.reported, "已报告"),
    ]
    if not group.pledged and not group.reported:
        parts.append('<p class="none">没有读到可核对的承诺。</p>')
    return "\n".join([*parts, "</section>"])


def _head(book: Book, anchor: int | None) -> str:
    name = escape(words.clean(book.name)) or "没有写明是谁"
    head = f'<a href="#b{anchor}">{name}</a>' if anchor else name
    notes = [words.clean(book.title)] if book.title and book.title != book.name else []
    notes += [f"牵头：{words.clean(book.lead)}"] if book.lead else []
    about = "".join(f'<p class="about">{escape(note)}</p>' for note in notes)
    return f"<h3>{head}</h3>{about}"


def _list(document: Document, members: Sequence[tuple[int, Statement]], title: str) -> Iterator[str]:
    if not members:
        return
    yield f'<h4>{title} <span class="count">{len(members)}条</span></h4>'
    yield "<ol>"
    for number, one in members:
        yield _card(document, number, one)
    yield "</ol>"


def _card(document: Document, number: int, one: Statement) -> str:
    pledged = one.mood == "pledged"
    firmness = words.FIRMNESS[one.firmness] if pledged else words.MOODS[one.mood]
    when = words.due(one) if pledged else words.period(one, "")
    where = escape(words.place(document, one))
    beside = f' <span class="where">{where}</span>' if where else ""
    cells = (
        ("no", str(number)),
        ("what", escape(words.subject(one)) + beside),
        ("much", escape(words.phrase(one))),
        ("firm", firmness),
        ("when", when),
    )
    inside = " ".join(f'<span class="{name}">{html}</span>' for name, html in cells if html)
    return f'<li id="s{number}" class="{classes(one)}"><a href="#t{number}">{inside}</a></li>'
