"""The columns of a workbook: the heads that we write, and those under which offices give the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from duban.ledger.types import Indicator
from duban.sheets.columns import Column, key
from duban.sheets.columns import Kind as ColumnKind
from duban.web.facts.excel.form import KINDS, Form
from duban.web.facts.sheets import WHY

# What stands first is what the template writes.
KEY: Final = Column("key", ("督办编号",))
# Whose table it is, and which: said above the head.
SHEET: Final = Column("sheet", ("表号",))
FILLER: Final = Column("filler", ("填报单位", "报送单位", "填表单位", "上报单位"))
_UNIT: Final = ("计量单位",)
_OWN_NAME: Final = (
    *("承诺", "指标", "指标名称", "考核指标", "主要指标", "项目", "项目名称", "任务", "任务名称", "重点任务"),
    *("工作任务", "事项", "工作事项", "内容", "工作内容"),
)
_BODY: Final = (
    *("单位", "单位名称", "镇街道", "镇（街道）", "镇(街道)", "各镇街道", "地区", "区域", "属地", "责任单位", "板块"),
    *("县市区", "名称", "镇街道名称"),
)
_SHOWN: Final[Mapping[str, str]] = {
    "target": "目标",
    "by_now": "到本月应完成",
    "before": "上期",
    "last_year": "上年同期",
    "before_level": "上期总量",
    "before_growth": "上期同比",
}
_LEVEL: Final = (
    *("总量", "本期", "本期完成", "累计", "累计完成", "累计完成数", "累计数", "本年累计", "完成数", "完成", "实际完成"),
    *("实际", "实际数", "实际值", "完成量", "绝对值", "绝对量", "绝对额", "总额", "实绩", "完成值", "数值", "数额"),
)
_GROWTH: Final = (
    *("同比", "同比增长", "增速", "增幅", "增长", "累计增长", "同比增幅", "同比增速", "增长率", "累计同比", "同比±"),
    *("增减", "同比增减"),
)
_TYPED: Final[Mapping[str, tuple[str, ...]]] = {
    "value": ("本期完成", *(one for one in _LEVEL if one != "总量")),
    "state": ("到哪一步", "状态", "当前状态", "目前状态", "阶段", "所处阶段", "进展阶段", "形象进度", "节点状态"),
    "day": ("日期", "完成日期", "达到日期", "到达日期", "时间", "完成时间"),
    "progress": ("进展", "进展情况", "工作进展", "工作进展情况", "目前进展", "完成情况", "推进情况", "进展和成效"),
    "problems": ("问题", "存在问题", "存在的问题", "主要问题", "困难和问题", "问题和困难", "存在困难"),
    "next": (
        *("下步打算", "下一步打算", "下一步工作", "下步工作", "下一步计划", "下步计划", "下一步措施", "下步措施"),
        *("下一步工作打算", "下步工作打算", "下一步工作计划", "下步工作计划", "下一步工作安排", "下步工作安排"),
    ),
    WHY: ("更正理由", "更正原因", "更正说明", "修改理由", "修改原因", "改数理由"),
    "help": ("需协调事项", "需协调", "需协调问题", "需要协调的事项", "需要协调解决的问题", "需协调解决的问题"),
}


def label(form: Form, column: str) -> str:
    """A typed or shown column as our template heads it."""
    if column in _SHOWN:
        return _SHOWN[column]
    if column in {"level", "growth"}:
        return {"level": "总量", "growth": "同比（%）"}[column]
    return {"key": KEY.label, "name": "单位" if form.indicator else "承诺", "unit": "计量单位"}.get(column) or _TYPED[
        column
    ][0]


def shown(form: Form) -> tuple[str, ...]:
    """The columns that are shown beside the typed ones."""
    if not form.indicator:
        return ("target", "by_now", "unit", "before", "last_year")
    return (*(("unit",) if "level" in form.columns else ()), *(f"before_{one}" for one in form.columns))


def columns(form: Form, indicators: Iterable[Indicator]) -> list[Column]:
    """All columns that a workbook of this sheet may have."""
    beside = [Column(one, (_SHOWN[one],), said=False) for one in shown(form) if one in _SHOWN]
    if form.indicator:
        return [KEY, SHEET, FILLER, *_provided(form, tuple(indicators)), *beside]
    name = Column("name", _OWN_NAME, said=False)
    either = Column("either", ("单位",), by_sheet=True)  # the unit of measure, or who reports
    body = Column("body", tuple(one for one in _BODY if one not in {"单位", "名称"}))
    unit = Column("unit", _UNIT, said=False)
    typed = [
        Column(
            one, (*_TYPED[one], *_months(form)) if one == "value" else _TYPED[one], _kind(one), per="name", said=False
        )
        for one in form.columns
    ]
    return [KEY, SHEET, FILLER, name, either, body, unit, *typed, *beside]


def _provided(form: Form, indicators: tuple[Indicator, ...]) -> Iterator[Column]:
    own = next(one for one in indicators if one.id == form.indicator)
    unit = next((line.slots["level"].measure for line in form.lines if "level" in line.slots), None)
    yield Column("name", _BODY, by_sheet=True)
    yield Column("unit", _UNIT, said=False)
    level, growth = _labels(own, _LEVEL, bare=True), _labels(own, _GROWTH)
    if "level" in form.columns:
        labels = (*_LEVEL, *level, *_months(form))
        yield Column("level", labels, "amount", unit=unit.unit if unit else "", said=False)
    if "growth" in form.columns:
        yield Column("growth", (*_GROWTH, *growth), "amount", unit="%", said=False)
    # What other indicators of the same table are called, so that their 总量 is not taken for ours.
    taken = {key(one) for one in (*_LEVEL, *_GROWTH, *level, *growth)}
    for other in indicators:
        for kind, words in (("level", _LEVEL), ("growth", _GROWTH)):
            labels = tuple(one for one in _labels(other, words, bare=kind == "level") if key(one) not in taken)
            if other.id != own.id and labels:
                yield Column(f"other {other.id} {kind}", labels, said=False)


def named(indicator: Indicator, basis: str) -> tuple[str, ...]:
    """The heads that name an indicator's amount or growth by themselves."""
    return _labels(indicator, _LEVEL, bare=True) if basis == "level" else _labels(indicator, _GROWTH)


def basis_of(text: str) -> str:
    """What a head says that does not name the indicator: 总量, 同比; empty for neither."""
    short = key(text)
    if short in {key(one) for one in _GROWTH}:
        return "growth"
    return "level" if short in {key(one) for one in _LEVEL} else ""


def _labels(indicator: Indicator, words: Iterable[str], *, bare: bool = False) -> tuple[str, ...]:
    names = (indicator.name, *indicator.aliases)
    return (*(names if bare else ()), *(f"{name}{word}" for name in names for word in words))


def _months(form: Form) -> tuple[str, ...]:
    """A head that only says which months: 1—7月."""
    last = form.month.month
    until = (f"{word}{last}月{end}" for word in ("截至", "截止", "至") for end in ("底", "末", ""))
    return (*(f"1{sign}{last}月" for sign in "-—~至–"), f"{last}月", *until)


def _kind(column: str) -> ColumnKind:
    return "amount" if KINDS.get(column) == "figure" else "text"
