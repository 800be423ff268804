"""The proof of a figure as it is shown: each file with its note, who attached it and when; struck ones with why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from duban.web.facts.models import Proof
from duban.web.files.out import named


@dataclass(frozen=True, slots=True)
class Shown:
    """One file."""

    proof: Proof
    name: str
    size: int
    post: str
    at: datetime


def proofs(sheets: Iterable[str], row: str) -> list[Shown]:
    """The files of a row in some sheets, the first attached first; at most three queries."""
    rows: Sequence[Proof] = list(
        Proof.objects.current().filter(sheet__in=list(sheets), row=row).select_related("entry").order_by("id")
    )
    files = named(one.file for one in rows) if rows else {}
    return [
        Shown(one, held.name if held else "", held.size if held else 0, one.entry.post, one.entry.at)
        for one in rows
        for held in (files.get(one.file),)
    ]
