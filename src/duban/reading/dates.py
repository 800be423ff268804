"""Dates, spans of months and horizons that a plan names: 6月底前, 1-8月, 到2025年, “十四五”时期, 去年, 五年来.

Words are resolved against the document's own year: its plan year, and the year before as the one it reviews.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

Tense = Literal["past", "future", ""]

_YEAR = r"(?:19|20)\d\d"
_DASH = r"[-—–~～至到]{1,2}"
_MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2}|元(?=[至到—–~～-]))"
_EDGE = r"(?:底以前|底之前|底前|末前|底|末|以前|之前|前)"
_PLANS = {
    "八五": 1995,
    "九五": 2000,
    "十五": 2005,
    "十一五": 2010,
    "十二五": 2015,
    "十三五": 2020,
    "十四五": 2025,
    "十五五": 2030,
    "十六五": 2035,
}
_QUARTERS = {
    "前三季度": (1, 9),
    "前3季度": (1, 9),
    "上半年": (1, 6),
    "下半年": (7, 12),
    "一季度": (1, 3),
    "二季度": (4, 6),
    "三季度": (7, 9),
    "四季度": (10, 12),
}
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九十")}
_SPAN_YEARS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "十": 10, "2": 2, "3": 3, "4": 4}

# what stands directly before a moment and makes it a mere point of comparison
_REFERENCE = re.compile(r"(?:比|较|[高低大小优快慢多少好强弱]于|同|与|过|超|届|是|来自|从|由|自)$")

# what stands before the end of a month or a year that has passed: 截至6月底
_AS_OF = ("截至", "截止", "截止到", "截至目前", "截止至")

_SAME_TIME = ("结转", "结余", "同期", "年同期", "的同期", "水平", "基数", "可比价", "不变价", "价格", "美元")
_RECORD = re.compile("(?:的|历史)?(?:同期)?最")

# 2000年以前发布的: says of which things, not when
_PUBLISHED = re.compile(r"(?:发布|颁布|出台|成立|建成|印发|批准)的")

TIME = re.compile(
    r"(?=[0-9一二三四五六七八九十上下前去今明过近这本未自从新刚元第“\"]"  # the first two characters of all
    r"[0-9一二三四五六七八九十两元年月季半去来后几些的刚届至到—–~～-])(?:"
    rf"(?P<y1>{_YEAR})年?{_DASH}(?P<y2>{_YEAR})年(?!\d)"
    rf"|(?P<ya>{_YEAR})年(?P<ma>{_MONTH})月(?:\d{{1,2}}[日号])?{_DASH}(?P<yb>{_YEAR})年(?P<mb>{_MONTH})月(?:(?P<db>\d{{1,2}})[日号])?{_EDGE}?"
    rf"|(?:(?P<y>{_YEAR})年|(?P<rel>[今去上]年))?(?P<m1>{_MONTH})(?:(?:月份?)?{_DASH}(?P<m2>\d{{1,2}}|[一二三四五六七八九十]{{1,2}}))?月(?!报)(?:份)?"
    rf"(?:(?P<d>\d{{1,2}})[日号])?(?:初|[上中下]旬)?(?P<edge>{_EDGE})?"
    rf"|(?:(?P<qy>{_YEAR})年|(?P<qrel>[今去上]年))?第?(?:(?P<q>{'|'.join(_QUARTERS)})(?P<qedge>{_EDGE})?|前(?P<qm>{_MONTH}|两)个?月)"
    rf"|(?P<year>{_YEAR})(?:年(?:度|全年)?|全年)(?P<yedge>{_EDGE})?(?!来|以来|起|期)"
    rf"|[“\"]?(?P<plan>{'|'.join(sorted(_PLANS, key=len, reverse=True))})[”\"]?(?:规划)?"
    r"(?P<pedge>时期|期间|期末|末|以来|这五年|收官|前(?P<pn>[两二三四])年"
    r"|(?=(?:国民)?经济(?:和|与)?社会发展|(?:主要|发展|奋斗|总体)[^，。；：]{0,6}目标(?!\S{0,4}(?:实现|完成))))"
    r"|(?P<five>(?:过去|这|近|本届政府|这一届政府)五年|五年来|五年间|过去5年|近5年|5年来)"
    rf"|(?:自|从)?(?P<since>{_YEAR})年(?:以来|起)|(?P<bare>(?<![第一二三四十])五年)(?![规计期])"
    r"|(?P<next>(?:今后|未来)(?:五|5)年|下一个五年)"
    r"|(?P<near>(?:近|过去|这)(?P<n>[两二三四十2-4])年|(?P<n2>[两二三四十])年来)"
    r"|(?P<last>去年|上年|过去一年|过去的一年|一年来|这一年|刚刚过去的一年)"
    r"|(?P<so_far>今年以?来)|(?P<late>近(?:几|些)?年来)"
    r"|(?P<this>今年|本年度|新的一年|本年)"
    r"|(?P<after>明年))"
)
_MAYBE = re.compile("[年月季五]")  # every moment has one of them


class LateYear(int):
    """A document's year that it looks back on itself, since it was given in its last months: 明年 is what it plans."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time that a text names: ``due`` if it is an end, ``period`` (``YYYY-MM/YYYY-MM``) if it is a span.

    ``tense`` is how it stands to the document's own year; ``horizon`` that it governs what follows (到2020年,
    今后五年); ``relative`` that it is told from the document's year (去年, 五年来) and so may open a paragraph;
    ``ends`` that it is the end of a month (3月末, 截至6月底), ``by`` that something is to be done before it (6月底前),
    ``bare`` that its months are written without a year.
    """

    start: int
    end: int
    due: date | None
    period: str | None
    tense: Tense
    horizon: bool
    relative: bool = False
    ends: bool = False
    bare: bool = False
    by: bool = False

    def of(self, year: int) -> Moment:
        """The same months of another year."""
        if not self.period:
            return self
        due = self.due and month_end(year, self.due.month)
        return replace(self, due=due, period=f"{year}{self.period[4:8]}{year}{self.period[12:]}")

    @property
    def covered(self) -> str | None:
        """What a figure of this time covers: at the end of a month, the year up to it."""
        return f"{self.period[:4]}-01/{self.period[8:]}" if self.ends and self.period else self.period


def months(year: int, first: int, last: int) -> str:
    """``2024-01/2024-08`` for January to August of 2024."""
    return f"{year}-{first:02d}/{year}-{last:02d}"


def years(first: int, last: int) -> str:
    """``2016-01/2020-12`` for five whole years."""
    return f"{first}-01/{last}-12"


def is_long(period: str) -> bool:
    """More than one year."""
    return period[:4] != period[8:12]


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    if text == "元":
        return 1
    return sum(_DIGITS[char] for char in text)


def moments(text: str, start: int, end: int, year: int | None, *, dated: bool = False) -> list[Moment]:
    """The moments of ``text[start:end]`` in order, without those that are only compared with (比2010年).

    ``dated``: the document's own year is due at its end like any other, since it plans several years.
    """
    found: list[Moment] = []
    if not _MAYBE.search(text, start, end):
        return found
    for match in TIME.finditer(text, start, end):
        if (
            _REFERENCE.search(text, max(start, match.start() - 2), match.start())
            and text[match.start() - 1 : match.start()] != "到"
        ):
            continue
        if text.startswith(_SAME_TIME, match.end()):
            continue  # 恢复至2019年同期水平
        if match["since"] and _RECORD.match(text, match.end()):
            continue  # 1961年以来最严重的干旱
        moment = _resolve(match, text, year, dated=dated)
        if moment is not None and not _PUBLISHED.match(text, match.end()):
            found.append(moment)
    return found


def _resolve(match: re.Match[str], text: str, year: int | None, *, dated: bool) -> Moment | None:
    start, end = match.span()
    toward = text[start - 1 : start] in ("到", "至") and text[end : end + 1] != "的"

    def moment(due: date | None, period: str | None, tense: Tense, horizon: bool = False) -> Moment:
        bare = bool(match["q"] or match["qm"]) and not (match["qy"] or match["qrel"])
        return Moment(start, end, due, period, tense, horizon, bare=bare)

    if match["y2"]:
        first, last = int(match["y1"]), int(match["y2"])
        tense = _tense(last, year)
        return moment(date(last, 12, 31), years(first, last), tense, tense == "future")
    if match["ya"]:
        return _over_new_year(match, year)
    if match["m1"]:
        return _of_month(match, year, toward)
    if match["qm"]:
        own = _own(match["qy"], match["qrel"], year)
        last = 2 if match["qm"] == "两" else _month(match["qm"])
        if not 1 <= last <= 12:
            return None
        return moment(None, months(own, 1, last), _tense(own, year)) if own is not None else _undated(match)
    if match["q"]:
        own = _own(match["qy"], match["qrel"], year)
        if own is not None and match["qedge"]:
            return _of_quarter_end(match, own, year, toward)
        return (
            moment(None, months(own, *_QUARTERS[match["q"]]), _tense(own, year)) if own is not None else _undated(match)
        )
    if match["year"]:
        own = int(match["year"])
        planned = year is not None and own == year + isinstance(year, LateYear)
        due = None if planned and not dated else date(own, 12, 31)
        if match["yedge"] in ("前", "以前", "之前") and not planned:
            return moment(date(own, 12, 31), years(own, own), _tense(own, year), True)
        tense = _tense(own, year)
        passed = tense == "" and text.endswith(_AS_OF, 0, start)
        return moment(due, years(own, own), "past" if passed else tense, toward or bool(match["yedge"]))
    if match["plan"]:
        last = _PLANS[match["plan"]]
        if match["pn"]:  # “十二五”前四年 are over, and no horizon
            return moment(None, years(last - 4, last - 5 + _SPAN_YEARS[match["pn"]]), "past")
        return _of_plan(match, year, last)
    return _relative(match, year)


def _of_plan(match: re.Match[str], year: int | None, last: int) -> Moment:
    """“十三五”期间; 期末 of one that is over is its last year."""
    edge = match["pedge"]
    past = edge in ("以来", "这五年") or (year is not None and last <= year)
    first = last if past and edge in ("末", "期末") else last - 4
    tense: Tense = "past" if past else "future"
    return Moment(*match.span(), date(last, 12, 31), years(first, last), tense, True, relative=first == last)


def _own(written: str | None, relative: str | None, year: int | None) -> int | None:
    """The year of some months: as written (2024年1-8月), told from the document's (去年1-8月), or the document's."""
    if written:
        return int(written)
    return year - 1 if year and relative in ("去年", "上年") else year


def _of_month(match: re.Match[str], year: int | None, toward: bool) -> Moment | None:
    own = _own(match["y"], match["rel"], year)
    first, last = _month(match["m1"]), _month(match["m2"] or match["m1"])
    if not 1 <= first <= last <= 12:
        return None
    if own is None:
        return _undated(match)
    day = int(match["d"]) if match["d"] else 0
    due = date(own, last, day) if 1 <= day <= monthrange(own, last)[1] else month_end(own, last)
    period = months(own, first, last)
    tense = _tense(own, year)
    if match["rel"] == "今年" and (match["edge"] or "").endswith("前"):
        tense = "future"
    passed = tense != "future" and match.string.endswith(_AS_OF, 0, match.start())
    ends = passed or (match["edge"] in ("底", "末") and first == last)
    bare = not match["y"] and not match["rel"]
    tense, by = "past" if passed else tense, (match["edge"] or "").endswith("前")
    return Moment(*match.span(), due, period, tense, toward and not passed, ends=ends, bare=bare, by=by)


def _undated(match: re.Match[str]) -> Moment:
    """上半年, 8月底前 where no year is known: a time all the same, and no part of what it is said of."""
    tense: Tense = "past" if {match["rel"], match["qrel"]} & {"去年", "上年"} else ""
    by = (match["edge"] or match["qedge"] or "").endswith("前")
    return Moment(*match.span(), None, None, tense, horizon=False, by=by)


def _over_new_year(match: re.Match[str], year: int | None) -> Moment | None:
    """2019年10月1日至2020年3月31日: of the year in which it begins, and due at its end."""
    begins, ends = int(match["ya"]), int(match["yb"])
    first, last = _month(match["ma"]), _month(match["mb"])
    if not (1 <= first <= 12 and 1 <= last <= 12 and (begins, first) < (ends, last)):
        return None
    day = int(match["db"]) if match["db"] else 0
    due = date(ends, last, day) if 1 <= day <= monthrange(ends, last)[1] else month_end(ends, last)
    tense = "" if begins == year else _tense(ends, year)
    return Moment(*match.span(), due, f"{begins}-{first:02d}/{ends}-{last:02d}", tense, False)


def _of_quarter_end(match: re.Match[str], own: int, year: int | None, toward: bool) -> Moment:
    """三季度末: as 9月底."""
    last = _QUARTERS[match["q"]][1]
    passed = match.string.endswith(_AS_OF, 0, match.start())
    ends = passed or match["qedge"] in ("底", "末")
    tense: Tense = "past" if passed else _tense(own, year)
    bare = not (match["qy"] or match["qrel"])
    due, period, by = month_end(own, last), months(own, last, last), match["qedge"].endswith("前")
    return Moment(*match.span(), due, period, tense, toward and not passed, ends=ends, bare=bare, by=by)


def _relative(match: re.Match[str], year: int | None) -> Moment:
    late = isinstance(year, LateYear)
    back = year - 1 + late if year is not None else 0  # the year that is looked back on
    if match["bare"]:
        return Moment(*match.span(), None, years(back - 4, back) if year else None, "", False)
    if match["since"]:
        return Moment(*match.span(), None, years(int(match["since"]), back) if year else None, "past", False)
    if match["so_far"]:  # its months are those of the report, which the moment does not know
        return Moment(*match.span(), None, None, "past", False)
    if match["late"]:  # of no years that are told
        return Moment(*match.span(), None, None, "past", False, True)
    if match["this"]:
        if late and match[0] != "新的一年":
            return Moment(*match.span(), None, years(back, back), "past", False, True)
        return Moment(*match.span(), None, None, "future", False)
    if year is None:
        past = bool(match["last"] or match["five"] or match["near"])
        return Moment(*match.span(), None, None, "past" if past else "future", False, True)
    if match["last"]:
        own = year - 1 if match[0] in ("去年", "上年") else back
        return Moment(*match.span(), None, years(own, own), "past", False, True)
    if match["after"]:
        return Moment(*match.span(), None if late else date(year + 1, 12, 31), None, "future", False)
    if match["next"]:
        return Moment(*match.span(), date(_next_end(year), 12, 31), None, "future", True)
    count = 5 if match["five"] else _SPAN_YEARS[match["n"] or match["n2"]]
    return Moment(*match.span(), None, years(back - count + 1, back), "past", False, True)


def _next_end(year: int) -> int:
    """The last year of “the coming five years”: its own is their first, unless it or a five-year plan ends with it."""
    return year + 4 + (isinstance(year, LateYear) or year % 5 == 0)


def _tense(own: int, year: int | None) -> Tense:
    if year is None or own == year:
        return ""
    return "past" if own < year else "future"
