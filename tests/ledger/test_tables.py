"""The nouns as Arrow tables and back."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duban.ledger import schemas
from duban.ledger.tables import (
    decimal,
    exact,
    fact_batches,
    fact_table,
    facts_from,
    indicator_table,
    indicators_from,
    org_unit_table,
    org_units_from,
    pledge_tables,
    pledges_from,
)
from duban.ledger.types import Fact, Indicator, OrgUnit, Pledge, Tier
from duban.periods import Month, Period
from tests.ledger.nouns import BODIES, INDICATORS, facts, pledges

NAMES = st.uuids().map(str)
FEW = settings(max_examples=60, deadline=None)


@FEW
@given(many=st.lists(pledges(NAMES), max_size=4))
def test_pledges(many: list[Pledge]) -> None:
    tables = pledge_tables(many)
    assert pledges_from(tables) == many
    assert (tables.pledges.schema, tables.tiers.schema) == (schemas.PLEDGES, schemas.TIERS)
    assert tables.pledges["due_day"].to_pylist() == [one.due_day for one in many]
    assert tables.trajectory.num_rows == sum(len(one.trajectory) for one in many)


@FEW
@given(many=st.lists(facts(), max_size=4))
def test_facts(many: list[Fact]) -> None:
    table = fact_table(many)
    assert table.schema == schemas.FACTS
    assert facts_from(table) == many


@FEW
@given(many=st.lists(BODIES, max_size=3))
def test_bodies(many: list[OrgUnit]) -> None:
    assert org_units_from(org_unit_table(many)) == many


@FEW
@given(many=st.lists(INDICATORS, max_size=3))
def test_indicators(many: list[Indicator]) -> None:
    assert indicators_from(indicator_table(many)) == many


@given(value=st.fractions(-(10**15), 10**15))
def test_an_amount_is_kept_to_ten_thousandths(value: Fraction) -> None:
    kept = exact(decimal(value))
    assert kept is not None
    assert abs(kept - value) <= Fraction(1, 20_000)
    assert exact(decimal(kept)) == kept


def test_a_third_is_rounded_half_up_and_nothing_stays_nothing() -> None:
    assert decimal(Fraction(-100, 3)) == Decimal("-33.3333")
    assert decimal(Fraction(1, 20_000)) == Decimal("0.0001")
    assert decimal(Fraction(0)) == 0
    assert decimal(None) is None


def test_what_has_no_place_is_refused() -> None:
    with pytest.raises(OverflowError):
        decimal(Fraction(10**20))


def test_every_amount_is_of_one_type_and_months_are_first_days() -> None:
    for schema in (schemas.PLEDGES, schemas.TIERS, schemas.TRAJECTORY, schemas.FACTS):
        assert {field.type for field in schema if pa.types.is_decimal(field.type)} == {schemas.AMOUNT}
    fact = Fact("k", "甲", "投资", "quantity", "level", "元", Period(Month(2023, 1), Month(2023, 8)), Fraction(1))
    row = fact_table([fact]).to_pylist()[0]
    assert (row["first_month"].isoformat(), row["last_month"].isoformat()) == ("2023-01-01", "2023-08-01")


def test_batches_come_one_by_one() -> None:
    taken = []

    def endless() -> Iterator[Fact]:  # a stream that says how far it was read
        number = 0
        while True:
            number += 1
            taken.append(number)
            yield Fact(str(number), "甲", "投资", "quantity", "level", "元", Period(Month(2023, 1), Month(2023, 1)))

    batches = fact_batches(endless(), size=10)
    assert next(iter(batches)).num_rows == 10
    assert len(taken) == 10


def test_a_pledge_without_tiers_is_a_row_without_them() -> None:
    pledge = Pledge("p", "甲", "泊位", "milestone", "level", "", 2023, (), state="开工")
    assert pledges_from(pledge_tables([pledge])) == [pledge]
    assert pledge_tables([pledge]).tiers.num_rows == 0
    floor = Pledge("q", "甲", "x", "quantity", "level", "元", 2023, (Tier("ensure", ">=", Fraction(1)),))
    assert pledge_tables([pledge, floor]).tiers.to_pylist()[0]["pledge"] == "q"
