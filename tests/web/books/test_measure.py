"""What newcomers typed: a target without its unit, a figure beside a state."""

from __future__ import annotations

import pytest

from duban.errors import InputError
from duban.periods import Month
from duban.web.books.actions.apply import apply
from duban.web.books.forms import changes
from duban.web.books.models import Clause
from tests.web.books.office import acting


def test_a_target_without_its_unit_is_asked_about(demo: None) -> None:
    key = Clause.objects.current().get(key="xincang.investment").key
    asked = changes({"firmness-0": "plan", "comparator-0": ">=", "value-0": "18"})
    with pytest.raises(InputError, match="原来的目标以“元”计"):
        apply(acting("xincang_liaison"), key, asked, month=Month(2023, 7), reason="停工")


def test_a_figure_typed_beside_a_state_counts() -> None:
    told = {"kind": "milestone", "milestone": "完成", "firmness-0": "plan", "comparator-0": ">=", "value-0": "12%"}
    found = changes(told)
    assert (found["kind"], found["milestone"], found["unit"]) == ("quantity", "", "%")
