"""``books.toml``: the signed documents, each with its text in ``books/``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from duban.declare import Day, Declaration, Id, Text


@dataclass(frozen=True, slots=True)
class TaskBook:
    """A signed document (任务书): ``org_unit`` is the body that it binds, ``lead`` the department that leads it."""

    id: str
    title: str
    org_unit: str
    lead: str = ""
    signed: date | None = None
    path: Path | None = None


class BookDeclared(Declaration):
    """``[[book]]``; ``file`` is the text's name in ``books/``."""

    id: Id
    title: Text
    org_unit: Id
    file: Text | None = None
    lead: Id | None = None
    signed: Day | None = None
