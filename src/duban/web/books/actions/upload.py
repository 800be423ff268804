"""A plan comes in as a file."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from duban.web.access.actor import Actor
from duban.web.access.policy import Target, require
from duban.web.books.models import Book, BookText
from duban.web.books.reading import read_book
from duban.web.files.intake import keep, looked_at
from duban.web.log.writing import About, writing

_LONGEST_TITLE = 60


def upload(actor: Actor, file: UploadedFile[Any], *, year: int, org_unit: str = "", lead: str = "") -> str:
    """Take a file in, and have it read by the job; gives the key of its book.

    Raises InputError for what cannot be read or bears a secrecy mark: nothing of it is kept then.
    """
    require(actor, "books.upload", Target(org_unit=org_unit, lead=lead or next(iter(actor.bodies("lead")), "")))
    with looked_at(file) as taken:
        key = f"b{year}-{secrets.token_hex(4)}"
        parts = [[one.start, one.end, one.place.as_record()] for one in taken.source.parts]
        with writing("books.upload", actor.by(), About("book", key, org_unit), {"file": taken.sha256}) as written:
            keep(taken, written)
            text = {"file": taken.sha256, "text": taken.source.text, "parts": parts}
            written.add(BookText(key=key, wrapped=taken.source.wrapped, note=taken.source.note, **text))
            head = {
                "title": _title(taken.source.text, year),
                "year": year,
                "org_unit": org_unit,
                "lead": lead,
                "text": key,
            }
            written.add(Book(key=key, state="reading", end=len(taken.source.text), **head))
    by = actor.by()
    read_book.enqueue(key, by.account, by.post)
    return key


def _title(text: str, year: int) -> str:
    """The first line, where it can be a title. Never the file's name, which may name a person."""
    line = next((line.strip() for line in text.split("\n") if line.strip()), "")
    return line if len(line) <= _LONGEST_TITLE and "。" not in line else f"{year}年的计划"
