"""The office's tests: each on a store of its own making, on SQLite, and on PostgreSQL where it says so.

* ``@pytest.mark.django_db``: an empty store; what a test writes is rolled back.
* the fixture ``demo``: the demo city, loaded with its history, on 31 July 2023; rolled back.
* ``@pytest.mark.django_db(transaction=True)``, ``transactional_db``, ``live_server``: a copy of either that is thrown
  away, so that threads, processes and a browser see what is written.
* ``@pytest.mark.both_stores``: once on each engine.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase, override_settings
from pytest_django import DjangoDbBlocker

# Here and not by pytest-django, which comes after this file where pytest is given only these tests.
django.setup()

from duban.web.books import paper, unread  # noqa: E402
from duban.web.declared import pack as declared  # noqa: E402
from duban.web.leagues import scene  # noqa: E402
from duban.web.log import remembered  # noqa: E402
from duban.web.org import directory  # noqa: E402
from duban.web.search import index  # noqa: E402
from tests.web.stores import Files, Postgres, Wanted, point_at  # noqa: E402

_COMMITS = {"transactional_db", "live_server", "django_db_reset_sequences"}
_ROLLED_BACK = {"db", "demo"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Which store a test asks for, from its marks and fixtures."""
    mark, fixtures = metafunc.definition.get_closest_marker("django_db"), set(metafunc.fixturenames)
    commits = bool(fixtures & _COMMITS) or bool(mark and mark.kwargs.get("transaction"))
    if not (mark or commits or fixtures & _ROLLED_BACK):
        return
    both = metafunc.definition.get_closest_marker("both_stores")
    engines = ("sqlite", "postgresql") if both else ("sqlite",)
    own = metafunc.definition.nodeid if commits else ""
    wanted = [Wanted(engine, "demo" in fixtures, own) for engine in engines]
    metafunc.parametrize(
        "store", wanted, indirect=True, scope="session", ids=engines if both else [pytest.HIDDEN_PARAM]
    )


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Files | Postgres]]:
    """Where stores are kept and made."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    shared = Path(os.environ["DUBAN_DATA"]) / "postgres"
    made: dict[str, Files | Postgres] = {
        "sqlite": Files(tmp_path_factory.mktemp("stores")),
        "postgresql": Postgres(shared, worker),
    }
    yield made
    for one in made.values():
        one.close()


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """The fixture ``store`` makes what pytest-django would."""


@pytest.fixture(scope="session", autouse=True)
def store(
    request: pytest.FixtureRequest, stores: dict[str, Files | Postgres], django_db_blocker: DjangoDbBlocker
) -> Iterator[Wanted | None]:
    """The store that the test asks for."""
    wanted: Wanted | None = getattr(request, "param", None)
    if wanted is None:
        yield None
        return
    with django_db_blocker.unblock():
        point_at(stores[wanted.engine].take(wanted))
        yield wanted
        connections["default"].close()
        if wanted.own:
            stores[wanted.engine].drop(wanted)


@pytest.fixture(scope="session", autouse=True)
def quick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Passwords are hashed quickly; a copy of a store is thrown away and need not be emptied.

    Each worker keeps uploads in a folder of its own: the bytes that one purges, another may just have uploaded.
    """
    own = replace(settings.CONF, data=tmp_path_factory.mktemp("data"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: None)
        with override_settings(CONF=own, PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
            yield


@pytest.fixture(autouse=True)
def fresh(
    store: Wanted | None, stores: dict[str, Files | Postgres], django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """A copy that another case of the same test wrote to is made anew, and what is kept of a store is forgotten.

    A roll-back takes numbers of the log back that the next test gives anew.
    """
    for kept in (directory, declared, paper, unread, scene, remembered, index):
        kept.forget()
    yield
    if store and store.own:
        with django_db_blocker.unblock():
            connections["default"].close()
            stores[store.engine].drop(store)
            point_at(stores[store.engine].take(store))


@pytest.fixture
def demo(db: None) -> None:
    """The demo city with its history, on 31 July 2023."""
