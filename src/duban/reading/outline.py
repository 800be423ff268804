"""The outline of a document: which stretch looks back, which looks ahead, over which period and up to when.

Mood, period and horizon hang on headings (一、过去五年工作回顾; 三、2026年重点工作) and on how a paragraph opens
(这五年，…; 到2020年，…). The nearest rules.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date

from duban.reading.dates import LateYear, is_long, moments, years
from duban.reading.frame import Frame, Paragraph
from duban.reading.leaning import lean

_HEAD_LENGTH = 45  # a heading is a short line
_TITLE_LENGTH = 60  # characters of a title
_HEAD_REACH = 200  # characters in which a document says what it is
_START = 3000  # characters in which it names its year
_TITLE_REACH = 700  # characters from the start in which the title and its date stand
_TOP = re.compile(r"(?:第?[一二三四五六七八九十]{1,3}(?:部分)?[、.．]|[一二三四五六七八九十]{1,3}\s)")
_CHAPTER = re.compile("第[一二三四五六七八九十]{1,3}[章篇编]")
_SECOND = re.compile(r"（[一二三四五六七八九十]{1,3}）|\d{1,2}[.、](?!\d)|——")
_BACK = re.compile(
    r"回顾|总结|过去|推进情况|落实情况|开展情况|发展背景|发展基础|工作基础|规划背景|发展现状|建设成效|工作亮点|以来的|工作情况|执行情况|完成情况|主要成绩|成绩$|成就|取得的|进展情况|运行情况|[一五]年来|发展成效|^(?!.*(?:确保|推动|力争|保证|努力|促进)).*(?:目标|任务|计划)(?:提前|如期|全面|圆满|顺利|胜利|较好地)(?:实现|完成)|主要成效|工作报告如下|基本情况|本届政府工作|工作成效|取得了"
)
_AHEAD = re.compile(
    r"目标|任务|安排|部署|重点|建议|打算|举措|计划(?!执行)|思路|下一步|下步|实事|展望|要求|预期|规划|工作要点|明年|今年|今后|未来|措施|努力|为.{2,12}而奋斗|主攻方向|着力"
)
_STRONG = re.compile(r"目标|任务|部署|计划(?!执行)|下步|要求|规划|措施|实事|今后|未来")
_ACHIEVED = re.compile(r"完成|进展|实现|取得|突破|成效|顺利|圆满")  # 今年实事全面完成 may be of either
_TURN = re.compile(r"今年|明年|下一?步|打算|建议|安排|目标任务|工作思路|展望|主要目标|预期目标|工作重点|重点工作")
_PLEDGED_OPENING = re.compile(
    r"(?:今年|新的一年|明年|下一步|下一年|今后|未来|做好|为(?:完成|实现|达成)|实现上述|经济社会发展(?:的)?主要|(?:主要)?预期目标|奋斗目标|主要目标|我们将|具体)"
)
_REPORTED_DOCUMENT = re.compile(r"(?:统计公报|工作总结|情况的?通报|完成情况|执行情况|公报|情况的?报告)")
_PROBLEMS = re.compile(
    r"我们也?(?:清醒|深知|同时)?.{0,6}(?:看到|认识到)|存在的?(?:一些)?(?:困难|问题|不足)|还存在|在?(?:充分)?(?:肯定|看到|总结|取得)成绩的同时"
)
_TITLE_YEAR = re.compile(
    r"((?:19|20)\d\d)\s*年?(?:度|\d{1,2}月\d{1,2}日)?(?:.{0,30}(?:报告|计划|要点|任务书|公报|方案|总结|意见|通知|大会|会议|实事|目标|安排|通报))"
)
_LOOKS_BACK = re.compile(
    r"总结|回顾|公报|通报|成效|纪实|综述|简介|概况|州情|县情|市情|区情|收支情况|运行情况|进展情况|情况$"
)
_PLANS = re.compile(
    r"计划|规划|方案|要点|任务|目标|意见|安排|实事|工作报告|党代会报告|部署|举措|措施|指标|行动|要求|打算"
)
_PRESENTS = re.compile(  # 现将2019年1-8月工作情况汇报如下; 我就上半年工作作以简要汇报
    r"[就将把]([^。；：\n]{2,60}?)(?:(?:汇报|通报|总结|报告)(?:如下|于下)|作(?:以|一|个|了|一个)?(?:简要|简单)?的?(?:汇报|通报))"
)
_BOTH_SIDED = re.compile("工作报告|党代会")  # looks back and ahead
_DATELINE = re.compile(
    r"[〔（]((?:19|20)\d\d)[〕）]\d+号|^\D{0,6}((?:19|20)\d\d)年\d{1,2}月(?:\d{1,2}日)?\D{0,4}$"
    r"|^\D{0,8}((?:19|20)\d\d)[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)[^，。；]{0,30}$",
    re.MULTILINE,
)
_LOCAL = re.compile("我[省市县区镇乡州旗]|全[县镇旗]|[省市县区州旗](?:人民)?政府(?:工作报告|[省市县区]长)")
_REPORTS = re.compile(r"代表.{0,16}(?:人民)?政府，?向(?:大会|大家|各位)\S{0,4}报告|代表大会第\S{1,3}次会议上\n")
_OPENS_BACK = re.compile(
    r"回顾|预计|初步(?:统计|核算)|过去的?一年|[一五]年来|(?:圆满|超额|全面|较好地?)完成|取得.{0,12}成[绩效就]|\n去年"
)
_OPENS_AHEAD = re.compile(r"今年(?!以来)|重点工作|总体要求|预期目标|工作安排|主要目标|力争")
_BOTH_WAYS = re.compile(  # 2022年计划执行情况与2023年计划草案的报告: of the year that it plans
    r"(?:情况|总结|回顾|成效)\S{0,4}[及和与暨、]\S{0,2}((?:19|20)\d\d)年"
    r"\S*?(?:计划|打算|安排|思路|要点|谋划|部署|重点|举措|目标|任务|草案)"
)
_YEAR_HEAD = re.compile(r"((?:19|20)\d\d)年?(?:度|这一年|怎么干|干什么|回眸|成绩单|展望|主要工作)?[：:]?")
_HELD = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月")
_LATE = 11  # the month from which a congress looks back on its own year
_YEAR_SPAN = re.compile(r"(?:19|20)\d\d年?[-—–~～至到]{1,2}((?:19|20)\d\d)年")
_ANY_YEAR = re.compile(r"(?<![到至比])((?:19|20)\d\d)(?=年|政府|[-—–~～至])")
_LAST_BACK = re.compile(  # what a title comes down to at its end, whatever plan it is the report on
    r"(?:情况|总结|进展|公报|回顾|成效|综述|简报|快报|月报|分析)(?:的?(?:报告|通报|汇报|说明|公告))?(?:（.*）)?$"
    r"|(?:总结|情况)(?:的?(?:报告|汇报))?[及和与暨].*(?:计划|打算|安排|思路|要点|谋划|部署|规划|重点|举措|设想)$"
)
_NAMES_ITSELF = re.compile(  # how a first line ends that is a title
    r"^[^。，；]*(?:任务书|报告|方案|通知|意见|规划|计划|要点|清单|分解表|实事|情况|总结|公报|简报|进展|打算)(?:（[^（）]*）)?$"
)
_PAST = re.compile(r"——(?:这|过去)五年|(?:这|近|过去)(?:的?一|五|5|三)年|五年来|一年来")
_ITEM_HEAD = re.compile(r"\d{1,2}[.、](?!\d)")
_GOALS = re.compile(r"目标")
_ITEM = re.compile(r"[-•·●◆]\s*(?:到)?(?:19|20)\d\d年")
_ORDINALS = {char: value for value, char in enumerate("零一二三四五六七八九十")}
_OWN_YEAR = re.compile(
    r"(?<![到至比较—–~-])((?:19|20)\d\d)年(?!底|末|前|以前|以来|起)"
)  # not a horizon or a comparison
_PLAN_TITLE = re.compile(
    r"第([一二三四五六七八九十]{1,3})个五年(?:规划|计划)|[“\"]?(十[一二三四五六])五[”\"]?(?:\S{0,12})(?:规划|发展的?主要目标)"
)
_QUOTED_PLAN = re.compile(r"[“\"](九|十[一二三四五六]?)五[”\"]")
_YEAR_REVIEW = re.compile(r"(?:19|20)\d\d年(?:度|全年)?[^，。\d上下半季月]{0,20}(?:回顾|总结)$")
_REVIEW_YEAR = re.compile(r"((?:19|20)\d\d)年(?:的?(?:主要)?工作回顾|.{0,12}(?:回顾|执行情况|完成情况|取得了))")


def document_year(text: str) -> int | None:
    """The year that a document is for: of its title or date, else the year that it names most at its start.

    A report to a congress in the last months of a year looks back on that very year (``LateYear``), and so does what
    calls itself the year's 回顾 or 总结.
    """
    year = _named_year(text)
    if year is not None and _YEAR_REVIEW.search(_title(text)):
        return LateYear(year)
    if year is not None and _REPORTS.search(text[: _HEAD_REACH * 2]) and _reviewed(text, year) == years(year, year):
        return LateYear(year)
    return year


def _named_year(text: str) -> int | None:
    """The year of a document's title or date, else the one that it names most at its start."""
    if titled := _ANY_YEAR.findall(line := _title(text)):
        first, last = int(titled[0]), int(titled[-1])
        return last if last == first + 1 and _BOTH_WAYS.search(line) else first
    if (plan := _PLAN_TITLE.search(_title(text))) and not plan.group(2):
        return _last_year(plan) - 4  # 第十四个五年规划: of its first year
    if both := _BOTH_WAYS.search(text, 0, _TITLE_REACH):
        return int(both[1])
    if dated := _DATELINE.search(text[:_TITLE_REACH]):
        return int(dated[dated.lastindex or 0])
    if dated := _TITLE_YEAR.search(text[:_TITLE_REACH]):
        return int(dated.group(1))
    named = Counter(int(year) for year in _OWN_YEAR.findall(text[:_START]))
    if not named:
        return _last_year(plan) - 4 if plan else None
    if review := _REVIEW_YEAR.search(text[:_START]):
        return int(review.group(1)) + 1
    return max(named, key=lambda year: (named[year], year))


def is_of_years(text: str) -> bool:
    """Whether a document plans several years, as its title says: then its own first year is a date like any other."""
    return _plan_end(_title(text)) is not None


def is_local(text: str) -> bool:
    """Whether a place below the nation speaks, as it says at its start (我省, 我市, 泾县人民政府)."""
    return _LOCAL.search(text, 0, _START) is not None


def paragraphs(text: str, year: int | None, *, report: bool = False, plan: bool = False) -> list[Paragraph]:
    """Every line of the clean text with the frame that its headings and openings give it.

    ``report``: whoever handed it in says that it looks back; ``plan``: that it is a plan.
    """
    base = _base(text, year)
    if base.mood == "pledged" and (_REPORTS.search(text[: _HEAD_REACH * 2]) or _opens_back(text)):
        base = Frame("reported", _reviewed(text, year))  # a speech to a congress begins with its look back
    if report and base.mood == "pledged" and not _speaks_for_itself(_title(text)):
        base = Frame("reported")  # of no period: each statement has its own, or the day of judging gives it
    top, frame = base, base
    found = []
    at = 0
    lines = text.split("\n")
    goals = False
    led: Frame | None = None  # the frame that a lead-in put aside
    headings = [_is_heading(line) for line in lines]
    headed = any(heading and _TOP.match(line) for line, heading in zip(lines, headings, strict=True))
    for line, heading in zip(lines, headings, strict=True):
        if heading and not (led and _ITEM_HEAD.match(line) and not _TURN.search(line)):
            frame, led = led or frame, None  # what a lead-in said ends with its section
        own = frame
        if heading and _TOP.match(line):
            own = top = frame = _headed(line, top, year, base)
        elif heading and _CHAPTER.match(line):
            own = top = frame = _headed(line, base, year, base)
        elif heading and (headed_by := _year_head(line, year, base)):
            own = top = frame = headed_by
        elif heading:
            turns = _BACK.search(line) if top.mood == "pledged" else _PAST.match(line)
            turns = turns or (_TURN.search(line) if "reported" in (top.mood, frame.mood) else None)
            own = frame = _headed(line, top, year, base if base.due else None) if turns else frame
            top = top if _SECOND.match(line) else frame  # 2022年工作回顾, without a number, stands over those with one
        else:
            if _TOP.match(line):
                top = frame = _headed(line[: line.find("。") + 1], top, year)
            own = _opened(_opening(line), frame, top, year)
            opens = own.mood == top.mood or not headed  # else under a heading, for its paragraph alone
            frame = own if opens and (own is frame or not _is_part(own.period)) else frame
        goals = _GOALS.search(line) is not None if heading else goals
        after = _led_in(line, frame, year, goals=goals and not heading)
        led, frame = (led or frame if after is not frame else led), after
        title = (not at or heading) and _NAMES_ITSELF.search(line) is not None
        found.append(Paragraph(at, at + len(line), own, title, heading))
        at += len(line) + 1
    return found if plan else list(lean(text, found, year))


def _opens_back(text: str) -> bool:
    """Whether a 政府工作报告 without a salutation begins with what was done, not with what is to come."""
    if "政府工作报告" not in (title := _title(text)):
        return False
    begin = text.find(title) + len(title)
    back, ahead = (pattern.search(text, begin, begin + _TITLE_REACH) for pattern in (_OPENS_BACK, _OPENS_AHEAD))
    return back is not None and (ahead is None or back.start() < ahead.start())


def _year_head(line: str, year: int | None, base: Frame) -> Frame | None:
    """The frame under a heading that is a year and no more: one that has passed, or the one that is planned."""
    head = _YEAR_HEAD.fullmatch(line)
    if head is None or year is None or base.mood == "reported":
        return None
    own = int(head.group(1))
    passed = own < year or (own == year and isinstance(year, LateYear))
    return Frame("reported", years(own, own)) if passed else Frame(due=base.due)


def _reviewed(text: str, year: int | None) -> str | None:
    """The year that a speech looks back on: the one before, but its own where it is held in the last months."""
    if year is None:
        return None
    held = _HELD.search(text[:_TITLE_REACH])
    own = held is not None and int(held.group(1)) == year and int(held.group(2)) >= _LATE
    return years(year, year) if own else years(year - 1, year - 1)


def _title(text: str) -> str:
    """The first line, where it is short enough to be a title."""
    line = text.lstrip().partition("\n")[0]
    return line if len(line) <= _TITLE_LENGTH and "。" not in line else ""


def _speaks_for_itself(title: str) -> bool:
    """A plan's title goes before what it was handed in as; a 工作报告 looks both ways, as its headings say."""
    return "工作报告" in title or _PLANS.search(title) is not None


def _base(text: str, year: int | None) -> Frame:
    """What a document is before its headings speak: a look back over its year, or a plan up to its title's end."""
    title = _title(text)
    heads = "\n".join(line for line in text[:_HEAD_REACH].split("\n") if "。" not in line and "，" not in line)
    back = _REPORTED_DOCUMENT.search(heads) is not None and "计划" not in heads
    named = next((m.period for m in moments(title, 0, len(title), year) if m.period), None)
    plans = _PLANS.search(title) is not None
    if (
        back
        or _LAST_BACK.search(title)
        or (not plans and (_LOOKS_BACK.search(title) or (_is_part(named) and _is_past(title))))
    ):
        whole = _reviewed(text, year) if "政府工作报告" in title and not _is_part(named) else None
        return Frame("reported", whole or named or (years(year, year) if year else None))
    told = plans and not _BOTH_SIDED.search(title) and not _ACHIEVED.search(title)
    return (None if told else _presented(text, year)) or Frame(due=_plan_end(title), told=told)


def _presented(text: str, year: int | None) -> Frame | None:
    """The look back that a text says at its start that it is (现将2019年1-8月工作情况汇报如下)."""
    said = _PRESENTS.search(text, 0, 2 * _HEAD_REACH)
    if said is None or _AHEAD.search(said[1]):
        return None
    named = next((m.period for m in moments(text, said.start(1), said.end(1), year) if m.tense != "future"), None)
    return Frame("reported", named) if named else None


def _is_part(period: str | None) -> bool:
    """Whether a span is some months of a year: a title that names them tells of them."""
    return period is not None and not _is_wide(period) and period[:7] != period[8:]


def _is_past(title: str) -> bool:
    """Whether a title says nothing of what is to come."""
    return not _AHEAD.search(title) and "下半年" not in title


def _last_year(plan: re.Match[str]) -> int:
    """The last year of a five-year plan, told by its number."""
    return 1955 + 5 * sum(_ORDINALS[char] for char in plan[plan.lastindex or 0])


def _plan_end(title: str) -> date | None:
    """The last day of the years that a document's title plans."""
    if "工作报告" in title:
        return None
    if match := _PLAN_TITLE.search(title):
        return date(_last_year(match), 12, 31)
    span = _YEAR_SPAN.search(title)
    return date(int(span.group(1)), 12, 31) if span else None


def _led_in(line: str, frame: Frame, year: int | None, *, goals: bool) -> Frame:
    """到2027年具体目标：or a list item with a year, or the lead of a section on goals: the horizon of what is next."""
    if frame.mood != "pledged" or not (line.endswith("：") or _ITEM.match(line) or (goals and not frame.due)):
        return frame
    last = line[line.rfind("。", 0, -1) + 1 :]
    named = moments(last, 0, len(last), year)
    future = next((m for m in named if m.tense == "future" and m.due and (m.horizon or not goals)), None)
    return replace(frame, due=future.due) if future else frame


def _is_heading(line: str) -> bool:
    if not line or len(line) > _HEAD_LENGTH:
        return False
    return (
        "。" not in line[:-1]
        and "；" not in line
        and (line[-1] not in "。；，、" or bool(_TOP.match(line) or _SECOND.match(line)))
    )


def _headed(line: str, outer: Frame, year: int | None, base: Frame | None = None) -> Frame:
    """The frame under a heading: what it says itself, else what stands above it."""
    spans = moments(line, 0, len(line), year)
    back, ahead = _BACK.search(line), _AHEAD.search(line)
    if back and not (ahead and ahead.start() > back.end() + 8):
        period = next((m.period for m in spans if m.tense != "future" and m.period), None)
        if (base or outer).mood == "reported":
            period = period or (base or outer).period
        elif base and base.due and base.due.year % 5 == 0:  # what a five-year plan looks back on
            period = period or years(base.due.year - 9, base.due.year - 5)
        longer = next((m.period for m in spans if m.tense != "future" and m.period and is_long(m.period)), None)
        if not longer and (plan := _QUOTED_PLAN.search(line)):
            longer = years(_last_year(plan) - 4, _last_year(plan))
        return Frame("reported", period or (years(year - 1, year - 1) if year else None), years=longer)
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
        sure = outer.told or _STRONG.search(line) is not None or bool(turned and not _ACHIEVED.search(line))
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
    if frame.mood == "reported" and opening.endswith("目标："):
        return Frame("pledged", None, top.due)
    spans = [m for m in moments(opening, 0, len(opening), year) if m.start <= 12]
    if top.mood == "reported" and spans and spans[0].period and spans[0].period[:7] != spans[0].period[8:]:
        later = _is_part(top.period) and top.period and spans[0].period[:7] > top.period[8:]
        return (
            Frame() if later else Frame("reported", spans[0].covered, years=top.years)
        )  # 下半年，… behind a look at the first
    if top.mood == "reported" and top.period and top.period[8:12] == str(year) and opening[:2] in ("今年", "本年"):
        so_far = opening.startswith(("今年以来", "今年来"))  # of the year that the report is on
        return Frame("reported", f"{year}-01/{top.period[8:]}") if so_far else frame
    spans = [m for m in spans if _is_wide(m.period)]
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


def _is_wide(period: str | None) -> bool:
    """Whether a span covers whole years: a single month opens no paragraph."""
    return period is None or (period[5:7] == "01" and period[13:] == "12")
