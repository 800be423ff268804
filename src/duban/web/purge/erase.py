"""Taking something away so that its hash stays: texts leave a tombstone, files their row, the log its whole chain.

personal text ─► empty, with the hash that it had
file ─► its bytes gone from the disk; its name, the text that was read from it and what clauses say of it likewise
entry ─► all that somebody wrote freely in one entry of the log, wherever later versions of the same things repeat it
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256

from django.db import transaction
from django.db.models import Q

from duban.web.books.models import Book, BookText, Clause
from duban.web.files.models import PersonalText, StoredFile
from duban.web.files.store import place_of
from duban.web.log.canonical import free_words, sealed, sealed_detail
from duban.web.log.models import Appended, Entry
from duban.web.log.triggers import lifted
from duban.web.log.verify import models


def erase(kind: str, target: str) -> str:
    """Take a text or a file away, inside the transaction of its entry; gives the hash of what stood there."""
    if kind == "entry":
        return _entry(int(target))
    return _text(int(target)) if kind == "text" else _file(target)


def remove(key: str) -> None:
    """Take a file's bytes from the disk, if they are still there."""
    place_of(key).unlink(missing_ok=True)


def _text(number: int) -> str:
    row = PersonalText.objects.select_for_update().get(pk=number)
    if not row.tombstone:
        row.tombstone = sha256(row.text.encode()).hexdigest()
        row.text = ""
        row.save(update_fields=["text", "tombstone"])
    return row.tombstone


def _file(key: str) -> str:
    for number in StoredFile.objects.filter(key=key).exclude(name=None).values_list("name", flat=True):
        _text(number or 0)
    texts = list(BookText.objects.filter(file=key))
    books = Book.objects.filter(text__in=[one.key for one in texts]).values_list("key", flat=True)
    clauses = list(Clause.objects.filter(book__in=set(books)))
    _seal(BookText, texts)
    _seal(Clause, clauses)
    transaction.on_commit(lambda: remove(key))
    return key


def written(number: int) -> dict[type[Appended], list[Appended]]:
    """The rows of an entry that hold words that can be purged."""
    of = {one: list(one._base_manager.filter(entry=number)) for one in models() if one.purgeable}
    return {model: rows for model, rows in of.items() if rows}


def words_of(entry: Entry, rows: Mapping[type[Appended], Iterable[Appended]]) -> set[str]:
    """What was written freely in an entry and is still there."""
    said = {getattr(row, name) for model, found in rows.items() for row in found for name in model.purgeable}
    said |= free_words(entry.detail)
    return {one for one in said if one != sealed(one)}


def _entry(number: int) -> str:
    entry = Entry.objects.get(number=number)
    rows = written(number)
    words = words_of(entry, rows)
    for model, found in rows.items():
        _seal(model, model._base_manager.filter(key__in={row.key for row in found}), words)
    same = Q(number=number) | (Q(kind=entry.kind, about=entry.about) if entry.about else Q())
    told = [one for one in Entry.objects.filter(same) if sealed_detail(one.detail, words) != one.detail]
    for one in told:
        one.detail = sealed_detail(one.detail, words)
    if told:
        with lifted(Entry):
            Entry.objects.bulk_update(told, ["detail"])
    return sha256("\n".join(sorted(words)).encode()).hexdigest()


def _seal(model: type[Appended], rows: Iterable[Appended], words: Collection[str] | None = None) -> None:
    """Put the seal of each purgeable text, or of some ``words``, in its place: the digest of its row stays the same."""
    found = list(rows)
    if not found:
        return
    for row in found:
        for name in model.purgeable:
            text = getattr(row, name)
            setattr(row, name, sealed(text) if words is None or text in words else text)
    with lifted(model):
        model._base_manager.bulk_update(found, list(model.purgeable))
