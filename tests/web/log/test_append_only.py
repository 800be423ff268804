"""What was written is never changed, whoever asks the database."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from duban.web.log import triggers
from duban.web.log.models import Entry
from duban.web.log.writing import By, ClashError, replacing, writing
from duban.web.org.models import Body

pytestmark = [pytest.mark.django_db, pytest.mark.both_stores]


@pytest.fixture
def body() -> Body:
    row = Body(key="lindai", name="林埭镇")
    with writing("test.add", By()) as written:
        written.add(row)
    return row


@pytest.mark.parametrize(
    "query",
    [
        "UPDATE org_body SET name = '别的镇'",
        "UPDATE org_body SET name = name",
        "DELETE FROM org_body",
        "UPDATE log_entry SET verb = 'org.rename'",
        "DELETE FROM log_entry",
    ],
)
def test_the_database_refuses(query: str, body: Body) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(query)
    body.refresh_from_db()
    assert body.name == "林埭镇"


def test_django_is_refused_too(body: Body) -> None:
    for attempt in (body.save, body.delete, Body.objects.all().delete, lambda: Entry.objects.update(verb="x")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()


def test_emptying_a_table_is_refused(body: Body) -> None:
    emptying = "DELETE FROM org_body"
    if connection.vendor == "postgresql":
        emptying = "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE org_body"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(emptying)


def test_of_two_corrections_of_one_row_the_second_is_refused_and_the_first_stands(body: Body) -> None:
    with writing("test.rename", By(1)) as written:
        written.add(replacing(body, name="林埭街道"))
    with pytest.raises(ClashError), writing("test.rename", By(2)) as written:
        written.add(replacing(body, name="林埭新区"))
    assert [row.name for row in Body.objects.current()] == ["林埭街道"]
    assert list(Body.objects.values_list("name", flat=True)) == ["林埭镇", "林埭街道"]
    assert Entry.objects.count() == 2


def test_of_two_first_rows_of_one_thing_the_second_is_refused(body: Body) -> None:
    with pytest.raises(ClashError), writing("test.add", By()) as written:
        written.add(Body(key="lindai", name="林埭"))


def test_every_table_has_its_triggers() -> None:
    assert triggers.missing() == ()
    assert {"log_entry", "org_body", "facts_fact", "books_clause", "access_holding"} <= set(triggers.append_only())


def test_a_missing_trigger_is_named_and_laid_again(body: Body) -> None:
    on = " ON org_body" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER duban_no_update_org_body{on}")
    assert triggers.missing() == ("duban_no_update_org_body",)
    triggers.lay()
    assert triggers.missing() == ()


def test_lifted_triggers_come_back(body: Body) -> None:
    with triggers.lifted():
        assert len(triggers.missing()) >= 2 * len(triggers.append_only())
        Body.objects.update(name="别的镇")
    assert triggers.missing() == ()
