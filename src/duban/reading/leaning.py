"""Which way a stretch leans that no title and no heading speaks for: what was done, or what is to come.

A page cut out of the middle of a report has no heading, and news of a meeting have none that says so. Then the words
of time and result decide together: 比上年, 累计, 首次 and odd figures are of a look back, 力争, 以上, 到2025年 and a
sentence that begins with 加快 are of a plan. Each is weak alone, so that they are weighed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from duban.reading.dates import Moment, is_long, moments, month_end
from duban.reading.frame import Frame, Paragraph

_BACK = 5  # the weight from which a stretch is a look back
_AHEAD = -3  # the weight of a paragraph from which it goes against the stretch that it stands in
_CAP = 3  # how often one cue counts in a paragraph
_OPENING = 40  # characters in which a paragraph says what time it is of

_EFFORT = (
    r"[^，。；]{0,3}(?:加快|推进|推动|深化|加强|强化|完善|落实|抓好|做好|支持|鼓励|引导|培育|打造|建设|实施|启动|开展|加大"
    r"|提升|新建|建立|健全|坚持|大力|积极|全面|深入|扎实|着力)"
)
_CUES: Sequence[tuple[int, str]] = (
    (2, r"(?:比|较)(?:上年|去年)|同比|[上去]年同期|比(?:20|19)\d\d年"),
    (2, r"初步(?:核算|统计|预计|测算)|据(?:初步)?(?:统计|测算|核算)|截[至止]|累计|共(?=[^，。；、]{0,8}\d)"),
    (1, r"预计(?!目标)"),
    (2, r"[占为](?:年度?|全年|总|省|市|县|下达|调整)[^，。；、]{0,6}(?:预算|计划|目标|任务)数?的?\d"),
    (2, r"完成(?:年度?|全年|今年)[^，。；、]{0,10}(?:计划|任务|目标|预算)[^，。；、]{0,8}的?\d"),
    (2, r"(?:较好|圆满|超额|提前|如期|顺利)地?完成"),
    (1, r"由(?=[^，。；、]{0,14}\d[^，。；]{0,12}?(?:增加|提高|上升|下降|减少|调整|扩大|增长|降低|缩小)[到至为])"),
    (2, r"[从由](?:20|19)\d\d年的?(?=[^，。；]{0,12}\d)"),
    (2, r"被[评列授命国省认]|荣获|获[得评批]"),
    (
        6,
        r"[“\"]?十[一二三四五]五[”\"]?(?:期间|时期|以来)[^。；\n]{0,40}(?:实现了|取得了?|保持了?|呈现)",
    ),  # looked back on
    (2, r"(?<=[\u4e00-\u9fff])(?:稳中有[进升]|蓬勃发展|深入推进|快速发展|有[力序]有[力序效]|迅速有效|触底回升)。"),
    (4, r"一年来|[五四三]年来|(?:过去|这)的?[一两二三四五]年|刚刚过去"),
    (2, r"上半年|[前一二三]季度|(?<![\d年])\d{1,2}月份?(?![底末前])"),
    (2, r"首次|成功|取得|得到|有效|顺利"),
    (
        1,
        r"(?:显著|明显|大幅|稳步|持续|不断|进一步|较快|全面|逐步|日益|基本)"
        r"(?:增强|提高|提升|改善|增长|加快|下降|减少|优化|扩大|向好|回升|好转|完善|形成|建成|完成)",
    ),
    (2, r"已|了"),
    (1, r"实现(?=[^，。；、]{0,16}\d)"),
    (2, r"位[居列]|[排名位]第|第[一二三四五六七八九十\d]+位|居[^，。；]{0,6}第"),
    (2, r"元[、，](?=(?:同比|比上年)?(?:增长|下降)\d)"),  # the amount and its growth in one breath
    (1, r"\d\.\d"),
    (1, r"\d\.\d\d"),
    (2, r"发生[^，。；、]{0,12}\d"),
    (1, r"\d{4,}(?![年\d])"),
    (1, r"下降|回落|减少"),
    (1, r"全年"),
    (-2, r"力争|确保|争取|力求|务必"),
    (-2, r"不低于|不少于|控制在|不超过"),
    (-2, r"今年(?!以来)|明年|下一?步|下半年|今后"),
    (-2, r"到(?:20|19)\d\d年(?!的)|[“\"]?十[一二三四五]五[”\"]?(?:末|期间|时期)|年底前|\d月底"),
    (-6, r"(?:收入|支出|预算|计划)(?:相应)?安排"),
    (-1, r"达到(?=\d)"),
    (-1, r"目标"),
    (-2, r"更加[^，。；：、]{1,4}[：。]"),
    (-2, r"将(?!近)|拟|(?:计划|规划)(?!执行|的?\d|完成|生育)"),
    (-2, r"以上|以内|以下|左右"),
    (-2, rf"[。；]{_EFFORT}"),
)
_FIRSTS = (  # the characters that a cue may begin with: most others are passed over at once
    r"[\d“。；从一三上下不为了争二五今以位元全共减刚初到前力务十占去取同名四回圆基大如完实将居左已年得成截拟持据排控提支收日"
    r"发明显更有比由目确稳第累荣获被规计超较达过这进逐顺预首蓬深快迅触]"
)
# Which cue matched is told by the empty group behind it; one before it would hide from ``re`` what it begins with.
_CUE = re.compile(f"(?={_FIRSTS})(?:{'|'.join(f'(?:{pattern})()' for _, pattern in _CUES)})")
_LEAD = re.compile(_EFFORT)
_WEIGHTS = (0, *(weight for weight, _ in _CUES))


def lean(text: str, found: Sequence[Paragraph], year: int | None) -> Iterator[Paragraph]:
    """The paragraphs, those that nothing speaks for with the frame that their own words give them."""
    period: str | None = None
    for spoken_for, group in groupby(found, key=lambda paragraph: paragraph.frame.told or paragraph.title):
        stretch = list(group)
        if spoken_for:
            period = _opening_span(text, stretch[0], year).carried if not stretch[0].start else _looked_back_on(stretch)
            yield from stretch
        else:
            yield from _settled(text, stretch, year, period)


def opens_back_on(text: str, year: int | None) -> str | None:
    """The year at hand, where a text without a title begins with it and looks back (2003年，在…领导下，…取得新突破)."""
    end = text.find("\n") if "\n" in text else len(text)
    first = Paragraph(0, end, Frame())
    opened = _opening_span(text, first, year).carried
    whole = opened is not None and opened == f"{year}-01/{year}-12"
    return opened if whole and text.find("。", 0, end) >= 0 and _weight(text, first) > 0 else None


def _looked_back_on(stretch: Sequence[Paragraph]) -> str | None:
    """The time of the look back that a stretch ends with: what follows under a heading of its own goes on with it."""
    frame = stretch[-1].frame
    return frame.period if frame.mood == "reported" else None


def _settled(text: str, stretch: list[Paragraph], year: int | None, period: str | None) -> Iterator[Paragraph]:
    """A stretch that nothing speaks for, weighed; ``period``: what the title says of its time."""
    weights = [_weight(text, paragraph) for paragraph in stretch]
    back = sum(weights) >= _BACK
    for paragraph, weight in zip(stretch, weights, strict=True):
        span = _opening_span(text, paragraph, year)
        later = span.own and period and span.own[:7] > period[8:]  # 2015年，… behind a look back on 2014
        period = period if later and weight < _BACK else span.carried or period
        if weight >= _BACK or (back and weight > _AHEAD and not later):
            beside = (
                period and is_long(period) and not span.carried
            )  # 2020年，… of one sentence, in a look back on five
            own = period if beside else span.own or period
            yield replace(paragraph, frame=Frame("reported", own, told=False))
        else:
            yield paragraph


def _weight(text: str, paragraph: Paragraph) -> int:
    seen = [match.lastindex or 0 for match in _CUE.finditer(text, paragraph.start, paragraph.end)]
    if _LEAD.match(text, paragraph.start, paragraph.end):
        seen.append(len(_CUES))  # the last cue, at the very start
    return sum(min(seen.count(cue), _CAP) * _WEIGHTS[cue] for cue in set(seen))


class _Span(NamedTuple):
    """The time that a paragraph opens with, and what of it holds for those behind it."""

    own: str | None = None
    carried: str | None = None


def _opening_span(text: str, paragraph: Paragraph, year: int | None) -> _Span:
    """2011年，全市上下…: of that year, as is what follows; 截至10月底，…: of these months, but not what follows.

    Nor does what follows go with a time that only the second sentence names (一是实力提升。2019年，…), or with months
    that do not begin the year (第四季度部署会).
    """
    end = min(paragraph.end, paragraph.start + _OPENING)
    for moment in moments(text, paragraph.start, end, year):
        if moment.tense != "future" and moment.covered and not _is_day(moment):
            opens = text.find("。", paragraph.start, moment.start) < 0 and moment.covered[5:7] == "01"
            return _Span(moment.covered, moment.covered if opens and not moment.ends else None)
    return _Span()


def _is_day(moment: Moment) -> bool:
    """4月19日: when something was said, not what it covers."""
    due = moment.due
    return not moment.ends and due is not None and due != month_end(due.year, due.month)
