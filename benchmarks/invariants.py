"""What holds of every document, whatever was read: the tests and the fuzzer ask the same questions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import get_args

from duban.reading.document import Basis, Comparator, Document, Firmness, Kind, Mood, Statement
from duban.reading.layout import halve
from duban.reading.quantities import Quantity

_CHOICES = {"mood": Mood, "kind": Kind, "basis": Basis, "comparator": Comparator, "firmness": Firmness}
_BREAKS = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_PERIOD = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2]))/(\d{4}-(?:0[1-9]|1[0-2]))")
# What a page's layout leaves between lines and inside numbers, and reading takes out.
_LAYOUT = re.compile(r"<U\+00A0>|[\s\u200b\ufeff]")
_BETWEEN_BOOKS = re.compile(r"(?:<U\+00A0>|[\s\u200b\ufeff\d第页共—–-])*")


def broken(document: Document) -> list[str]:
    """What does not hold of a document, a line each."""
    wrong = list(_order(document))
    wrong += _books(document)
    for statement in document.statements:
        told = f"{statement.num} {document.text[slice(*statement.num)]!r}: "
        wrong += [told + what for what in (*_spans(document, statement), *_sense(statement))]
    return wrong


def broken_quantities(text: str, found: tuple[Quantity, ...]) -> list[str]:
    """What does not hold of the numbers of a text, a line each."""
    wrong = [f"{b} before {a} is over" for a, b in pairwise(found) if b.start < a.end]
    for one in found:
        if not 0 <= one.outer_start <= one.start < one.end <= one.outer_end <= len(text):
            wrong.append(f"{one}: its spans do not lie in each other and in the text")
        if (one.upper is not None) != (one.comparator == "range"):
            wrong.append(f"{one}: upper and range go together")
        if not all(value is None or isinstance(value, Fraction) for value in (one.value, one.upper)):
            wrong.append(f"{one}: not exact")
    return wrong


def _order(document: Document) -> Iterator[str]:
    nums = [statement.num for statement in document.statements]
    yield from (f"{two} comes after {one}" for one, two in pairwise(nums) if two[0] < one[0])


def _books(document: Document) -> Iterator[str]:
    """In order, side by side, over the whole text but its blank edges; each statement in the book it names."""
    text, books = document.text, document.books
    edges = [0, *(edge for book in books for edge in (book.start, book.end)), len(text)]
    if edges != sorted(edges):
        yield f"books out of order: {edges}"
        return
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if not _BETWEEN_BOOKS.fullmatch(text, start, end):
            yield f"text in no book: {text[start:end][:40]!r}"
    for statement in document.statements:
        homes = [b for b in books if b.start <= statement.start and statement.end <= b.end]
        if [book.name for book in homes] != [statement.book]:
            yield f"{statement.num} of {statement.book!r} lies in {homes}"


def _spans(document: Document, one: Statement) -> Iterator[str]:
    text, (start, end) = document.text, one.num
    if not 0 <= one.start <= start < end <= one.end <= len(text):
        yield f"not inside its quote {(one.start, one.end)} inside the text ({len(text)})"
    if document.quote(one) != text[one.start : one.end]:
        yield "the quote is not the slice"
    if _BREAKS.search(one.sentence) or one.sentence != one.sentence.strip() or not one.sentence:
        yield f"the sentence is not clean: {one.sentence!r}"
    if not any(_bare(words) in _bare(one.sentence) for words in _as_written(text[start:end])):
        yield f"not in its sentence {one.sentence!r}"


def _as_written(words: str) -> tuple[str, str]:
    """A number of the page, and the same without the lines in its middle, where a page number may stand."""
    lines = _BREAKS.split(words)
    return words, lines[0] + lines[-1]


def _bare(text: str) -> str:
    return halve(_LAYOUT.sub("", text))


def _sense(one: Statement) -> Iterator[str]:
    figure = one.kind in ("quantity", "rank")
    holds = {
        "an unknown choice": all(getattr(one, name) in get_args(choice) for name, choice in _CHOICES.items()),
        "a figure and no value, or the reverse": figure == isinstance(one.value, Fraction),
        "upper without range, or the reverse": (one.upper is not None) == (one.comparator == "range"),
        "a range upside down": one.upper is None or (one.value is not None and one.value < one.upper),
        "a pledge with a period": one.mood == "reported" or one.period is None,
        "a report with a due date": one.mood == "pledged" or (one.due is None and one.firmness == "plan"),
        "a due that is no date": one.due is None or type(one.due) is date,
        "a period that is none": one.period is None or _runs_forward(one.period),
        "a rank without its unit": one.kind != "rank" or one.unit == "位",
        "a milestone that compares": one.kind != "milestone" or (one.comparator, one.basis) == ("=", "level"),
        "no subject": bool(one.subject) and one.subject == one.subject.strip() and not _BREAKS.search(one.subject),
        "no record": bool(json.dumps(one.as_record())),
    }
    yield from (f"{what}: {one}" for what, true in holds.items() if not true)


def _runs_forward(period: str) -> bool:
    match = _PERIOD.fullmatch(period)
    return match is not None and match[1] <= match[2]
