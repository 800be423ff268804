"""Sparklines: on the axis of the whole year, inside their box, nothing where nothing was reported."""

from __future__ import annotations

import re

import pytest

from duban.charts import spark
from duban.charts.spark import HEIGHT, WIDTH


def test_it_spans_the_year_and_stays_inside_its_box() -> None:
    drawn = spark([(1, 10.0, 5.0), (6, 60.0, 90.0)], 0, 11)
    assert drawn is not None
    places = [tuple(map(float, one.split())) for one in re.split("[ML]", drawn.reported + drawn.expected) if one]
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in places)
    assert (drawn.x, drawn.y) == places[1]
    assert 0.5 < drawn.x / WIDTH < 0.6


def test_a_month_that_was_not_reported_is_no_nought() -> None:
    drawn = spark([(0, 1.0, 8.0), (1, 2.0, None), (2, 3.0, 9.0)], 0, 11)
    assert drawn is not None
    assert drawn.reported.count("L") == 1
    assert drawn.expected.count("L") == 2


@pytest.mark.parametrize("points", [[], [(0, 1.0, None)]])
def test_nothing_reported_is_no_line(points: list[tuple[int, float | None, float | None]]) -> None:
    assert spark(points, 0, 11) is None


def test_a_flat_line_is_drawn_in_the_middle() -> None:
    drawn = spark([(0, None, 5.0), (1, None, 5.0)], 0, 11)
    assert drawn is not None
    assert drawn.y == HEIGHT / 2
    assert drawn.expected == ""
