"""The outline of a document: which stretch looks back, which looks ahead, over which period and up to when.

Mood, period and horizon hang on headings (一、过去五年工作回顾; 三、2026年重点工作) and on how a paragraph opens
(这五年，…; 到2020年，…). The nearest rules.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from duban.reading.answered import answered
from duban.reading.dates import LateYear, is_long, moments, years
from duban.reading.frame import Frame, Paragraph
from duban.reading.leaning import lean, opens_back_on
from duban.reading.titles import ACHIEVED, AHEAD, base_frame, is_some_months, is_wide, last_year, of_half

_HEAD_LENGTH = 45  # a heading is a short line
_TOP = re.compile(r"(?:第?[一二三四五六七八九十]{1,3}(?:部分)?[、.．]|[一二三四五六七八九十]{1,3}\s)")
_CHAPTER = re.compile("第[一二三四五六七八九十]{1,3}[章篇编]")
_SECOND = re.compile(r"（[一二三四五六七八九十]{1,3}）|\d{1,2}[.、](?!\d)|——")
_BACK = re.compile(
    r"回顾|总结|过去|推进情况|落实情况|开展情况|发展背景|发展基础|工作基础|规划背景|发展现状|建设成效|工作亮点|以来的|工作情况|执行情况|完成情况|主要成绩|成绩$|成就|取得的|进展情况|运行情况|[一五]年来|发展成效|^(?!.*(?:确保|推动|力争|保证|努力|促进)).*(?:目标|任务|计划)(?:提前|如期|全面|圆满|顺利|胜利|较好地)(?:实现|完成)|主要成效|工作报告如下|基本情况|本届政府工作|工作成效|取得了"
)
_STRONG = re.compile(r"目标|任务|部署|计划(?!执行)|下步|要求|规划|措施|实事|今后|未来")
_TURN = re.compile(r"今年|明年|下一?步|打算|建议|安排|目标任务|工作思路|展望|主要目标|预期目标|工作重点|重点工作")
_PLEDGED_OPENING = re.compile(
    r"(?:今年|新的一年|明年|下一步|下一年|今后|未来|做好|为(?:完成|实现|达成)|实现上述|经济社会发展(?:的)?主要|(?:主要)?预期目标|奋斗目标|主要目标|我们将|具体)"
)
_PROBLEMS = re.compile(
    r"我们也?(?:清醒|深知|同时)?.{0,6}(?:看到|认识到)|存在的?(?:一些)?(?:困难|问题|不足)|还存在|肯定成绩的同时|看到成绩的同时|总结成绩的同时|取得成绩的同时"
)
_YEAR_HEAD = re.compile(r"((?:19|20)\d\d)年?(?:度|这一年|怎么干|干什么|回眸|成绩单|展望|主要工作)?[：:]?")
_NAMES_ITSELF = re.compile(  # how a first line ends that is a title
    r"^[^。，；]*(?:任务书|报告|方案|通知|意见|规划|计划|要点|清单|分解表|实事|情况|总结|公报|简报|进展|打算)(?:（[^（）]*）)?$"
)
_PAST = re.compile(r"——(?:这|过去)五年|(?:这|近|过去)(?:的?一|五|5|三)年|五年来|一年来")
_ITEM_HEAD = re.compile(r"\d{1,2}[.、](?!\d)")
_GOALS = re.compile(r"目标")
_GOAL = re.compile(
    r"——[^，。；：]{2,24}[：。]|[·•-]?[^，。；：]{2,14}(?:更加|明显|显著|大幅|进一步|全面)[^，。；：、]{1,6}[：。]"
)
_HORIZON_REACH = 15  # characters in which a paragraph says when it is due
_LABELS_BACK = ("成绩：", "成效：", "主要成绩：", "主要成效：", "去年成绩：", "去年成效：")
_AIMED = re.compile(r"[，：；](?=到(?:19|20)\d\d年[底末]?，)")
_ITEM = re.compile(r"[-•·●◆]\s*(?:到)?(?:19|20)\d\d年")
_QUOTED_PLAN = re.compile(r"[“\"](九|十[一二三四五六]?)五[”\"]")


def paragraphs(text: str, year: int | None, *, report: bool = False, plan: bool = False) -> list[Paragraph]:
    """Every line of the clean text with the frame that its headings and openings give it.

    ``report``: whoever handed it in says that it looks back; ``plan``: that it is a plan.
    """
    base = base_frame(text, year, report=report)
    at_hand = Now(year, opens_back_on(text, year) or (years(year - 1, year - 1) if year else None))
    top, frame = base, base
    found = []
    at = 0
    lines = text.split("\n")
    goals = False
    horizon: date | None = None  # of the goals that stand below it, a paragraph each
    led: Frame | None = None  # the frame that a lead-in put aside
    headings = [_is_heading(line) for line in lines]
    headed = any(heading and _TOP.match(line) for line, heading in zip(lines, headings, strict=True))
    for line, heading in zip(lines, headings, strict=True):
        if heading and not (led and _ITEM_HEAD.match(line) and not _TURN.search(line)):
            frame, led = led or frame, None  # what a lead-in said ends with its section
        own = frame
        if heading and _TOP.match(line):
            own = top = frame = _headed(line, top, at_hand, base)
        elif heading and _CHAPTER.match(line):
            own = top = frame = _headed(line, base, at_hand, base)
        elif heading and (headed_by := _year_head(line, year, base)):
            own = top = frame = headed_by
        elif heading:
            turns = _BACK.search(line) if top.mood == "pledged" else _PAST.match(line)
            turns = turns or (_TURN.search(line) if "reported" in (top.mood, frame.mood) else None)
            own = frame = _headed(line, top, at_hand, base if base.due else None) if turns else frame
            top = top if _SECOND.match(line) else frame  # 2022年工作回顾, without a number, stands over those with one
        else:
            first = line[: line.find("。") + 1]
            if _TOP.match(line) and len(first) <= _HEAD_LENGTH:  # a longer one tells of things, and heads nothing
                top = frame = _headed(first, top, at_hand)
            own = _opened(_opening(line), frame, top, year)
            opens = own.mood == top.mood or not headed  # else under a heading, for its paragraph alone
            frame = own if opens and (own is frame or not is_some_months(own.period)) else frame
            own = replace(own, due=horizon) if horizon and _GOAL.match(line) and not own.due else own
        horizon = None if heading else _horizon(line, own, year) or horizon
        goals = _GOALS.search(line) is not None if heading else goals
        after = _led_in(line, frame, year, goals=goals and not heading)
        led, frame = (led or frame if after is not frame else led), after
        title = (not at or heading) and _NAMES_ITSELF.search(line) is not None
        found.append(Paragraph(at, at + len(line), own, title, heading))
        at += len(line) + 1
    leaned = list(lean(text, found, year))
    if plan and any(paragraph.frame.mood == "pledged" for paragraph in leaned):
        return found  # what is handed in as a plan is one, unless all of it reads like a bulletin: then that is told
    return list(answered(text, leaned))


def _horizon(line: str, frame: Frame, year: int | None) -> date | None:
    """到2010年，… at the head of a paragraph of a plan, or further on (提出，到2010年，…): when its goals are due."""
    inside = [*_AIMED.finditer(line)] if frame.mood == "pledged" else []
    begin = inside[-1].end() if inside else 0
    head = moments(line, begin, min(len(line), begin + _HORIZON_REACH), year) if frame.mood == "pledged" else []
    return next((m.due for m in head if m.horizon and m.due and m.tense != "past"), None)


def _year_head(line: str, year: int | None, base: Frame) -> Frame | None:
    """The frame under a heading that is a year and no more: one that has passed, or the one that is planned."""
    head = _YEAR_HEAD.fullmatch(line)
    if head is None or year is None or base.mood == "reported":
        return None
    own = int(head.group(1))
    passed = own < year or (own == year and isinstance(year, LateYear))
    return Frame("reported", years(own, own)) if passed else Frame(due=base.due)


def _led_in(line: str, frame: Frame, year: int | None, *, goals: bool) -> Frame:
    """到2027年具体目标：or a list item with a year, or the lead of a section on goals: the horizon of what is next."""
    if frame.mood != "pledged" or not (line.endswith(("：", "——")) or _ITEM.match(line) or (goals and not frame.due)):
        return frame
    last = line[line.rfind("。", 0, -1) + 1 :]
    named = moments(last, 0, len(last), year)
    future = next((m for m in named if m.tense != "past" and m.due and (m.horizon or not goals)), None)
    return replace(frame, due=future.due) if future else frame


def _is_heading(line: str) -> bool:
    if not line or len(line) > _HEAD_LENGTH:
        return False
    return (
        "。" not in line[:-1]
        and "；" not in line
        and (line[-1] not in "。；，、" or bool(_TOP.match(line) or _SECOND.match(line)))
    )


class Now(NamedTuple):
    """The document's year, and the one that it looks back on where a heading names none."""

    year: int | None
    past: str | None


def _headed(line: str, outer: Frame, now: Now, base: Frame | None = None) -> Frame:
    """The frame under a heading: what it says itself, else what stands above it."""
    spans = moments(line, 0, len(line), now.year)
    back, ahead = _BACK.search(line), AHEAD.search(line)
    if back and not (ahead and ahead.start() > back.end() + 8):
        period = next((m.period for m in spans if m.tense != "future" and m.period), None)
        if (base or outer).mood == "reported":
            period = period or (base or outer).period
        elif base and base.due and base.due.year % 5 == 0:  # what a five-year plan looks back on
            period = period or years(base.due.year - 9, base.due.year - 5)
        period = of_half(period, line)
        longer = next((m.period for m in spans if m.tense != "future" and m.period and is_long(m.period)), None)
        if not longer and (plan := _QUOTED_PLAN.search(line)):
            longer = years(last_year(plan) - 4, last_year(plan))
        return Frame("reported", period or now.past, years=longer)
    future = next((m for m in spans if m.tense != "past" and not _is_within(m.period, outer)), None)
    if outer.mood == "reported" and not (future or _TURN.search(line) or _STRONG.search(line)):
        own = next((m.period for m in spans if m.relative and m.period and is_long(m.period)), None)
        return Frame("reported", own) if own else outer  # ——这五年，是…的五年
    if ahead or future:
        planned = base.due if base else None
        if future is not None or _TOP.match(line):
            due = future.due if future and future.horizon else planned
        else:
            due = outer.due or planned
        turned = _TURN.search(line) or (future and future.tense == "future")
        sure = outer.told or _STRONG.search(line) is not None or bool(turned and not ACHIEVED.search(line))
        return Frame("pledged", None, due, sure)
    return outer


def _is_within(period: str | None, frame: Frame) -> bool:
    """Whether a span begins before that is over which a look back is about."""
    if frame.mood != "reported" or not period or not frame.period:
        return False
    return period[:7] <= frame.period[8:]


def _opening(line: str) -> str:
    line = line.removeprefix("同时，").removeprefix("但是，").removeprefix("当然，")
    stops = [at for at in map(line.find, "，。：（") if at > 0]
    return line[: min(min(stops) + 1, 30)] if stops else line[:21]


def _opened(opening: str, frame: Frame, top: Frame, year: int | None) -> Frame:
    """The frame that a paragraph's first words open: 五年来，…; 到2020年，…; 今年，…"""
    if _PROBLEMS.search(opening):
        return replace(top, period=None) if top.mood == "reported" else frame
    if opening in _LABELS_BACK and year:
        return Frame("reported", years(year - 1, year - 1))  # 成绩：…, and below it 目标：…
    if frame.mood == "reported" and opening.endswith("目标："):
        return Frame("pledged", None, top.due)
    spans = [m for m in moments(opening, 0, len(opening), year) if m.start <= 12]
    if top.mood == "reported" and spans and spans[0].period and spans[0].period[:7] != spans[0].period[8:]:
        if spans[0].relative and is_long(spans[0].period) and top.period and is_long(top.period):
            return top  # 过去的五年 under “十五”回顾: those that the heading names
        later = is_some_months(top.period) and top.period and spans[0].period[:7] > top.period[8:]
        return (
            Frame() if later else Frame("reported", spans[0].covered, years=top.years)
        )  # 下半年，… behind a look at the first
    if top.mood == "reported" and top.period and top.period[8:12] == str(year) and opening[:2] in ("今年", "本年"):
        so_far = opening.startswith(("今年以来", "今年来"))  # of the year that the report is on
        return Frame("reported", f"{year}-01/{top.period[8:]}") if so_far else frame
    spans = [m for m in spans if is_wide(m.period)]
    first = spans[0] if spans else None
    if first is None:
        return (
            Frame("pledged", None, top.due) if frame.mood == "reported" and _PLEDGED_OPENING.match(opening) else frame
        )
    if not first.tense and first.period and top.mood == "pledged" and not _is_within(first.period, frame):
        return Frame("pledged", None, top.due, top.told)  # its own year, behind a look back on the last
    if first.tense == "past" and first.period and frame.mood == "reported":
        return Frame("reported", first.period, years=frame.years)
    if first.tense == "past" and first.period and not first.horizon and year is not None:
        return Frame("reported", first.period)
    if first.tense == "future" and frame.mood == "pledged":
        return Frame("pledged", None, first.due if first.horizon else frame.due)
    if first.tense == "future" and not first.horizon:
        return Frame("pledged")
    return frame
