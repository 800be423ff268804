"""A verdict in sentences that can be read aloud: what was to be, what is, by which clause, what is left."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import cast

from duban.amounts import NOT_REPORTED, about, decimal, is_counted, needed
from duban.ledger.phrases import Figure, phrase
from duban.ledger.types import Comparator, Kind, Pledge, Tier
from duban.periods import Month
from duban.standing.verdict import Verdict

_NOTES = {
    "conflict": "同一期有两个不一样的数，又没有说哪个更正哪个，所以没有判",
    "years-missing": "要的是几年的累计，报来的数不是从计划开始那年算起的，所以没有判",
    "awaited": "数待上级下达，下达以后再判",
    "share-unclear": (
        "报告只说完成了目标的百分之几，没有给出数；增速、比率和越低越好的指标，单凭这个说不出做到了多少，所以没有判"
    ),
    "months-missing": "单月的数中间缺了月份，加不成累计，所以没有判",
}
NOT_BEGUN = "未到评价期"
_STRETCH = {
    "kept": "力争值已经达到",
    "on_pace": "力争值也跟得上",
    "behind": "力争值还差一些，不算没有完成",
    "missed": "力争值没有达到，不算没有完成",
}


def reason(verdict: Verdict) -> str:
    """One or a few sentences, with the figures, the light and the clause."""
    parts = [finding(verdict), _light(verdict)]
    if verdict.note == "fell-back":
        parts.append("以前报的累计数已经达到，后来报的反而少了，请核对")
    if verdict.scope_change:
        parts.append(scope_words(verdict.scope_change))
    if verdict.barred:
        parts.append(verdict.barred)
    if verdict.stretch_verdict in _STRETCH:
        parts.append(_STRETCH[verdict.stretch_verdict])
    if verdict.on_average is not None:
        parts.append(f"余下{verdict.months_left}个月，{_left(verdict, verdict.on_average)}")
    if verdict.share_on_average is not None:
        parts.append(f"余下{verdict.months_left}个月，{_left_of_target(verdict.share_on_average)}")
    return "。".join(part for part in parts if part) + "。"


def scope_words(change: str) -> str:
    """That a figure was reported in another scope than the pledge's; ``change`` is told with the link."""
    return f"目标和报来的数口径不同：{change}"


def sentence(verdict: Verdict, name: str) -> str:
    """One sentence for a report or a message: whose, what was to be, what is, what is left; no light in it."""
    parts = [f"{name}{verdict.pledge.subject}{finding(verdict)}"]
    if verdict.on_average is not None:
        parts.append(f"余下{verdict.months_left}个月{_left(verdict, verdict.on_average)}")
    if verdict.share_on_average is not None:
        parts.append(f"余下{verdict.months_left}个月{_left_of_target(verdict.share_on_average)}")
    return f"{'，'.join(parts)}。"


def left_to_do(average: Fraction, months: int, unit: str) -> tuple[bool, str]:
    """What the remaining months must bring, and whether that is of all of them: less than one 家 a month is none."""
    if is_counted(unit) and average < 1:
        return True, needed(average * months, unit)
    return False, needed(average, unit)


def _left(verdict: Verdict, average: Fraction) -> str:
    altogether, words = left_to_do(average, verdict.months_left, verdict.pledge.unit)
    return f"{'一共还' if altogether else '平均每月'}要完成{words}"


def _left_of_target(average: Fraction) -> str:
    return f"平均每月要再完成目标的{decimal(average, 2)}%"


def expected_words(verdict: Verdict) -> str:
    """What should have been done by now, as it is said: of counted things in whole ones; empty where nothing is."""
    if verdict.by_share and verdict.pace is not None:
        return _of_target(verdict.pace)
    if verdict.expected is None:
        return ""
    plain = verdict.pledge.kind == "quantity" and verdict.pledge.basis == "level"
    return needed(verdict.expected, verdict.pledge.unit) if plain else figure_words(verdict.pledge, verdict.expected)


# What a growth that is held against another is asked to do.
_KEEPS_UP: Mapping[Comparator, str] = {
    ">": "快于{}",
    ">=": "不慢于{}",
    "<": "慢于{}",
    "<=": "不快于{}",
    "~": "与{}基本同步",
    "=": "与{}同步",
    "range": "与{}同步",
}


def target_words(pledge: Pledge, tier: Tier | None = None) -> str:
    """The figure that is judged, in words: ``120亿元以上``, ``增长6.5%以上``, ``6月30日前建成``."""
    tier = tier or pledge.judged
    if pledge.kind == "milestone":
        return f"{_by(pledge)}{pledge.state}"
    if tier is None or (tier.value is None and pledge.kind != "trend"):
        return "待下达"
    if pledge.against and pledge.kind == "trend":
        return _KEEPS_UP[tier.comparator].format(pledge.against)
    return phrase(Figure(pledge.kind, pledge.basis, tier.comparator, tier.value, tier.upper, pledge.unit))


def direction(verdict: Verdict) -> str:
    """The direction that was reported of a trend without a figure (上升, 基本持平); empty where there is none."""
    state = verdict.state
    if verdict.pledge.kind != "trend" or state not in {"<", "<=", ">", ">=", "=", "~"}:
        return ""
    return phrase(Figure("trend", verdict.pledge.basis, cast("Comparator", state), None, None, ""))


def actual_words(verdict: Verdict) -> str:
    """What was reported, as a figure or as a direction; what there is and cannot be used is not 未报送."""
    if verdict.ahead:
        return NOT_BEGUN
    if verdict.by_share and verdict.share is not None:
        return _of_target(verdict.share)
    if verdict.actual is None:
        unusable = {"conflict": "有几个不一样的数", "awaited": "待下达", "share-unclear": "只有完成率"}.get(
            verdict.note, "数不全"
        )
        return direction(verdict) or (unusable if verdict.note in _NOTES else str(NOT_REPORTED))
    if verdict.growing:
        return phrase(Figure("quantity", "growth", "=", verdict.actual, None, "%"))
    return figure_words(verdict.pledge, verdict.actual)


def _of_target(per_cent: float) -> str:
    return f"目标的{decimal(Fraction(str(per_cent)), 2)}%"


def figure_words(pledge: Pledge, value: Fraction | None) -> str:
    """A figure of this pledge in words, ``未报送`` where there is none."""
    if value is None:
        return str(NOT_REPORTED)
    if pledge.kind == "rank" or pledge.basis != "level":
        # A trend's own figure is a quantity like any other.
        kind: Kind = "rank" if pledge.kind == "rank" else "quantity"
        unit = pledge.unit or ("%" if pledge.basis == "growth" else "")
        return phrase(Figure(kind, pledge.basis, "=", value, None, unit))
    return about(value, pledge.unit)


def _by(pledge: Pledge) -> str:
    """By when: the day that was named, else within the year."""
    if pledge.due is None:
        return "年内"
    named = _day(pledge.due) if pledge.due.year == pledge.year else f"{pledge.due.year}年{_day(pledge.due)}"
    return f"{named}前"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def finding(v: Verdict) -> str:
    """What was to be and what is, by which month; no light in it, nothing of what is left."""
    pledge = v.pledge
    if v.verdict == "not_reported":
        return f"目标是{target_words(pledge)}，到判定日没有报来数"
    if v.verdict in {"dropped", "adjusted"}:
        word = "这一项不再考核" if v.verdict == "dropped" else "目标已经调整"
        return f"{word}（{pledge.status_document}）" if pledge.status_document else word
    if v.ahead:
        return f"目标是{target_words(pledge)}，{pledge.year}年的计划还没有开始，{NOT_BEGUN}"
    if v.note in _NOTES:
        return _NOTES[v.note].replace("月份", f"{_months(v)}的", 1) if v.lacking else _NOTES[v.note]
    if pledge.kind == "milestone":
        return _milestone(v)
    if pledge.kind == "trend":
        return _trend(v)
    if v.by_share and v.share is not None:
        return _share(v, actual_words(v))
    if v.actual is None or v.expected is None:
        return f"目标是{target_words(pledge)}，数不全，没有判"
    return _figure(v)


def _months(v: Verdict) -> str:
    """``1月、3月``, with the year where it is not the plan's."""
    told = (f"{one.year}年{one.month}月" if one.year != v.pledge.year else f"{one.month}月" for one in v.lacking)
    return "、".join(told)


def _milestone(v: Verdict) -> str:
    wanted = f"要求{_by(v.pledge)}{v.pledge.state}"
    if v.actual_day:
        late = "" if v.actual_day <= v.pledge.due_day else f"，晚了{int(v.gap or 0)}天"
        # A state without a day counts from the end of the month in which it was told.
        before = "前" if v.actual_day == Month.of(v.actual_day).last_day else ""
        return f"{wanted}，已于{_day(v.actual_day)}{before}{v.state or v.pledge.state}{late}"
    # The state that was asked for, without a day on which it was reached: the report tells of a day yet to come.
    ahead = v.state == v.pledge.state
    state = f"，报来的{v.state}日期在判定日以后" if ahead else f"，目前{v.state}" if v.state else ""
    past = f"，已过期{int(v.gap)}天" if v.gap else ""
    return f"{wanted}{state}{past}"


def _trend(v: Verdict) -> str:
    if v.actual is None and (told := direction(v)):
        return f"要求{target_words(v.pledge)}，报来的是{told}"
    if v.pledge.against and v.actual is not None and v.expected is None:
        said = f"要求{target_words(v.pledge)}，{until_words(v)}{actual_words(v)}"
        return f"{said}，没有{v.pledge.against}同期的增速，没有判"
    if v.actual is None or v.expected is None:
        return f"要求{target_words(v.pledge)}，没有可比的数，没有判"
    if v.pledge.against:
        return _kept_up(v)
    if v.growing:
        verb = "合要求" if v.verdict in {"kept", "on_pace"} else "不合要求"
        return f"{until_words(v)}{actual_words(v)}，要求{target_words(v.pledge)}，{verb}"
    now, then = figure_words(v.pledge, v.actual), figure_words(v.pledge, v.expected)
    return f"{until_words(v)}是{now}，上年同期是{then}，{'合要求' if v.verdict in {'kept', 'on_pace'} else '不合要求'}"


def _kept_up(v: Verdict) -> str:
    """A growth beside that of another thing: 到12月增长6.3%，地区生产总值增长6.7%，低0.4个百分点."""
    pledge = v.pledge
    assert v.actual is not None
    assert v.expected is not None
    apart, tier = v.actual - v.expected, pledge.judged
    size = f"{'高' if apart > 0 else '低'}{decimal(abs(apart), 2)}个百分点" if apart else "一样"
    as_wanted = v.verdict in {"kept", "on_pace"}
    leeway = "，在“基本”之内" if as_wanted and apart and apart < 0 and tier and tier.comparator == "~" else ""
    other = f"{pledge.against}{figure_words(pledge, v.expected)}"
    verb = f"要求{target_words(pledge)}，{'' if as_wanted else '不'}合要求"
    return f"{until_words(v)}{figure_words(pledge, v.actual)}，同期{other}，{size}{leeway}，{verb}"


def _figure(v: Verdict) -> str:
    pledge = v.pledge
    assert v.actual is not None
    assert v.expected is not None
    tier = pledge.judged
    whole = tier is not None and tier.value == v.expected
    verb = "应" if pledge.basis == "change" else "应完成"
    should = f"目标{target_words(pledge)}" if whole else f"{verb}{expected_words(v)}{_per_cent(v.pace, v)}"
    done = f"实际{figure_words(pledge, v.actual)}{_per_cent(v.share, v)}"
    waits = v.pledge.annual_only and v.verdict == "not_judged" and not (v.until and v.until.month == 12)
    yearly = "。这个指标一年只出一次数，年度的数出来以前不判" if waits else _on_the_way(v)
    return f"{until_words(v)}，{should}，{done}，{_apart(v)}{yearly}"


def _share(v: Verdict, told: str) -> str:
    """What a share of the target says, and that no amount was told."""
    of = "" if v.pledge.due and v.pledge.due.year != v.pledge.year else "年度"
    whole = v.measured == "amount"
    should = f"目标{target_words(v.pledge)}" if whole else f"应完成{expected_words(v)}"
    return f"{until_words(v)}，报告只说完成了{of}{told}，没有给出数额；{should}，{_apart(v)}{_on_the_way(v)}"


def _on_the_way(v: Verdict) -> str:
    """Why a figure for a later year that is not there yet is not judged."""
    if v.verdict != "not_judged" or v.until is None or v.until.year >= v.pledge.due_day.year:
        return ""
    return f"。要的是{v.pledge.due_day.year}年的数，路上该到多少没有定，没有到以前不判"


def _apart(v: Verdict) -> str:
    """How far apart, in the word that fits: what is above a ceiling is no lead."""
    if v.gap is None:
        return "目标是零，不算百分比"
    if not v.gap:
        return "正好"
    size = f"{decimal(Fraction(str(abs(v.gap))), 2)}{v.gap_unit}"
    if v.measured == "rank":
        return f"比目标{'前' if v.gap < 0 else '后'}{size}"
    if v.measured == "pace":
        return f"{'超' if v.gap > 0 else '欠'}序时{size}"
    if v.measured == "rate" or v.actual is None or v.expected is None:
        return f"比目标{'高' if v.gap > 0 else '低'}{size}{_leeway(v)}"
    tier, apart = v.pledge.judged, abs(v.actual - v.expected)
    mark = "目标" if tier is None or tier.value == v.expected else "应有的"
    return f"比{mark}{'多' if v.gap > 0 else '少'}{about(apart, v.pledge.unit)}{_leeway(v)}"


def _leeway(v: Verdict) -> str:
    """Why what is on the wrong side of its target is as it should be: the target is 左右."""
    short = v.gap is not None and (v.gap > 0 if v.pledge.polarity == "lower" else v.gap < 0)
    return "，在“左右”之内" if short and v.verdict in {"kept", "on_pace"} and "左右" in target_words(v.pledge) else ""


def _per_cent(value: float | None, v: Verdict) -> str:
    return f"（{decimal(Fraction(str(value)), 2)}%）" if value is not None and v.is_share else ""


def until_words(v: Verdict) -> str:
    """Up to which month; with its year where that is not the one that is planned."""
    if not v.until:
        return "到目前"
    year = f"{v.until.year}年" if v.until.year != v.pledge.year else ""
    return f"到{year}{v.until.month}月"


def _light(v: Verdict) -> str:
    if v.by_zero:
        return f"“{v.rule.name}”的公式在这里要除以零，算不出来，没有亮灯"
    if v.light.key == "not_judged" and v.verdict not in {"not_judged", "not_reported"}:
        return f"“{v.rule.name}”不判这一类承诺"
    if not v.clause:
        return "" if v.verdict == "not_reported" else v.light.word
    return f"按“{v.rule.name}”，{v.clause.rstrip('。')}，显示{v.light.shape}{v.light.word}"
