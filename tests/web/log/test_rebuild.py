"""A migration may rebuild a table, and SQLite drops its triggers with it: they are laid again after every migrate."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection, models

from duban.web.log import triggers
from duban.web.org.models import Body
from tests.web.log.bodies import add, names


@pytest.mark.both_stores
@pytest.mark.django_db(transaction=True)
def test_triggers_are_there_again_after_a_table_was_rebuilt() -> None:
    add("a")
    longer = models.CharField(max_length=300)
    longer.set_attributes_from_name("name")
    longer.model = Body
    with connection.schema_editor() as editor:
        editor.alter_field(Body, Body._meta.get_field("name"), longer)
    dropped = ("duban_no_delete_org_body", "duban_no_update_org_body") if connection.vendor == "sqlite" else ()
    assert triggers.missing() == dropped
    call_command("migrate", verbosity=0)
    assert triggers.missing() == ()
    assert names() == {"a": "a"}
