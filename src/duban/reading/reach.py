"""How far a time that a clause names reaches: by the times of its section, and by where it stands in the clause."""

from __future__ import annotations

from itertools import pairwise

from duban.reading.clauses import Clause
from duban.reading.dates import Moment, years
from duban.reading.frame import Frame
from duban.reading.lexicon import Kind, lexicon
from duban.reading.tokens import Token

_AIMING = ("力争", "争取", "力求")
_TWO = 2
LIGHT = (
    Kind.SKIP
    | Kind.WORK
    | Kind.NOMINAL
    | Kind.WILL
    | Kind.EFFORT
    | Kind.OBJECT
    | Kind.THAN
    | Kind.TO
    | Kind.ENSURE
    | Kind.STRIVE
    | Kind.PART
)


def is_after(moment: Moment, frame: Frame) -> bool:
    """Whether its months begin after those that a look back is about: 下半年 in a report on the first half."""
    if frame.mood != "reported" or not frame.period or not moment.period or moment.tense == "past":
        return False
    return moment.period[:7] > frame.period[8:]


def is_own(moment: Moment, frame: Frame, year: int | None) -> bool:
    """今年 in a report on the document's own year: what was done so far, nothing to come."""
    own = moment.due is None and moment.period is None and not moment.horizon
    return own and frame.mood == "reported" and frame.period is not None and frame.period[8:12] == str(year)


def widens(moment: Moment, frame: Frame) -> bool:
    """2009年列建的项目 in a report on half of 2009: the whole year says no more than that it is this one."""
    own = frame.period
    if frame.mood != "reported" or not own or not moment.period or moment.horizon or moment.relative or moment.ends:
        return False
    year = own[:4]
    return own != moment.period == f"{year}-01/{year}-12" and own[8:12] == year and own[5:7] == "01"


def is_planned_for(tokens: list[Token], moment: Moment) -> bool:
    """今年计划…, 今年将…: to come, in a report too."""
    at = next(at for at, token in enumerate(tokens) if token.moment and token.moment.start == moment.start)
    return at + 1 < len(tokens) and tokens[at + 1].word in ("计划", "将", "拟")


def aims(tokens: list[Token]) -> bool:
    """Whether a clause begins with 力争: it is to come, whatever stands around it.

    争取 before a thing (争取上级资金3亿元) is what was done.
    """
    for at, token in enumerate(tokens):
        if token.kind & Kind.STRIVE:
            wins = token.word == "争取" and at + 1 < len(tokens) and not tokens[at + 1].kind & ~Kind.FRIEND
            return token.word in _AIMING and not wins
        if not (token.moment or token.kind & LIGHT):
            return False
    return False


def is_part(period: str, year: int | None) -> bool:
    """Whether a span is some months of a year, and not all of it."""
    return period[:4] == period[8:12] == str(year) and not (period.startswith("-01/", 4) and period.endswith("-12"))


def heads_clause(tokens: list[Token], moment: Moment) -> bool:
    """Whether the moment stands at the head of its clause, before any noun."""
    for token in tokens:
        if token.moment is not None and token.moment.start == moment.start:
            return True
        if not token.kind & LIGHT:
            return False
    return False


def is_span(moment: Moment, clause: Clause) -> bool:
    """1-8月, 前三季度: months that a figure covers, not an end to reach; the year and its last half are neither."""
    if moment.period is None or moment.period[:4] != moment.period[8:12] or moment.period[:7] == moment.period[8:]:
        return False
    return not moment.period.endswith("-12") or any(t.word == "同比" for t in clause.tokens)


def is_done(clause: Clause) -> bool:
    """已, 了 before the first figure: what stands behind a figure only describes (5000个已建成村)."""
    for token in clause.tokens:
        if token.figure is not None:
            return _is_told_done(clause.tokens)
        if token.kind & Kind.DONE:
            return True
    return False


def _is_told_done(tokens: list[Token]) -> bool:
    """27项实事已全部完成: done is what the clause ends with, no noun stands behind it."""
    at = next((at for at, token in enumerate(tokens) if token.kind & Kind.DONE), len(tokens))
    after = tokens[at + 1 :]
    completes = lexicon().tails["completes"]
    return bool(after) and all(t.word in completes or t.kind & (Kind.ALL | Kind.STATE) for t in after)


def ends_stretch(moment: Moment, frame: Frame) -> bool:
    """2020年 in a look back on 2016 to 2020: the last of several years that a section looks back on."""
    own = frame.period
    if frame.mood != "reported" or not own or own[:4] == own[8:12] or not moment.period:
        return False
    return moment.period == years(int(own[8:12]), int(own[8:12]))


def is_summed(text: str, clause: Clause) -> bool:
    """累计完成, 五年投入: of all the years of a look back."""
    whole = clause.kinds & Kind.SUM != 0 or any(token.word.startswith("累计") for token in clause.tokens)
    return whole or text.find("五年", clause.start, clause.end) >= 0


def is_yearly(clause: Clause) -> bool:
    """2009年达到30亿元，年均增长12%, in a look back on several years: their average."""
    return not clause.kinds & Kind.MOMENT and any(token.word.startswith("年均") for token in clause.tokens)


def two_years(clause: Clause, own: str | None) -> str | None:
    """两年平均增长5.8%: over the year told of and the one before it; of any other stretch no period."""
    at = next((at for at, t in enumerate(clause.tokens) if t.figure and t.figure.unit == "年"), len(clause.tokens))
    figure = clause.tokens[at].figure if at + 1 < len(clause.tokens) else None
    if figure is None or figure.value != _TWO or not own or own[5:] != f"01/{own[:4]}-12":
        return None
    then = clause.tokens[at + 1]
    over = then.word[:2] in ("平均", "年均") or (then.figure is not None and then.figure.form == "set")  # 两年翻番
    return years(int(own[:4]) - 1, int(own[:4])) if over else None


def is_streak(clause: Clause) -> bool:
    """连续9年, 3年翻一番: a stretch of years that is no period of the document's."""
    tokens = clause.tokens
    if clause.kinds & Kind.STREAK and any(t.kind & Kind.STREAK and n.figure for t, n in pairwise(tokens)):
        return True
    figures = [t.figure for t in tokens if t.figure is not None]
    return any(figure.unit == "年" and figure.value != 1 for figure in figures[:-1])  # 一年投入6亿元 is no stretch
