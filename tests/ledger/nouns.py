"""Pledges, facts, bodies and indicators of every kind, for property tests."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from duban.ledger.types import Comparator, Fact, Firmness, Indicator, Kind, OrgUnit, Origin, Pledge, Spell, Tier
from duban.periods import Month, Period

# Amounts as they are kept: whole ten-thousandths, to twenty digits before the point.
AMOUNTS = st.integers(-(10**23), 10**23).map(lambda whole: Fraction(whole, 10_000)) | st.integers(-100, 100).map(
    Fraction
)
WORDS = st.text(st.sampled_from("林埭镇固定资产GDP投资 亿=+-@'\"，,;\t\n—全域"), max_size=8)
NAMES = WORDS.map(str.strip).filter(bool)
DAYS = st.dates(date(1990, 1, 1), date(2050, 12, 31))
MONTHS = st.builds(Month, st.integers(1990, 2050), st.integers(1, 12))
PERIODS = st.tuples(MONTHS, MONTHS).map(lambda pair: Period(min(pair), max(pair)))
COMPARATORS: st.SearchStrategy[Comparator] = st.sampled_from((">=", ">", "<=", "<", "~", "="))
FIRM: st.SearchStrategy[Firmness] = st.sampled_from(("ensure", "plan", "strive"))
KINDS: st.SearchStrategy[Kind] = st.sampled_from(("quantity", "rank", "trend", "milestone"))
ORIGINS = st.builds(Origin, *[WORDS] * 5)


@st.composite
def tiers(draw: st.DrawFn, firmness: Firmness | None = None) -> Tier:
    """A tier with a figure; a range has two."""
    low, more = draw(AMOUNTS), draw(st.none() | st.integers(1, 10**6).map(lambda whole: Fraction(whole, 10_000)))
    comparator: Comparator = "range" if more else draw(COMPARATORS)
    firm: Firmness = firmness if firmness is not None else draw(FIRM)
    return Tier(firm, comparator, low, low + more if more else None, draw(WORDS.map(str.strip)))


BODIES = st.builds(
    OrgUnit,
    id=WORDS,
    name=WORDS,
    kind=WORDS,
    order=st.integers(0, 999),
    names=st.lists(st.builds(Spell, WORDS, st.none() | DAYS, st.none() | DAYS), max_size=3).map(tuple),
    parents=st.lists(st.builds(Spell, WORDS, st.none() | DAYS, st.none() | DAYS), max_size=3).map(tuple),
    groups=st.lists(WORDS, max_size=3).map(tuple),
    aliases=st.lists(WORDS, max_size=3).map(tuple),
    whole=st.booleans(),
    statistics=st.booleans(),
    name_en=WORDS,
)
INDICATORS = st.builds(
    Indicator,
    id=WORDS,
    name=WORDS,
    name_en=WORDS,
    unit=WORDS,
    polarity=st.sampled_from(("higher", "lower", "neutral")),
    accumulation=st.sampled_from(("ytd", "flow", "stock", "rate")),
    aggregation=st.sampled_from(("sum", "mean", "none")),
    aliases=st.lists(WORDS, max_size=3).map(tuple),
    display_unit=WORDS,
    decimals=st.integers(0, 9),
    scopes=st.lists(WORDS, max_size=3).map(tuple),
    definition=WORDS,
    annual_only=st.booleans(),
)


@st.composite
def pledges(draw: st.DrawFn, identity: st.SearchStrategy[str] = WORDS) -> Pledge:
    """A pledge as a file can hold it: a milestone has a state, a figure has a unit."""
    kind = draw(KINDS)
    firm = draw(st.lists(FIRM, min_size=1, max_size=3, unique=True))
    figured = kind in ("quantity", "rank")
    bare = [Tier(one, draw(COMPARATORS), None) for one in firm]
    unit = {"quantity": draw(st.sampled_from(("元", "%", "个", ""))), "rank": "位"}.get(kind, "")
    steps = draw(st.dictionaries(MONTHS, AMOUNTS, max_size=3)) if figured else {}
    return Pledge(
        id=draw(identity),
        org_unit=draw(NAMES),
        subject=draw(NAMES),
        kind=kind,
        basis=draw(st.sampled_from(("level", "growth", "change"))) if unit else "level",
        unit=unit,
        year=draw(st.integers(1990, 2050)),
        tiers=tuple(draw(tiers(one)) for one in firm) if figured else tuple(bare),
        indicator=draw(NAMES),
        scope=draw(NAMES),
        assessed=draw(st.none() | tiers("ensure")) if figured else None,
        due=draw(st.none() | DAYS),
        state=draw(st.sampled_from(("开工", "竣工"))) if kind == "milestone" else "",
        polarity=draw(st.sampled_from(("higher", "lower", "neutral"))),
        accumulation=draw(st.sampled_from(("ytd", "flow", "stock", "rate"))),
        trajectory=tuple(sorted(steps.items())),
        annual_only=draw(st.booleans()),
        status=draw(st.sampled_from(("in_force", "dropped", "adjusted"))),
        status_document=draw(NAMES),
        responsible=tuple(draw(st.lists(st.sampled_from(("发改局", "fagaiju", "住建局")), max_size=2))),
        part_of=draw(NAMES),
        against=draw(NAMES) if kind == "trend" else "",
        against_indicator=draw(NAMES) if kind == "trend" else "",
        origin=draw(ORIGINS),
    )


@st.composite
def facts(draw: st.DrawFn, identity: st.SearchStrategy[str] = WORDS) -> Fact:
    """A fact as a file can hold it."""
    kind = draw(KINDS)
    figured = kind in ("quantity", "rank")
    tier = draw(tiers()) if figured else Tier("plan", draw(COMPARATORS), None)
    unit = {"quantity": draw(st.sampled_from(("元", "%", "个", ""))), "rank": "位"}.get(kind, "")
    return Fact(
        key=draw(identity),
        org_unit=draw(NAMES),
        subject=draw(NAMES),
        kind=kind,
        basis=draw(st.sampled_from(("level", "growth", "change"))) if unit else "level",
        unit=unit,
        period=draw(PERIODS),
        value=tier.value,
        comparator=tier.comparator,
        upper=tier.upper,
        indicator=draw(NAMES),
        scope=draw(NAMES),
        state=draw(st.sampled_from(("开工", "竣工"))) if kind == "milestone" else "",
        day=draw(st.none() | DAYS),
        status=draw(st.sampled_from(("estimate", "flash", "preliminary", "final"))),
        simulated=draw(st.booleans()),
        source=draw(NAMES),
        answers=draw(NAMES),
        replaces="",
        known=draw(st.integers(0, 10**6)),
        part_of=draw(NAMES),
        contested=draw(st.booleans()),
        origin=draw(ORIGINS),
    )
