"""The books: bodies that are known and may be bound, texts that are there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from duban.declare import Item, allowed
from duban.pack.checks.common import once
from duban.pack.checks.statistics import Bindable
from duban.pack.files import Folder
from duban.pack.schema.books import BookDeclared, TaskBook
from duban.pack.told import Told


def books(items: Sequence[Item[BookDeclared]], folder: Folder, bodies: Bindable, told: Told) -> list[TaskBook]:
    """The books in the order of the file, each with the path of its text where it has one."""
    there = [name.removeprefix("books/") for name in folder.within("books", "")]
    found, used = [], set()
    for item in once(items, "书", told):
        one = item.value
        bodies.check(one.org_unit, item.at("org_unit"), told)
        if one.lead:
            bodies.check(one.lead, item.at("lead"), told)
        path = _text(item, there, folder, told)
        used.add(one.file)
        found.append(TaskBook(one.id, one.title, one.org_unit, one.lead or "", one.signed, path))
    for name in there:
        if name not in used:
            told.note("unread-file", folder.told(f"books/{name}"), "没有一本书用到这个文件", "请在 books.toml 里写上")
    return found


def _text(item: Item[BookDeclared], there: Sequence[str], folder: Folder, told: Told) -> Path | None:
    name = item.value.file
    if name is None:
        told.note("no-text", item.at(), f"“{item.value.title}”没有写 file", "没有原文，就核对不了引文")
        return None
    if name in there:
        return folder.root / "books" / name
    told.refuse("no-file", item.at("file"), f"books/ 里没有 {name} 这个文件", allowed(name, there, "里面有"))
    return None
