"""The triggers that refuse UPDATE and DELETE on what is append-only, on SQLite and on PostgreSQL.

They are laid after every migrate, from the list of models: rebuilding a table on SQLite drops them silently.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection

from duban.web.log.models import Appended, Entry, Head

_REFUSAL = "append-only: a correction is a new row"
_EVENTS = ("update", "delete")


def append_only() -> tuple[str, ...]:
    """The tables that nothing is ever changed in."""
    models = [model for model in apps.get_app_config("web").get_models() if issubclass(model, Appended)]
    return tuple(sorted({Entry._meta.db_table, *(model._meta.db_table for model in models)}))


def after_migrate(*_: Any, **__: Any) -> None:
    """The log's head and all triggers, whatever the migration rebuilt."""
    Head.objects.get_or_create(pk=1)
    lay()


def lay() -> None:
    """Lay every trigger that is not there."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION duban_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}: %', TG_TABLE_NAME "
                "USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
        for name, table, event in set(_wanted()) - set(_there()):
            cursor.execute(_create(name, table, event))


def missing() -> tuple[str, ...]:
    """The names of triggers that should be there and are not."""
    return tuple(sorted(name for name, _, _ in set(_wanted()) - set(_there())))


@contextmanager
def lifted(*models: type[Appended | Entry]) -> Iterator[None]:
    """Without triggers, on these tables or on all: only to empty a test store, or to purge. They are laid again."""
    tables = {model._meta.db_table for model in models} or set(append_only())
    with connection.cursor() as cursor:
        for name, table, _ in [one for one in _there() if one[1] in tables]:
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
    try:
        yield
    finally:
        lay()


def _wanted() -> Iterator[tuple[str, str, str]]:
    events = (*_EVENTS, "truncate") if connection.vendor == "postgresql" else _EVENTS
    for table in append_only():
        for event in events:
            yield f"duban_no_{event}_{table}", table, event


def _there() -> list[tuple[str, str, str]]:
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        names = {name for (name,) in cursor.fetchall()}
    return [one for one in _wanted() if one[0] in names]


def _create(name: str, table: str, event: str) -> str:
    if connection.vendor == "postgresql":
        each = "STATEMENT" if event == "truncate" else "ROW"
        return f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH {each} EXECUTE FUNCTION duban_refuse()"
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
