"""Totals and places, each rule of DOMAIN §4 as a case."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from duban.errors import InputError
from duban.standing.leagues.standings import rulebook_of, standings
from tests.standing.leagues.told import AS_OF, city

CASES = tomllib.loads(Path("tests/cases/standing/leagues/leagues.toml").read_text("utf-8"), parse_float=Decimal)["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_places(case: dict[str, Any]) -> None:
    """The places and totals; the same from rows in another order; who takes no place is told why."""
    pack, book = city(case)
    told = standings(pack, AS_OF, book)
    found = {one.org_unit.id: [one.rank or 0, told.points(one.total)] for one in told.leagues[0].places}
    assert found == case["places"]
    if "note" in case:
        assert any(case["note"] in note for note in told.leagues[0].notes), told.leagues[0].notes
    assert not any(case.get("silent", "—") in note for note in told.leagues[0].notes), told.leagues[0].notes
    assert all((one.rank is None) == bool(one.unplaced) for one in told.leagues[0].places)
    turned = replace(pack, facts=pack.facts[::-1], pledges=pack.pledges[::-1])
    again = standings(turned, AS_OF, book).leagues[0].places
    assert {one.org_unit.id: [one.rank or 0, told.points(one.total)] for one in again} == case["places"]


def test_unknown_group_and_rulebook_are_told() -> None:
    pack, book = city(CASES[0])
    with pytest.raises(InputError, match="镇"):
        standings(pack, AS_OF, book, group="县")
    with pytest.raises(InputError, match="没有考核办法"):
        rulebook_of(pack)
    with pytest.raises(InputError, match="可用的有"):
        rulebook_of(replace(pack, rulebooks=(book,)), "别的")
