"""Names of cells."""

from __future__ import annotations

import pytest

from duban.sheets.cells import letters, position


@pytest.mark.parametrize(
    ("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_the_names_of_columns(column: int, name: str) -> None:
    assert letters(column) == name
    assert position(f"{name}7") == (7, column)


@pytest.mark.parametrize("name", ["", "A", "7", "ABCD1", "A1B", "甲1"])
def test_what_is_no_cell(name: str) -> None:
    assert position(name) is None
