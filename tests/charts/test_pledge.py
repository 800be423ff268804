"""A pledge's chart as data: every line, every point, and nothing but JSON."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from duban.charts import PAPER, Ahead, Course, PledgeWords, pledge_chart
from duban.periods import Month

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/charts/pledge.toml").read_text(encoding="utf-8"))["case"]
WORDS = PledgeWords("各月的数", "亿元", "实际", "应完成", "目标 120", "力争 130", "预计")


def month(said: str) -> Month:
    return Month(int(said[:4]), int(said[5:]))


def course(case: dict[str, Any]) -> Course:
    ahead = case.get("ahead")
    values = {
        name: {month(key): value for key, value in case.get(name, {}).items()}
        for name in ("reported", "expected", "colours")
    }
    return Course(
        year=case["year"],
        due=month(case["due"]),
        floor=case.get("floor"),
        stretch=case.get("stretch"),
        ahead=Ahead(month(ahead["due"]), ahead["estimate"], ahead["low"], ahead["high"]) if ahead else None,
        scale=case.get("scale", False),
        **values,
    )


def values(series: dict[str, Any]) -> list[Any]:
    plain = (one["value"] if isinstance(one, dict) else one for one in series["data"])
    return ["-" if one is None else one for one in plain]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_every_line_is_drawn_as_written(case: dict[str, Any]) -> None:
    option = pledge_chart(course(case), WORDS)
    named = {one["name"]: one for one in option["series"] if one["name"]}
    assert {name: values(one) for name, one in named.items()} == case["lines"]
    assert [values(one) for one in option["series"] if not one["name"]] == case.get("band", [])
    points = [one["itemStyle"]["color"] for one in named["实际"]["data"] if one is not None]
    assert points == case["points"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_it_is_json_and_says_what_it_shows(case: dict[str, Any]) -> None:
    option = pledge_chart(course(case), WORDS)
    assert json.loads(json.dumps(option, allow_nan=False)) == option
    assert option["aria"] == {"enabled": True, "label": {"description": "各月的数"}}
    assert option["animation"] is False


def test_colour_is_from_the_lights_or_neutral() -> None:
    shown = json.dumps(pledge_chart(course(CASES[0]), WORDS, PAPER))
    assert "var(" not in shown
    assert PAPER.lights["yellow"] in shown


def test_the_last_figure_is_named_and_labels_keep_apart() -> None:
    case = {"year": 2023, "due": "2023-12", "floor": 6.5, "stretch": 6.51, "scale": True, "reported": {"2023-02": 2}}
    option = pledge_chart(course(case), WORDS)
    labels = [one["data"][-1]["label"] for one in option["series"] if one["name"] in {"目标 120", "力争 130"}]
    assert sorted(one.get("offset", [0, 0])[1] for one in labels)[-1] > 10
    last = next(one for one in option["series"][-1]["data"] if one)
    assert last["label"]["formatter"] == "实际 2"
