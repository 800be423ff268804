"""The sample is the seed's and the figures' alone."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from duban.ledger.types import Fact
from duban.standing.spot.sample import Draw, of_city, place, sample
from tests.standing.spot.told import pack

DAY = date(2023, 12, 31)
CITY = pack({f"{body}.{month}": month + 1 for body in ("city", "jia", "yi") for month in range(2, 13)})
FACTS = list(of_city(CITY, DAY))


def _keys(facts: list[Fact], draw: Draw, known_at: int | None = None) -> list[str]:
    return [one.key for one in sample(facts, draw, DAY, known_at).drawn]


draws = st.builds(Draw, st.text(), number=st.integers(1, 40), group=st.sampled_from(["none", "body", "indicator"]))


@settings(max_examples=50)
@given(draws, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(draw: Draw, mixer: random.Random) -> None:
    assert _keys(mixer.sample(FACTS, len(FACTS)), draw) == _keys(FACTS, draw)


@settings(max_examples=50)
@given(draws)
def test_a_larger_sample_holds_the_smaller_one(draw: Draw) -> None:
    larger = replace(draw, number=(draw.number or 0) + 3)
    assert set(_keys(FACTS, draw)) <= set(_keys(FACTS, larger))


def test_the_same_for_ever() -> None:
    # As `printf '三季度抽查\njia.3' | sha256sum` has it.
    assert place("三季度抽查", "jia.3") == "5ee43ba8d39d87665c9e80478f941cde7963f6ca01e84f888f6f8ef90ea045ae"
    assert _keys(FACTS, Draw("三季度抽查", number=4)) == ["city.3", "yi.5", "yi.6", "yi.7"]


def test_a_share_of_each_body_is_at_least_one() -> None:
    found = _keys(FACTS, Draw("种子", share=Fraction(1, 100), group="body"))
    assert sorted(key.split(".")[0] for key in found) == ["city", "jia", "yi"]


def test_a_tenth_is_rounded_up() -> None:
    assert len(_keys(FACTS, Draw("种子", share=Fraction(1, 10)))) == 4


def test_more_than_there_are_is_all() -> None:
    assert len(_keys(FACTS, Draw("种子", number=1000))) == len(FACTS)


def test_a_correction_stands_in_the_place_of_what_it_corrects() -> None:
    newer = replace(FACTS[0], key="new", replaces=FACTS[0].key, known=9)
    everything = Draw("种子", number=1000)
    assert FACTS[0].key not in _keys([*FACTS, newer], everything)
    assert _keys([*FACTS, newer], everything, known_at=8) == _keys(FACTS, everything)


def test_only_the_city_and_its_year_are_drawn_from() -> None:
    stranger = replace(FACTS[0], key="x", org_unit="elsewhere")
    city = replace(CITY, facts=(*CITY.facts, stranger))
    assert "x" not in {one.key for one in of_city(city, DAY)}
    assert of_city(city, date(2024, 1, 31)) == ()
