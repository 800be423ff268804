from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from duban.errors import DeclarationError
from duban.formula.check import checked
from duban.formula.parse import FUNCTIONS
from duban.pack.schema.names import LIGHT_SORTS

REFUSED = tomllib.loads((Path(__file__).parents[1] / "cases/formula/refused.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["text"])
def test_a_wrong_formula_is_refused_with_its_place(case: dict[str, Any]) -> None:
    with pytest.raises(DeclarationError) as refusal:
        checked(case["text"], LIGHT_SORTS, "condition", where="rules.toml:7")
    assert "rules.toml:7" in str(refusal.value)
    assert [word for word in case["says"] if word not in str(refusal.value)] == []


def test_a_refused_name_lists_what_may_be_written() -> None:
    with pytest.raises(DeclarationError, match=" ".join(LIGHT_SORTS)):
        checked("whatever > 1", LIGHT_SORTS, "condition")


def test_every_function_is_told_in_chinese() -> None:
    assert all(meaning and not meaning.isascii() for _, meaning in FUNCTIONS.values())


@pytest.mark.parametrize("text", ["(" * 500 + "1" + ")" * 500, "-" * 5000 + "1 > 0", "1 > " + "9" * 3000])
def test_an_endless_formula_is_refused_quickly(text: str) -> None:
    with pytest.raises(DeclarationError):
        checked(text, LIGHT_SORTS, "condition")


def test_the_page_on_formulas_lists_every_name_and_function(root: Path) -> None:
    page = (root / "docs/formula.md").read_text("utf-8")
    assert [name for name in LIGHT_SORTS if f"| `{name}` |" not in page] == []
    assert [name for name in FUNCTIONS if f"`{name}(" not in page] == []
