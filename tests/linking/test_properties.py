"""What must hold for any names, pledges and facts."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from duban.ledger.types import Fact, Origin, Pledge, Tier
from duban.linking.acts import same_measure
from duban.linking.facts import facts_of
from duban.linking.likeness import alike, alike_things
from duban.linking.links import answering
from duban.linking.match import match
from duban.linking.names import name_of
from duban.linking.pledges import pledges_of
from duban.linking.propose import Index
from duban.linking.spoken import numbered, slug
from duban.periods import Month, to_date
from duban.reading.document import Source
from duban.reading.reader import read_source
from tests.linking.test_subjects import CASES, indicators

PARTS = ["规上", "工业", "增加值", "产值", "城镇", "农村", "居民", "收入", "亿元以上", "项目", "（不含港区）", "增速"]
NAMES = st.one_of(
    st.sampled_from([case["subject"] for case in CASES]),
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=5).map("".join),
    st.text(max_size=12),
)
UNITS = st.sampled_from(
    ["", "元", "万元", "美元", "%", "个百分点", "个", "家", "人", "人次", "套", "户", "亩", "公顷", "位"]
)


@given(NAMES, NAMES)
def test_likeness_goes_both_ways(one: str, two: str) -> None:
    assert alike(one, two).confidence == alike(two, one).confidence
    assert alike_things(one, two).confidence == alike_things(two, one).confidence


@given(NAMES)
def test_a_name_is_like_itself(name: str) -> None:
    assert alike(name, name).confidence == 1
    assert name_of(name).written == name


@given(NAMES, UNITS)
def test_proposals_are_sorted_and_in_bounds(subject: str, unit: str) -> None:
    proposed = Index(indicators()).propose(subject, unit=unit)
    told = [one.confidence for one in proposed.proposals]
    assert told == sorted(told, reverse=True)
    assert all(0 < one <= 1 for one in told)
    assert (proposed.chosen is not None) is (proposed.status == "sure")
    assert (proposed.status == "none") is (not proposed.proposals)


@given(UNITS, UNITS)
def test_measures_compare_both_ways(one: str, two: str) -> None:
    assert same_measure(one, two) == same_measure(two, one)


@given(st.lists(st.sampled_from(["a", "a-2", "b", "a-2-2"])))
def test_ids_are_unique_and_the_first_keeps_its_own(ids: list[str]) -> None:
    given_ = numbered(ids)
    assert len(set(given_)) == len(ids)
    assert all(new.startswith(old) for new, old in zip(given_, ids, strict=True))


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_slug_trips_over_nothing(one: str, two: str) -> None:
    assert not set(slug(one, two)) & set(" \t\n/\\:*?\"<>|'、，。（）《》“”")


@st.composite
def pledges(draw: st.DrawFn) -> Pledge:
    return Pledge(
        id=str(draw(st.integers(0, 10**9))),
        org_unit=draw(st.sampled_from(["", "林埭镇", "新仓镇"])),
        subject=draw(NAMES),
        kind="quantity",
        basis=draw(st.sampled_from(["level", "growth", "change"])),
        unit=draw(UNITS),
        year=2023,
        tiers=(Tier("plan", ">=", Fraction(draw(st.integers(-5, 5)))),),
    )


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    return Fact(
        key=str(draw(st.integers(0, 10**9))),
        org_unit=draw(st.sampled_from(["", "林埭镇", "新仓镇"])),
        subject=draw(NAMES),
        kind="quantity",
        basis=draw(st.sampled_from(["level", "growth", "change"])),
        unit=draw(UNITS),
        period=to_date(Month(draw(st.integers(2022, 2024)), draw(st.integers(1, 12)))),
        value=Fraction(draw(st.integers(-5, 5))),
        origin=Origin(quote=draw(st.sampled_from(["", "新开工3个", "总数达到3个"]))),
    )


@given(st.lists(pledges(), unique_by=lambda one: one.id), st.lists(facts(), unique_by=lambda one: one.key))
def test_every_pledge_is_linked_open_or_lacking(promised: list[Pledge], done: list[Fact]) -> None:
    as_of = Month(2023, 9).last_day
    found = match(promised, done, as_of=as_of)
    by_id, by_key = {one.id: one for one in promised}, {one.key: one for one in done}
    answered, left_open = {one.pledge for one in found.links}, {one.pledge for one in found.open}
    assert answered | left_open | set(found.unmatched_pledges) == set(by_id)
    assert not (answered | left_open) & set(found.unmatched_pledges)
    for link in found.links:
        pledge, fact = by_id[link.pledge], by_key[link.fact]
        assert pledge.basis == fact.basis
        assert same_measure(pledge.unit or "", fact.unit or "") or pledge.basis == "growth"
        assert fact.period.end <= Month(2023, 9)
        assert 0 < link.confidence <= 1
    assert not {one.fact for one in found.links} & set(found.unmatched_facts)


@given(st.lists(facts(), unique_by=lambda one: one.key), st.lists(pledges(), unique_by=lambda one: one.id))
def test_the_order_of_facts_does_not_matter(done: list[Fact], promised: list[Pledge]) -> None:
    one, two = match(promised, done), match(promised, list(reversed(done)))
    assert {(link.pledge, by_value(done, link.fact)) for link in one.links} == {
        (link.pledge, by_value(done, link.fact)) for link in two.links
    }
    assert {each.pledge for each in one.open} == {each.pledge for each in two.open}


def by_value(done: list[Fact], key: str) -> tuple[str, Fraction | None]:
    """A fact's period and figure: of two that say the same, either may answer."""
    return next((str(fact.period), fact.value) for fact in done if fact.key == key)


HEADS = ["序号", "主要工作任务", "完成情况", "责任单位", "\t", "\n", "★", "2023年"]
WORDS = [*HEADS, "1", "20个", "增长7%", "（力争8%）", "项目", "开工", "建成", "下一步"]


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=40).map("".join))
def test_any_page_is_linked_without_a_stumble(text: str) -> None:
    document = read_source(Source(text, wrapped=False))
    promised, _ = pledges_of(document, year=2023)
    done, _ = facts_of(document, year=2023, pledges=promised)
    assert len({one.id for one in promised}) == len(promised)
    assert len({one.key for one in done}) == len(done)
    found = match(promised, done)
    assert len(list(answering(promised, done, found))) >= len(found.links)
