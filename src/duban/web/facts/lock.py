"""Whoever changes a sheet goes alone: what is typed, handed in and released of one sheet comes one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def locked(*keys: str) -> Iterator[None]:
    """A transaction in which nobody else changes these sheets.

    SQLite has one writer at a time from BEGIN on; PostgreSQL is asked for a lock a sheet, in the order of their keys,
    so that two of several sheets never wait for each other. The log's head is locked after it, never before.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                for key in sorted(keys):
                    cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
        yield
