"""Figures and verdicts in English, made when they are shown: from stored numbers, and from the few forms of words in
which ``duban.ledger.phrases`` says a figure. Nothing is stored twice; what has no English here stays Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from duban.amounts import SCALE, decimal
from duban.standing.reasons import NOT_BEGUN
from duban.web.standings.models import Judged

UNITS: Final[Mapping[str, str]] = {
    "": "", "个": "", "家": "", "项": "", "条": "", "件": "", "处": "", "所": "", "座": "", "%": "%", "‰": "‰",
    "元": "yuan", "美元": "US dollars", "亩": "mu", "平方米": "m²", "平方公里": "km²", "公里": "km", "米": "m",
    "吨": "t", "户": "households", "人": "people", "名": "people", "套": "homes", "次": "times", "倍": "times",
    "位": "places", "天": "days", "分": "points", "个百分点": "percentage points", "班次": "services",
    "起": "cases", "例": "cases", "人次": "visits", "场": "events", "批次": "batches", "年": "years",
}  # fmt: skip
_WORDS: Final[Mapping[str, str]] = {
    "上升": "rising", "不降": "not falling", "下降": "falling", "不升": "not rising", "持平": "level",
    "基本持平": "about level", "增速更高": "growing faster", "增速不低": "growing no slower",
    "增速更低": "growing more slowly", "增速不高": "growing no faster", "同步": "in step", "基本同步": "about in step",
    "增加": "more", "不减": "no fewer", "减少": "fewer", "不增": "no more", "不变": "unchanged",
    "基本不变": "about unchanged", "零增长": "no growth", "正增长": "growth", "不下降": "no fall",
    "负增长": "a fall", "不增长": "no growth", "清零": "down to zero", "基本清零": "down to about zero",
    "未报送": "not reported", "没有写数": "no figure", "待下达": "to come from above", "数不全": "figures incomplete",
    "有几个不一样的数": "figures that differ", "数待上级下达": "figure to come from above",
    "未到评价期": "not yet judged",
    "前期": "preparation", "筹备": "preparation", "签约": "signed", "启动": "begun", "开工": "works begun",
    "在建": "under construction", "完工": "works finished", "竣工": "works completed", "投用": "in use",
    "投产": "in production", "建成": "built", "完成": "done", "落地": "settled", "在谈": "under negotiation",
    "创成": "title won", "获评": "title won", "创建": "in preparation", "申报": "applied for", "启用": "in use",
    "入驻": "moved in", "验收": "accepted", "举办": "held", "出台": "issued", "起草": "being drafted",
    "征求意见": "out for comment", "修订": "being revised", "通车": "open to traffic", "成立": "founded",
    "升规": "above the size threshold", "培育": "being fostered",
}  # fmt: skip
_SCALES: Final = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_VERBS: Final = {"": "", "增长": "up ", "提高": "up ", "增加": "up ", "下降": "down ", "减少": "down "}
_COMPARED: Final = {
    "": "", "以上": "at least ", "左右": "about ", "超过": "more than ", "不超过": "at most ", "不到": "less than ",
    "低于": "less than ",
}  # fmt: skip
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NUMBER: Final = r"-?\d[\d,]*(?:\.\d+)?"
_FIGURE: Final = re.compile(
    rf"(?P<verb>增长|提高|增加|下降|减少)?(?P<before>超过|不超过|不到|低于)?(?P<number>{_NUMBER})"
    rf"(?P<low>万亿|亿|万|%)?(?:—(?P<upper>{_NUMBER}))?(?P<scale>万亿|亿|万)?(?P<unit>[^\d\s—，。（）]*?)(?P<after>以上|左右)?"
)
_RANK: Final = re.compile(r"(?P<top>前)?(?:第)?(?P<place>\d+)位")
_DUE: Final = re.compile(r"(?:(?P<within>年内)|(?:(?P<year>\d{4})年)?(?P<month>\d+)月(?P<day>\d+)日前)(?P<state>\D+)")


def figure(words: str) -> str | None:
    """What a figure, a rank, a direction or a milestone says, in English; None where it is said in another way."""
    if words in _WORDS:
        return _WORDS[words]
    if rank := _RANK.fullmatch(words):
        return f"top {rank['place']}" if rank["top"] else f"place {rank['place']}"
    if (due := _DUE.fullmatch(words)) and (state := _WORDS.get(due["state"])):
        day = "within the year" if due["within"] else f"by {due['day']} {_MONTHS[int(due['month']) - 1]}"
        return f"{state} {day}{' ' + due['year'] if due['year'] else ''}"
    found = _FIGURE.fullmatch(words)
    if found is None or found["unit"] not in UNITS:
        return None
    scale = found["scale"] or ""
    low = found["low"] if found["low"] in _SCALES else scale if found["upper"] else ""
    parts = [_number(found["number"], low or scale)]
    if found["upper"]:
        parts.append(_number(found["upper"], scale))
    unit = "%" if found["low"] == "%" else found["unit"]
    compared = _COMPARED[found["before"] or found["after"] or ""]
    return f"{_VERBS[found['verb'] or '']}{compared}{_united(' to '.join(parts), unit)}"


def amount(value: Fraction, unit: str) -> str:
    """An exact amount with its unit; a unit that has no English word here stays as it is."""
    return _united(_scaled(value), unit)


def unit(word: str) -> str | None:
    """A unit as the head of a column: 亿元 is ``100 million yuan``; None where there is no English word for it."""
    scale = next((one for one in ("万亿", "亿", "万") if word.startswith(one) and word != one), "")
    name = UNITS.get(word.removeprefix(scale))
    size = {"万亿": "trillion", "亿": "100 million", "万": "10,000", "": ""}[scale]
    return None if name is None else f"{size} {name}".strip()


def why(row: Judged) -> str:
    """Why a pledge stands as it does, in English sentences from the numbers of its verdict.

    The clause of the rule, and what else was said in the city's own words, follow as they are.
    """
    parts = [_finding(row)]
    if row.stretch in _STRETCH:
        parts.append(_STRETCH[row.stretch])
    if row.on_average is not None:
        average = amount(Fraction(row.on_average, SCALE), row.unit)
        parts.append(f"The remaining months ({row.months_left}) must bring {average} each on average")
    _first, *rest = row.reason.split("。")
    parts += [one for one in rest if one not in {"", row.word} and not one.startswith(_SAID)]
    return ". ".join(parts) + "."


# Sentences of a stored reason that the numbers say.
_SAID: Final = ("力争值", "余下")
_STRETCH: Final[Mapping[str, str]] = {
    "kept": "The stretch target is reached",
    "on_pace": "The stretch target is on pace, too",
    "behind": "The stretch target is not there yet, which does not count as a miss",
    "missed": "The stretch target was not reached, which does not count as a miss",
}


def _finding(row: Judged) -> str:
    target, done = (figure(words) or words for words in (row.target, row.done))
    if row.verdict == "dropped":
        return "This item is no longer assessed"
    if row.verdict == "adjusted":
        return "The target was adjusted"
    if row.verdict == "not_reported":
        return f"The target is {target}; nothing was reported by the day of judgement"
    if row.done == NOT_BEGUN:
        return f"The target is {target}; its plan year has not begun, so it is not judged yet"
    until = f"By {_MONTHS[row.until % 12]}" if row.until is not None else "So far"
    if row.actual is None and row.share is not None and row.pace is not None:
        due = f"due {_per_cent(row.pace)} of the target ({target})"
        return f"{until}: {due}, reported {_per_cent(row.share)} of it and no amount{_apart(row)}"
    if row.actual is None or row.expected is None:
        late = f", {_united(_scaled(_exact(row.gap)), '天')} late" if (row.gap or 0) > 0 else ""
        return f"{until}: target {target}; now {done}{late}"
    share = f" ({_per_cent(row.share)})" if row.share is not None else ""
    wanted = f"target {target}"
    if row.pace is not None:
        wanted = f"due {amount(Fraction(row.expected, SCALE), row.unit)} ({_per_cent(row.pace)})"
    return f"{until}: {wanted}, reached {done}{share}{_apart(row)}"


def _apart(row: Judged) -> str:
    """How far apart; a direction is held against the same month of last year."""
    if row.expected is not None and row.target in _WORDS:
        return f", against {amount(Fraction(row.expected, SCALE), row.unit)} in the same month of last year"
    if row.gap is None:
        return ""
    if not row.gap:
        return ", just as required"
    size = amount(abs(_exact(row.gap)), row.gap_unit)
    if row.gap_unit == "位":  # of places the first is the best
        return f", {size} {'worse' if row.gap > 0 else 'better'} than the target"
    if row.pace is not None:
        return f", {size} {'ahead of' if row.gap > 0 else 'behind'} the pace"
    within = row.gap < 0 and row.verdict in {"kept", "on_pace"} and "左右" in row.target
    return (
        f", {size} {'above' if row.gap > 0 else 'below'} the target{', within what “about” allows' if within else ''}"
    )


def _exact(value: float | None) -> Fraction:
    return Fraction(str(value or 0))


def _per_cent(value: float) -> str:
    return f"{decimal(_exact(value), 2)}%"


def _number(written: str, scale: str) -> str:
    return _scaled(Fraction(written.replace(",", "")) * _SCALES[scale])


def _scaled(value: Fraction) -> str:
    size = abs(value)
    for factor, word in ((10**9, "billion"), (10**6, "million")):
        if size >= factor:
            return f"{decimal(value / factor, 2)} {word}"
    return f"{int(value):,}" if value.denominator == 1 else decimal(value, 2)


def _united(number: str, unit: str) -> str:
    word = UNITS.get(unit, unit)
    word = word.removesuffix("s") if number == "1" else word
    return f"{number}{word}" if word in {"%", "‰"} else f"{number} {word}".strip()
