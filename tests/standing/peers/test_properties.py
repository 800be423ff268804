"""What holds of any peers' table: the order of rows and a constant on all growths change no place."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from duban.standing.peers.api import compare_peers
from duban.standing.peers.files import Pasted
from duban.standing.peers.places import gaps, places
from duban.standing.peers.types import Compared
from tests.standing.peers.told import written

NAMES = ("平湖市", "海盐县", "海宁市", "桐乡市", "嘉善县", "南湖区", "秀洲区")
TENTHS = st.integers(-300, 300)
TABLES = st.lists(st.tuples(st.integers(1, 9999), TENTHS), min_size=2, max_size=len(NAMES))


def table(rows: list[tuple[str, int, int]]) -> Compared:
    told = [f"{name} {level / 100:.2f} {growth / 10:.1f}" for name, level, growth in rows]
    text = written(told, "固定资产投资", ["level", "growth"])
    return compare_peers(Pasted(text), own="平湖市", among="嘉兴")


def order(told: Compared) -> dict[str, dict[str, int]]:
    (one,) = told.comparisons
    return {side.basis: dict(side.places) for side in (one.level, one.growth) if side}


@settings(max_examples=25, deadline=None)
@given(TABLES, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(values: list[tuple[int, int]], random: object) -> None:
    rows = [(name, *value) for name, value in zip(NAMES, values, strict=False)]
    mixed = [*rows]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = table(rows), table(mixed)
    assert order(one) == order(other)
    assert one.comparisons[0].sentence == other.comparisons[0].sentence


@settings(max_examples=25, deadline=None)
@given(TABLES, TENTHS)
def test_a_constant_on_all_growths_changes_no_place(values: list[tuple[int, int]], more: int) -> None:
    rows = [(name, *value) for name, value in zip(NAMES, values, strict=False)]
    raised = [(name, level, growth + more) for name, level, growth in rows]
    assert order(table(rows)) == order(table(raised))


EXACT = st.dictionaries(st.sampled_from(NAMES), st.fractions(-9, 9, max_denominator=10), min_size=1)


@given(EXACT)
def test_places_are_1224(values: dict[str, Fraction]) -> None:
    told = places(values, "higher")
    assert told == {name: 1 + sum(other > value for other in values.values()) for name, value in values.items()}
    turned = {name: -value for name, value in values.items()}
    assert places(turned, "lower") == told


@given(EXACT)
def test_a_gap_closed_is_a_place_shared(values: dict[str, Fraction]) -> None:
    own = next(iter(values))
    above, below = gaps(own, values, "higher")
    told = places(values, "higher")
    assert (above is None) == (told[own] == 1)
    if above:
        closed = places({**values, own: values[own] + above.distance}, "higher")
        assert closed[own] == closed[above.names[0]] < told[own]
    if below:
        assert all(told[name] > told[own] for name in below.names)
