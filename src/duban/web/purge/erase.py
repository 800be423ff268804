"""Taking something away so that its hash stays: texts leave a tombstone, files their row, the log its whole chain.

personal text ─► empty, with the hash that it had
file ─► its bytes gone from the disk; its name, the text that was read from it and what clauses quote of it likewise
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from django.db import transaction

from duban.web.books.models import Book, BookText, Clause
from duban.web.files.models import PersonalText, StoredFile
from duban.web.files.store import place_of
from duban.web.log.canonical import sealed
from duban.web.log.models import Appended
from duban.web.log.triggers import lifted


def erase(kind: str, target: str) -> str:
    """Take a text or a file away, inside the transaction of its entry; gives the hash of what stood there."""
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


def _seal(model: type[Appended], rows: Iterable[Appended]) -> None:
    """Put the seal of each purgeable text in its place: the digest of its row stays the same."""
    found = list(rows)
    if not found:
        return
    for row in found:
        for name in model.purgeable:
            setattr(row, name, sealed(getattr(row, name)))
    with lifted(model):
        model._base_manager.bulk_update(found, list(model.purgeable))
