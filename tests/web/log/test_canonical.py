"""One form for a row, whatever the database and whatever is added to its table later."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import models
from django.test.utils import isolate_apps

from duban.web.log.canonical import line
from duban.web.log.models import Appended
from duban.web.org.models import Body, Handover


def _model(name: str, **fields: models.Field[Any, Any]) -> type[Any]:
    meta = type("Meta", (Appended.Meta,), {"app_label": "web", "db_table": "things"})
    told = {"__module__": __name__, "Meta": meta, "name": models.CharField(max_length=9), **fields}
    return type(name, (Appended,), told)


@pytest.mark.parametrize(
    "later",
    [
        models.CharField(max_length=9, default=""),
        models.JSONField(default=list),
        models.DateField(null=True),
        models.BooleanField(default=False),
    ],
    ids=lambda field: type(field).__name__,
)
@isolate_apps("duban.web")
def test_a_column_that_is_added_with_an_empty_default_changes_nothing(later: models.Field[Any, Any]) -> None:
    before, after = _model("Before"), _model("After", later=later.clone())
    values = {"pk": 1, "key": "a", "entry_id": 1, "name": "林埭"}
    assert line(before(**values)) == line(after(**values))
    assert line(after(**values)) != line(after(**values, later=[1]))


def test_a_row_is_one_line_of_json_with_its_table() -> None:
    row = Handover(
        pk=3, key="h", entry_id=2, what="rename", document="文号", day=date(2023, 5, 1), was="a", becomes="b"
    )
    assert line(row) == (
        '{"becomes":"b","day":"2023-05-01","document":"文号","entry_id":2,"id":3,"key":"h",'
        '"table":"org_handover","was":"a","what":"rename"}'
    )


def test_zero_is_told_from_nothing() -> None:
    assert '"order":0' in line(Body(pk=1, key="a", entry_id=1, name="a", order=0))
