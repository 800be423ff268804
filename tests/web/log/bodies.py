"""Short ways to write bodies into the log."""

from __future__ import annotations

from duban.web.log.writing import By, replacing, writing
from duban.web.org.models import Body


def add(key: str, name: str = "") -> Body:
    """A new body, in an entry of its own."""
    row = Body(key=key, name=name or key)
    with writing("test.add", By()) as written:
        written.add(row)
    return row


def rename(key: str, name: str) -> Body:
    """A new version of a body."""
    row = replacing(Body.objects.current().get(key=key), name=name)
    assert isinstance(row, Body)
    with writing("test.rename", By()) as written:
        written.add(row)
    return row


def names_at(number: int) -> dict[str, str]:
    """The names of all bodies as they were known after an entry."""
    return dict(Body.objects.known_at(number).values_list("key", "name"))


def names() -> dict[str, str]:
    """The names of all bodies now."""
    return dict(Body.objects.current().values_list("key", "name"))
