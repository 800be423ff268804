"""Does a pledge's quote stand in its book? Whatever the breaks of lines between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from duban.declare import Item
from duban.errors import DubanError
from duban.pack.schema.books import TaskBook
from duban.pack.schema.pledges import PledgeDeclared
from duban.pack.told import Told
from duban.reading.formats import open_source


def quotes(items: Iterable[Item[PledgeDeclared]], books: Sequence[TaskBook], told: Told) -> None:
    """Note every quote and sentence that its book does not hold, and every book that cannot be read."""
    texts = {book.id: (book.title, _text(book.path, told)) for book in books if book.path}
    for item in items:
        title, text = texts.get(item.value.book or "", ("", ""))
        for key, said in (("quote", item.value.quote), ("sentence", item.value.sentence)):
            if text and _run(said) not in text:
                what = f"{item.value.id} 的 {key} 在《{title}》里找不到"
                told.note("no-such-quote", item.at(key), what, "请照原文抄，断行可以不管")


def _text(path: Path, told: Told) -> str:
    try:
        return _run(open_source(path).text)
    except DubanError as error:
        told.note(error.code, str(path), f"原文读不了：{error.what}", error.do)
        return ""


def _run(text: str) -> str:
    """A text without its spaces and breaks."""
    return "".join(text.split())
