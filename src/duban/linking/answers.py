"""Whether a fact answers a pledge: the same thing, told the same way, in a unit that compares.

A level is answered by a level and a growth by a growth, never by a growth worked out from levels (a published growth
is on a comparable basis). A trend is answered by a trend, a growth or a change, or by a level beside last year's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz

from duban.ledger.types import WHOLE, Fact, Pledge
from duban.linking.acts import act_changed, acts_in, rival_acts, same_measure
from duban.linking.against import alike_bases, apart_from, is_apart, told_since
from duban.linking.judged import names_of_the_deed, other_deeds, served
from duban.linking.likeness import APART, Likeness, alike, alike_things
from duban.linking.names import name_of, scope_sort
from duban.linking.senses import polarity_of, worked
from duban.linking.words import table
from duban.periods import Month, Period

_LEAST = 0.6  # a link that is less sure is none
_SCOPE = 0.78
_STAGE = 0.85
_DEED = 0.9
_OTHER_ARENA = 0.9
_FIVE = 5  # years of a plan whose sums are told from its first month
_SAME_SENTENCE = 75.0  # per cent of characters that two quotes share, without their figures
_FIGURES = re.compile(r"[\d０-９.．,，%％]+")
# A list of projects promises its year's investment and reports what the projects have brought, neither with a name.
_PLANNED = re.compile(r"(?:项目)?(?:年度|本年|当年)(?:投资计划|计划(?:完成)?投资)")
_INVESTED = re.compile(
    r"(?:全?[省市县州区镇])?(?:\d+[个项宗件])?(?:全?[省市县州区镇])?(?:重点|重大)?(?:建设)?项目(?:共|已|累计|实际)*(?:完成)?投资"
)
# What is counted in dwellings is no count of the projects that have them: 人才公寓项目5000套.
_DWELLINGS = frozenset({"套", "间", "套（间）", "户", "平方米", "栋", "幢"})
_OF_A_PROJECT = re.compile(r"(?:项目|工程)\Z")
_AREAS = frozenset({"亩", "公顷", "平方米", "平方公里"})
_OF_PROJECTS = 0.75
_WHOLES = frozenset({"", WHOLE, "全市", "全县", "全区", "全镇", "全省", "全国", "全街道"})


@dataclass(frozen=True, slots=True)
class Answer:
    """How surely a fact answers a pledge, why, and what differs in scope (None: nothing)."""

    confidence: float
    reason: str
    scope_change: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What a fact is about, without its figure and period: facts that share it are one series."""

    org_unit: str
    indicator: str
    subject: str
    kind: str
    basis: str
    unit: str
    scope: str
    state: str
    said: str
    since: int | None = None


def heard(fact: Fact) -> Heard:
    """The series that a fact belongs to."""
    said = fact.origin.quote if fact.kind == "quantity" else _frame(fact)
    return Heard(
        *(fact.org_unit, fact.indicator, fact.subject, fact.kind, fact.basis, fact.unit, fact.scope, fact.state),
        *(said, told_since(fact)),
    )


def answer(pledge: Pledge, fact: Heard, *, with_last_year: bool = False) -> Answer | None:
    """How surely facts of a series answer a pledge; None where they do not.

    Bodies and periods are not looked at here. ``with_last_year`` says that the series has last year's level too.
    """
    if not told_alike(pledge, fact, with_last_year=with_last_year):
        return None
    if pledge.kind == "milestone":
        return _milestone(pledge, fact)
    found = _thing(pledge, fact)
    if found is None or (pledge.kind == "rank" and not (found := _arena(pledge, fact, found))):
        return None
    found = _counted(pledge, fact, found)
    if found and fact.basis == "share" and pledge.basis == "growth":  # of the target of the sum, if there is one
        found = replace(found, confidence=found.confidence * _STAGE)
    return found if found and found.confidence >= _LEAST else None


def told_alike(pledge: Pledge, fact: Heard, *, with_last_year: bool) -> bool:
    """Whether kind, basis and unit of a fact can say anything of the pledge."""
    if pledge.kind == "milestone" or fact.kind == "milestone":
        return pledge.kind == fact.kind
    if pledge.kind == "trend":
        if fact.kind == "rank":
            return False
        if fact.basis == "level" and fact.kind == "quantity":
            return pledge.basis == "level" and with_last_year
        if is_apart(fact):
            return apart_from(pledge, fact.said)
        return fact.basis == pledge.basis or pledge.basis == "level"
    if pledge.kind != fact.kind:
        return False
    if fact.basis == "share":
        return pledge.kind == "quantity"
    if pledge.basis != fact.basis:
        return False
    if pledge.basis == "growth" and not alike_bases(pledge, fact.since):
        return False
    return pledge.kind == "rank" or _same_measure(pledge.basis, pledge.unit, fact.unit)


def _same_measure(basis: str, unit: str, other: str) -> bool:
    if basis == "growth":
        return {unit or "%", other or "%"} <= {"%", "个百分点"} or unit == other
    return same_measure(unit, other)


def _thing(pledge: Pledge, fact: Heard) -> Answer | None:
    """The same indicator, else the same name; with what differs in scope.

    One thing in two scopes may be two indicators: such figures are of one name.
    """
    if pledge.indicator and fact.indicator and pledge.indicator != fact.indicator:
        if not _elsewhere(pledge.subject, fact.subject):
            return None
    elif pledge.indicator and fact.indicator:
        return _scoped(Answer(0.98, "同一个指标"), _named(pledge.scope), _named(fact.scope))
    likeness = _alike_served(pledge, fact)
    if _PLANNED.fullmatch(pledge.subject) and _INVESTED.fullmatch(fact.subject):
        return Answer(_OF_PROJECTS, "计划的年度投资，报告说的是项目累计完成的投资")
    if likeness.confidence and _says_too_little(pledge, fact):
        likeness = _alike_deeds(pledge, fact)
    if not likeness.confidence or other_deeds(pledge.origin.quote, fact.said):
        return None
    said, heard_ = name_of(pledge.subject).scopes, name_of(fact.subject).scopes
    found = Answer(likeness.confidence, likeness.reason, likeness.scope_change)
    if pledge.kind == "rank":
        return found
    return _scoped(found, _named(pledge.scope) - said, _named(fact.scope) - heard_)


def _alike_served(pledge: Pledge, fact: Heard) -> Likeness:
    """How alike the names are, or, of a service, those that say for whom: 为困难群体提供法律援助, 困难群体法律援助."""
    plain = alike(pledge.subject, fact.subject)
    if not plain.confidence and pledge.unit == fact.unit == "元" and "投资" in pledge.origin.sentence:
        plain = alike(f"{pledge.subject}投资", fact.subject)  # 完成投资200亿元，其中干线公路100亿元
    if not plain.confidence and pledge.unit == fact.unit and pledge.unit in _DWELLINGS:
        plain = alike(_OF_A_PROJECT.sub("", pledge.subject), _OF_A_PROJECT.sub("", fact.subject))
    if not plain.confidence and pledge.unit in _AREAS and fact.unit in _AREAS:
        plain = alike(pledge.subject.removesuffix("面积"), fact.subject.removesuffix("面积"))  # told in 亩 anyhow
    if not plain.confidence:
        plain = _alike_deeds(pledge, fact)
    if plain.confidence or pledge.subject[-2:] != fact.subject[-2:]:
        return plain
    one, two = served(pledge.subject, pledge.origin.quote), served(fact.subject, fact.said)
    return alike(one, two) if (one, two) != (pledge.subject, fact.subject) else plain


def _alike_deeds(pledge: Pledge, fact: Heard) -> Likeness:
    """How alike two names are where either side counts those whom something is done for: 为900户家庭安装报警器."""
    one, two = names_of_the_deed(pledge.origin.quote), names_of_the_deed(fact.said)
    if not (one or two) or not same_measure(pledge.unit, fact.unit):
        return APART
    names = [(first, second) for first in one or (pledge.subject,) for second in two or (fact.subject,)]
    generic = table("names")["generic"]["words"]
    told = [APART, *(alike(*pair) for pair in names if not any(name_of(each).core in generic for each in pair))]
    best = max(told, key=lambda each: each.confidence)
    return replace(best, confidence=best.confidence * _DEED)


@lru_cache(maxsize=1 << 14)
def _elsewhere(one: str, two: str) -> bool:
    """Whether two indicators are by their names one thing in two scopes: 规上工业增加值, that of the clusters."""
    first, second = name_of(one), name_of(two)
    return first.core == second.core and first.scopes != second.scopes


def _says_too_little(pledge: Pledge, fact: Heard) -> bool:
    """Whether the names are bare words like 项目, and the sentences around them are not of a kind either."""
    if name_of(pledge.subject).core not in table("names")["generic"]["words"]:
        return False
    said, other = (_FIGURES.sub("", words) for words in (pledge.origin.quote, fact.said))
    return bool(said and other) and fuzz.ratio(said, other) < _SAME_SENTENCE


def _named(scope: str) -> frozenset[str]:
    return frozenset() if scope in _WHOLES else frozenset(scope.split("、"))


def _scoped(found: Answer, one: frozenset[str], two: frozenset[str]) -> Answer:
    if one == two:
        return found
    told = _change(one, two)
    change = f"{found.scope_change}；{told}" if found.scope_change else told
    return Answer(found.confidence * _SCOPE, f"{found.reason}，但口径不同", change)


def named_change(pledge: Pledge, fact: Fact) -> str | None:
    """What differs in scope where a fact itself names the pledge that it answers; None where it says no other scope.

    Which firms are counted (规上) is often left out of a name, so it is asked of the scope alone.
    """
    if pledge.kind in {"rank", "milestone"}:
        return None
    one, two = (_named(each.scope) | _grounds(each.subject) for each in (pledge, fact))
    return _change(one, two) if two and one != two else None


def _grounds(subject: str) -> frozenset[str]:
    return frozenset(scope for scope in name_of(subject).scopes if scope_sort(scope) != "threshold")


def _change(one: frozenset[str], two: frozenset[str]) -> str:
    return f"{'、'.join(sorted(one)) or '未另说明口径'} → {'、'.join(sorted(two)) or '未另说明口径'}"


def _arena(pledge: Pledge, fact: Heard, found: Answer) -> Answer | None:
    """Ranks are compared among the same: 全省第十 says nothing of 在嘉兴保二."""
    one, two = pledge.scope, fact.scope
    if one == two:
        return found
    if WHOLE not in (one, two) and "" not in (one, two):
        return None
    change = f"只有一边说明在{one if one not in ('', WHOLE) else two}排名"
    return Answer(found.confidence * _OTHER_ARENA, found.reason, change)


def _counted(pledge: Pledge, fact: Heard, found: Answer) -> Answer | None:
    """For a level: what is done to the things counted must not differ (新开工, 竣工; 化解积案, 积案)."""
    if pledge.kind != "quantity" or pledge.basis != "level":
        return found
    if _dealt(pledge.subject, pledge.origin.quote) != (dealt := _dealt(fact.subject, fact.said)):
        if dealt:
            return None
        found = Answer(found.confidence * _STAGE, found.reason, "只有承诺说明是办了多少")
    one = acts_in(f"{pledge.origin.quote} {pledge.subject}")
    two = acts_in(f"{fact.said} {fact.subject}")
    if rival_acts(one, two):
        return None
    change = act_changed(one, two)
    if change is None:
        return found
    told = f"{found.scope_change}；{change}" if found.scope_change else change
    return Answer(found.confidence * _STAGE, found.reason, told)


@lru_cache(maxsize=1 << 14)
def _dealt(subject: str, said: str) -> bool:
    """Whether a count is of bad things dealt with, and not of how many there are."""
    return polarity_of(subject, kind="quantity", basis="level", comparator="=") == "lower" and worked(subject, said)


def same_pledge(one: Pledge, two: Pledge) -> Answer | None:
    """Whether a report's pledge is the plan's own, said again; bodies and figures are not looked at."""
    said = two.origin.quote if two.kind == "quantity" and two.basis == "level" else _frame(two)
    as_heard = Heard("", two.indicator, two.subject, two.kind, two.basis, two.unit, two.scope, two.state, said)
    if two.kind == "trend" and one.kind != "trend":
        return None
    return answer(one, as_heard)


def _frame(one: Pledge | Fact) -> str:
    """主体 where only the frame of a building is told to have got there: it is not done with; empty where it is all."""
    if one.kind != "milestone" or not one.state:
        return ""
    found = re.search(
        rf"主体[^，。；、和与及\d]{{0,6}}{re.escape(one.state)}", f"{one.origin.quote} {one.subject}{one.state}"
    )
    return "主体" if found else ""


def _milestone(pledge: Pledge, fact: Heard) -> Answer | None:
    """The same named thing, in the state that was pledged or one that comes after it."""
    if fact.state not in table("milestones")["answers"].get(pledge.state, (pledge.state,)):
        return None
    if fact.said and not _frame(pledge) and pledge.state not in table("milestones")["begun"]["states"]:
        return None
    found: Likeness = alike_things(pledge.subject, fact.subject)
    if found.confidence < _LEAST:
        return None
    later = "" if fact.state == pledge.state else f"，{fact.state}在{pledge.state}之后"
    return Answer(found.confidence, found.reason + later)


@lru_cache(maxsize=1 << 14)
def _first(year: int) -> Month:
    return Month(year, 1)


def in_window(pledge: Pledge, period: Period, until: Month | None) -> bool:
    """Whether a period's figure may answer a pledge: within its years, and not after the month of judging.

    A pledge for a later year (到2025年) is answered meanwhile by stocks and rates only; its sums and growths need the
    whole stretch from the plan year on. The sum of a five-year plan runs from its first month, and so does a fall that
    is told of its first years together (“十二五”前四年累计下降).
    """
    if until is not None and period.end > until:
        return False
    first, due = _first(pledge.year), max(Month.of(pledge.due_day), Month(pledge.year, 12))
    if period.start < first or period.end > due:
        return False
    if pledge.state == "举办" and pledge.due:
        return period.start <= Month.of(pledge.due) <= period.end  # 1月、6月、9月各办一次 are three pledges
    if due.year == pledge.year or pledge.kind in {"milestone", "rank"}:
        return True
    if pledge.basis == "level" and pledge.accumulation in {"stock", "rate"}:
        return True
    if period.end == due and period.end.month != 12:
        return True  # of October to March: a plan over the turn of a year says itself when it begins
    of_five = due.year - pledge.year >= _FIVE - 1
    return period.start == first and (of_five or period.end == due)


def is_to_date(pledge: Pledge, period: Period) -> bool:
    """Whether a figure of these months can stand for the year so far: a sum of one quarter cannot.

    Sums that are told month by month (``flow``) are added up by whoever judges; stocks and rates hold at any time.
    """
    if pledge.kind in {"milestone", "rank", "trend"} or pledge.accumulation == "flow":
        return True
    if pledge.basis == "level" and pledge.accumulation != "ytd":
        return True
    return period.start.month == 1 or period.start.year < period.end.year


def chain(pledge: Pledge, facts: Iterable[Fact]) -> frozenset[Period]:
    """Quarters and halves told one by one, as far as they leave no gap from January: whoever judges adds them up."""
    if (pledge.kind, pledge.basis, pledge.accumulation) != ("quantity", "level", "ytd"):
        return frozenset()
    periods = sorted({fact.period for fact in facts}, key=lambda one: (one.start, one.end))
    found: set[Period] = set()
    ends = {one.end.number for one in periods if one.start.month == 1}
    for one in periods:
        if one.start.month != 1 and one.start.year == one.end.year and one.start.number - 1 in ends:
            found.add(one)
            ends.add(one.end.number)
    return frozenset(found)
