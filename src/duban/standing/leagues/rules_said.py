"""A rulebook in plain words: how points are earned, put together, rounded and ranked; and how it differs from another.

What a reader is held to is said in full, so that nobody has to open the declaration.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from duban.pack.schema.rulebooks import Gate, Line, Rulebook, TieBreak

_EFFECTS = {"no_bonus": "加分不算", "unranked": "不参加排名"}
_BY = {"points": "得分高", "actual": "数更好", "share": "完成率更好"}
_ABSENT = {
    "rescale": "任务书里没有这一项目标的单位，这一项不算它，其余各项按比例折算成满分。",
    "leave_out": "任务书里没有某一项目标的单位，不参加排名。",
}
_MISSING = {
    "leave_out": "应当有数而没有报的单位，不参加排名；没有数从来不是0分。",
    "rescale": "应当有数而没有报的，按其余各项折算；没有数从来不是0分。",
}


def rules_said(book: Rulebook) -> Iterator[str]:
    """The rules of the whole, a sentence each; those of a line stand in ``line_said``."""
    kind = "各项得分相加" if book.combine == "sum" else "各项得分按分值加权，取几何平均"
    yield f"满分{plain(book.full)}分，{kind}。"
    yield _ABSENT[book.absent]
    yield _MISSING[book.missing]
    if book.quorum:
        yield f"一个月至少百分之{book.quorum}的单位报了数，这一项才按那个月计分；全组都用同一个月的数。"
    for one in book.categories:
        if one.most is not None:
            lines = "、".join(line.name for line in book.lines if line.category == one.id)
            yield f"{one.name}（{lines}）合起来最多{plain(one.most)}分。"
    yield from (gate_said(book, one) for one in book.gates)
    for one in book.additions:
        yield f"加减分：{one.name}{_bounds(one.most, one.least)}；有文件、有凭据、认定了的才算。"
    if book.ladder:
        listed = "、".join(f"第{at}名加{plain(one)}分" for at, one in enumerate(book.ladder, 1))
        yield f"每月{listed}，全年累计。"
    yield f"每一项和总分都四舍五入，保留{book.digits}位小数；名次按四舍五入以后的总分比。"
    yield ties_said(book)


def ties_said(book: Rulebook) -> str:
    """What decides between equal totals."""
    after = "还一样就并列，并列的占同一个名次，后面的名次跳过。"
    if not book.tie_breaks:
        return f"同分的并列；{after}".replace("；还一样就并列，", "，")
    order = "，再看".join(_tie(book, one) for one in book.tie_breaks)
    return f"同分的先看{order}；{after}"


def gate_said(book: Rulebook, gate: Gate) -> str:
    """A gate: what it asks, and what becomes of a body that does not meet it."""
    most = f"总分最多{plain(gate.most)}分" if gate.most is not None else _EFFECTS.get(gate.effect, "")
    words = gate.clause or f"没有过的，{most}。"
    return f"门槛“{gate.name}”：{words}"


def line_said(line: Line) -> str:
    """How a line earns its points: the formula's own clause, and whom the line is for."""
    only = "只考核写明的单位。" if line.org_units else ""
    return f"{line.formula.name}：{line.formula.clause}{only}"


def _tie(book: Rulebook, tie: TieBreak) -> str:
    line = book.line(tie.line)
    return f"{line.name if line else tie.line}{_BY[tie.by]}的"


def _bounds(most: Fraction | None, least: Fraction | None) -> str:
    told = []
    if most is not None:
        told.append(f"最多{plain(most)}分")
    if least is not None:
        told.append(f"最多扣{plain(-least)}分")
    return "".join(f"，{one}" for one in told)


def rules_changed(before: Rulebook, after: Rulebook) -> Iterator[str]:
    """What another rulebook says otherwise, line by line, then of the whole; nothing where they say the same."""
    for line in after.lines:
        old = before.line(line.id)
        if old is None:
            yield f"新增“{line.name}”，{plain(line.weight)}分，{line.formula.name}。"
        else:
            yield from _line_changed(old, line)
    yield from (f"去掉“{one.name}”（{plain(one.weight)}分）。" for one in before.lines if after.line(one.id) is None)
    if before.groups != after.groups:
        yield f"排名的组从{'、'.join(before.groups)}改为{'、'.join(after.groups)}。"
    old_words, new_words = list(rules_said(before)), list(rules_said(after))
    yield from (f"改为：{one}" for one in new_words if one not in old_words)
    yield from (f"不再有：{one}" for one in old_words if one not in new_words and not _replaced(one, new_words))


def _line_changed(old: Line, line: Line) -> Iterator[str]:
    if old.weight != line.weight:
        more = line.weight - old.weight
        by = f"{'增加' if more > 0 else '减少'}{plain(abs(more))}分"
        yield f"“{line.name}”从{plain(old.weight)}分改为{plain(line.weight)}分（{by}）。"
    if old.formula.id != line.formula.id:
        yield f"“{line.name}”的计分办法从“{old.formula.name}”改为“{line.formula.name}”（{line.formula.clause}）。"
    elif old.parameters != line.parameters:
        yield f"“{line.name}”的计分参数改了。"
    if (old.cell, old.other, old.org_units) != (line.cell, line.other, line.org_units):
        yield f"“{line.name}”看的数或考核的单位改了。"


def _replaced(old: str, new: list[str]) -> bool:
    """Whether a sentence that is gone has its like among the new ones: both begin alike."""
    return any(one[:4] == old[:4] for one in new)


def plain(value: Fraction) -> str:
    """Points as people write them."""
    return f"{float(value):g}"
