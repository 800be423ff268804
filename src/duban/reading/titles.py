"""What a document says of itself at its start: the year that it is for, and whether it looks back or ahead."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from duban.reading.dates import LateYear, moments, months, years
from duban.reading.frame import Frame

_TITLE_LENGTH = 60  # characters of a title
_HEAD_REACH = 200  # characters in which a document says what it is
_START = 3000  # characters in which it names its year
_TITLE_REACH = 700  # characters from the start in which the title and its date stand
AHEAD = re.compile(
    r"目标|任务|安排|部署|重点|建议|打算|举措|计划(?!执行)|思路|下一步|下步|实事|展望|要求|预期|规划|工作要点|明年|今年|今后|未来|措施|努力|为.{2,12}而奋斗|主攻方向|着力"
)
ACHIEVED = re.compile(r"完成|进展|实现|取得|突破|成效|顺利|圆满|落实$")  # 今年实事全面完成 may be of either
_REPORTED_DOCUMENT = re.compile(r"(?:统计公报|工作总结|情况的?通报|完成情况|执行情况|公报|情况的?报告)")
_TITLE_YEAR = re.compile(
    r"(?<![比较于])((?:19|20)\d\d)(?![辆人户名座处条所家项次台套张场例件个公亩米吨元平千万])\s*年?(?:度|\d{1,2}月\d{1,2}日)?(?:.{0,30}(?:报告|计划|要点|任务书|公报|方案|总结|意见|通知|大会|会议|实事|目标|安排|通报))"
)
_LOOKS_BACK = re.compile(
    r"总结|回顾|公报|通报|成效|纪实|综述|简介|概况|州情|县情|市情|区情|收支情况|运行情况|进展情况|情况$"
)
_PLANS = re.compile(
    r"计划|规划|方案|要点|任务|目标|意见|安排|实事|工作报告|党代会报告|部署|举措|措施|指标|行动|要求|打算|预算(?:安排|草案)?$"
)
_PRESENTS = re.compile(  # 现将2019年1-8月工作情况汇报如下; 我就上半年工作作以简要汇报
    r"[就将把]([^。；：\n]{2,60}?)(?:(?:汇报|通报|总结|报告)(?:如下|于下)|作(?:以|一|个|了|一个)?(?:简要|简单)?的?(?:汇报|通报))"
)
_PROGRESS = re.compile("(?:进展|完成|推进|落实)情况")
_INSPECTED = re.compile(  # 对2021年重点工作上半年完成情况进行了督查
    r"对([^。；：，\n]{4,60}(?:完成|进展|落实|推进)情况)(?:进行|开展)了?[^。，；\n]{0,6}(?:督|核|评|检|调)"
)
_KEPT_TO = re.compile(  # 2018年政府工作报告指标落实情况: of what it set for that year, not of the year it looks back on
    r"政府工作报告》?[^，。]{0,12}(?:(?:目标|任务|指标|事项|重点工作|实事)[^，。]{0,8}(?:落实|完成|进展|执行|推进|办理)情况"
    r"|[“\"](?:成绩单|答卷|账单|对账单)[”\"])|(?:实事|民生工程|任务)[^，。]{0,8}[“\"](?:成绩单|答卷|账单|对账单)[”\"]"
)
_BOTH_SIDED = re.compile("工作报告|党代会|讲话|发言|致辞|召开|举行|开幕")  # looks back and ahead
_DATELINE = re.compile(
    r"[〔（]((?:19|20)\d\d)[〕）]\d+号|^\D{0,6}((?:19|20)\d\d)年\d{1,2}月(?:\d{1,2}日)?\D{0,4}$"
    r"|^(?:\D{0,8}|[^，。；\n]{0,30}(?:时间|日期|发布|发表|更新)：?)((?:19|20)\d\d)[-/.]\d{1,2}[-/.]\d{1,2}(?:\d\d[:：]\d\d|(?!\d))"
    r"[^，。；\n]{0,30}$",
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
_HELD = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月")
_STEPS = re.compile(r"((?:20|19)\d[05])年[^。]{0,150}；到?((?:20|19)\d[05])年")  # 2015年达到A；2020年达到B: two steps
_TARGET = re.compile(
    r"[^。\n]*(?:19|20)\d\d年[^。\n]*\n?[^。\n]*[超达过]\d[\d.]*[%万亿]"
)  # a headline that says a target
_STEP_HEAD = re.compile(
    r"(?:^|(?<=\n))((?:19|20)\d\d)年，[^。\n]{0,40}(?:达到|达|建成|控制在)\d[\d.]*[^。，；\n]{0,4}(?:以上|以内|左右)",
    re.M,
)
_STEP = 5  # years between the steps of a plan
_LATE = 11  # the month from which a congress looks back on its own year
_YEAR_SPAN = re.compile(r"(?:19|20)\d\d年?[-—–~～至到]{1,2}((?:19|20)\d\d)年")
_ANY_YEAR = re.compile(r"(?<![到至比])((?:19|20)\d\d)(?=年|政府|[-—–~～至])")
_LAST_BACK = re.compile(  # what a title comes down to at its end, whatever plan it is the report on
    r"(?:情况|总结|进展|公报|回顾|成效|综述|简报|快报|月报|分析|(?:考核|考评|评估|测评|验收|督查)结果)(?:的?(?:报告|通报|汇报|说明|公告))?(?:（.*）)?$"
    r"|(?:总结|情况)(?:的?(?:报告|汇报))?[及和与暨].*(?:计划|打算|安排|思路|要点|谋划|部署|规划|重点|举措|设想)$"
)
_ORDINALS = {char: value for value, char in enumerate("零一二三四五六七八九十")}
_OWN_YEAR = re.compile(
    r"(?<![到至比较从由自—–~-])((?:19|20)\d\d)年(?!底|末|前|以前|以来|起|\d{1,2}月份?(?:以来|起)|的[\d.]+倍)"
)  # not a horizon or a comparison
_REVIEWS_AND_SETS = re.compile(  # 报告回顾了2006年的成绩，制定了2007年的目标
    r"回顾了?(?:19|20)\d\d年[^。]{0,20}(?:制定|提出|部署|安排|明确)了?((?:19|20)\d\d)年"
)
_FIVE_BACK = re.compile(r"五年(?:来的?)?(?:政府)?工作回顾[\s\S]{0,60}?[“\"]?(十[一二三四五])五[”\"]?(?:时期|期间)")
_EXPECTED = re.compile(r"回顾\n[\s\S]*?预计(?:到)?((?:19|20)\d\d)年(?!底|末|前)")  # told at its end, for the next
_HORIZON = re.compile(r"[到至]((?:19|20)\d\d)年(?!的)")
_PLAN_TITLE = re.compile(
    r"第([一二三四五六七八九十]{1,3})个五年(?:规划|计划)|[“\"]?(十[一二三四五六])五[”\"]?(?:\S{0,12})(?:规划|发展的?主要目标)"
)
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
    line = _title(text)
    if (titled := _ANY_YEAR.findall(line)) and not _TARGET.match(text.lstrip()):
        first, last = int(titled[0]), int(titled[-1])
        held = _HELD.search(text[:_TITLE_REACH]) if "工作报告" in line else None
        if held and int(held[1]) == first + 1:
            return first + 1  # 2015年政府工作报告, given in January 2016
        told = _PLANS.search(line) or _LOOKS_BACK.search(line) or _LAST_BACK.search(line)
        dated = None if told else _DATELINE.search(text[:_TITLE_REACH])
        if dated and int(dated[dated.lastindex or 0]) == first + 1:
            return first + 1  # the headline of a page dated the year after
        return last if last == first + 1 and _BOTH_WAYS.search(line) else first
    if (plan := _PLAN_TITLE.search(line)) and not plan.group(2):
        return last_year(plan) - 4  # 第十四个五年规划: of its first year
    if both := _BOTH_WAYS.search(text, 0, _TITLE_REACH):
        return int(both[1])
    if sets := _REVIEWS_AND_SETS.search(text, 0, _TITLE_REACH):
        return int(sets[1])
    if dated := _DATELINE.search(text[:_TITLE_REACH]):
        return int(dated[dated.lastindex or 0])
    if dated := _TITLE_YEAR.search(text[:_TITLE_REACH]):
        return int(dated.group(1))
    named = Counter(int(year) for year in _OWN_YEAR.findall(text[:_START]))
    for horizon, times in Counter(int(year) for year in _HORIZON.findall(text[:_START])).items():
        if times >= named[horizon]:  # 到2015年, and 2015年 once more: when it is to end, not when it is told
            del named[horizon]
    for step in _STEPS.finditer(text, 0, _START):
        if int(step[2]) - int(step[1]) == _STEP:
            del named[int(step[1])], named[int(step[2])]
    if not named:
        back = _FIVE_BACK.search(text, 0, _START)
        return last_year(plan) - 4 if plan else last_year(back) + 1 if back else None
    if (goals := _stepped(text)) and _PLANS.search(line):
        return goals[0] - 1
    if expected := _EXPECTED.search(text, 0, _START):
        return int(expected[1]) + 1
    if review := _REVIEW_YEAR.search(text[:_START]):
        return int(review.group(1)) + 1
    most = max(named, key=lambda year: (named[year], year))
    begins = last_year(plan) - 4 if plan else most
    return begins if most == begins - 1 else most  # 十一五规划 that speaks most of the year it begins after


def _stepped(text: str) -> list[int]:
    """The years that a plan without a date sets goals for, if there are two (2007年，…达到96%以上。… 2010年，…)."""
    found = sorted({int(year) for year in _STEP_HEAD.findall(text[:_START])})
    return found if len(found) > 1 else []


def is_of_years(text: str) -> bool:
    """Whether a document plans several years, as its title says: then its own first year is a date like any other."""
    return _plan_end(_title(text)) is not None


def is_local(text: str) -> bool:
    """Whether a place below the nation speaks, as it says at its start (我省, 我市, 泾县人民政府)."""
    return _LOCAL.search(text, 0, _START) is not None


def base_frame(text: str, year: int | None, *, report: bool) -> Frame:
    """What a document is before its headings speak; ``report``: whoever handed it in says that it looks back."""
    base = _base(text, year)
    if base.mood == "pledged" and (_REPORTS.search(text[: _HEAD_REACH * 2]) or _opens_back(text)):
        base = Frame("reported", _reviewed(text, year))  # a speech to a congress begins with its look back
    if report and base.mood == "pledged" and not _speaks_for_itself(_title(text)):
        base = Frame("reported")  # of no period: each statement has its own, or the day of judging gives it
    return base


def _opens_back(text: str) -> bool:
    """Whether a 政府工作报告 without a salutation begins with what was done, not with what is to come."""
    if "政府工作报告" not in (title := _title(text)) or _KEPT_TO.search(title):
        return False
    begin = text.find(title) + len(title)
    back, ahead = (pattern.search(text, begin, begin + _TITLE_REACH) for pattern in (_OPENS_BACK, _OPENS_AHEAD))
    return back is not None and (ahead is None or back.start() < ahead.start())


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
    named = _so_far(of_half(_of_title(title, year), title), title)
    plans = _PLANS.search(title) is not None
    if (
        back
        or _LAST_BACK.search(title)
        or _KEPT_TO.search(title)
        or (not plans and (_LOOKS_BACK.search(title) or (is_some_months(named) and _is_past(title))))
    ):
        back_on = "政府工作报告" in title and not (is_some_months(named) or _KEPT_TO.search(title))
        whole = _reviewed(text, year) if back_on else None
        said = None if whole or named else _presented(text, year)
        return said or Frame("reported", whole or named or (years(year, year) if year else None))
    told = plans and not _BOTH_SIDED.search(title) and not ACHIEVED.search(title)
    return (None if told else _presented(text, year)) or Frame(due=_plan_end(title), told=told)


def _of_title(title: str, year: int | None) -> str | None:
    """The span that a title names; of a year and some months of it, the months: 2023年度重点工作1—5月进展情况."""
    named = [m.period for m in moments(title, 0, len(title), year) if m.period]
    within = [one for one in named if is_some_months(one) and one[:4] == named[0][:4] == one[8:12]]
    return within[-1] if within and is_wide(named[0]) else next(iter(named), None)


def _presented(text: str, year: int | None) -> Frame | None:
    """The look back that a text says at its start that it is (现将2019年1-8月工作情况汇报如下)."""
    said = _INSPECTED.search(text, 0, 2 * _HEAD_REACH)
    if said is None:
        said = _PRESENTS.search(text, 0, 2 * _HEAD_REACH)
        if said is None or AHEAD.search(said[1]):
            return None
    named = next((m.period for m in moments(text, said.start(1), said.end(1), year) if m.tense != "future"), None)
    return Frame("reported", of_half(named, said[1])) if named else None


def is_wide(period: str | None) -> bool:
    """Whether a span covers whole years: a single month opens no paragraph."""
    return period is None or (period[5:7] == "01" and period[13:] == "12")


def of_half(period: str | None, line: str) -> str | None:
    """2022年目标任务半年完成情况: of the first half of the year that the line names."""
    half = "半年" in line and "下半年" not in line
    return months(int(period[:4]), 1, 6) if period and half and period[5:] == f"01/{period[:4]}-12" else period


def _so_far(period: str | None, line: str) -> str | None:
    """2023年10月份项目进展情况: how far they came by then, from the year's beginning."""
    single = period is not None and period[:7] == period[8:]
    return f"{period[:4]}-01/{period[8:]}" if period and single and _PROGRESS.search(line) else period


def is_some_months(period: str | None) -> bool:
    """Whether a span is some months of a year: a title that names them tells of them."""
    return period is not None and not is_wide(period) and period[:7] != period[8:]


def _is_past(title: str) -> bool:
    """Whether a title says nothing of what is to come."""
    return not AHEAD.search(title) and "下半年" not in title


def last_year(plan: re.Match[str]) -> int:
    """The last year of a five-year plan, told by its number."""
    return 1955 + 5 * sum(_ORDINALS[char] for char in plan[plan.lastindex or 0])


def _plan_end(title: str) -> date | None:
    """The last day of the years that a document's title plans."""
    if "工作报告" in title:
        return None
    if match := _PLAN_TITLE.search(title):
        return date(last_year(match), 12, 31)
    span = _YEAR_SPAN.search(title)
    return date(int(span.group(1)), 12, 31) if span else None
