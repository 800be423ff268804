"""``duban dump``: the store as a pack's folder, which an empty store takes in and holds the same rows.

What a pack cannot say (splits, comments, accounts, the log) is not in it: a dump is no backup.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Final

from duban.errors import DubanError
from duban.ledger.files import write
from duban.web.books.models import Book, BookText
from duban.web.declared.models import Declared
from duban.web.load import told, toml
from duban.web.standings.city import city

# Lists what a dump wrote, so that the next one may take it away; hidden, so that a pack does not count it.
_LIST: Final = ".duban-dump"
_FIGURES: Final = "figures/figures.csv"
_POINTS: Final = "adjustments.toml"
_HEAD: Final = "由 duban dump 从库里写出。 Written by duban dump."


def dump(folder: Path) -> list[str]:
    """Write the store into a folder; gives the names of the files.

    Raises DubanError for a folder in which something else lies, and where no pack was loaded.
    """
    former, files = _former(folder), dict(_files())
    for name in former:
        (folder / name).unlink(missing_ok=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    if figures := list(told.figures()):
        (folder / "figures").mkdir(exist_ok=True)
        write(folder / _FIGURES, figures)
    names = sorted([*files, *([_FIGURES] if figures else [])])
    (folder / _LIST).write_text("".join(f"{name}\n" for name in names), encoding="utf-8", newline="\n")
    return names


def _former(folder: Path) -> list[str]:
    """What a former dump left in the folder."""
    if not folder.exists() or not any(folder.iterdir()):
        return []
    if not (folder / _LIST).is_file():
        raise DubanError("文件夹里已经有东西", where=str(folder), do="请换一个空的文件夹")
    return (folder / _LIST).read_text(encoding="utf-8").split("\n")[:-1]


def _files() -> Iterator[tuple[str, str]]:
    """Each file with its text: those that were declared as they were, those of rows anew."""
    pack = city()
    declared = {row.key: row.text for row in Declared.objects.current()}
    books = list(Book.objects.current().filter(state="signed").order_by("place", "id"))
    texts = {row.key: row.text for row in BookText.objects.current()}
    homes = _homes(declared)
    kept = (name for name in declared if not name.startswith("books/") and name != _POINTS)
    yield from ((name, declared[name]) for name in kept)
    if points := list(told.points()):
        yield _POINTS, toml.text(points, _HEAD)
    listed = []
    for row in books:
        name = homes.get(row.key) or (f"{row.key}.txt" if row.text in texts else "")
        listed.append(told.book(row, name))
        if name:
            yield f"books/{name}", declared.get(f"books/{name}") or texts[row.text][row.start : row.end or None]
    yield "org_units.toml", toml.text(map(told.body, pack.org_units), _HEAD)
    held = [*map(told.post, pack.posts), *map(told.portfolio, pack.portfolios)]
    if held:
        yield "posts.toml", toml.text(held, _HEAD)
    if listed:
        yield "books.toml", toml.text(listed, _HEAD)
    for book, pledges in groupby(pack.pledges, key=lambda one: one.origin.book):
        yield f"pledges/{book}.toml", toml.text(map(told.pledge, pledges), _HEAD)


def _homes(declared: Mapping[str, str]) -> Mapping[str, str]:
    """The file of each book whose text came with the pack, by the book's key."""
    books = tomllib.loads(declared.get("books.toml", "")).get("book", [])
    return {one["id"]: one["file"] for one in books if f"books/{one.get('file')}" in declared}
