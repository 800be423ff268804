"""Which figures of a clause belong together: 15、22个百分点, 保二冲一, 23条65公里, 5个共66万平方米."""

from __future__ import annotations

from collections.abc import Sequence

from duban.reading import nouns
from duban.reading.clauses import is_qualifier
from duban.reading.lexicon import Kind, lexicon
from duban.reading.tokens import Mark, Token

_SPANS = ("公里", "人", "名")  # 23条65公里农村公路: two measures of one thing
_SUMMED = ("平方米", "公里", "亩", "公顷", "米", "元", "千瓦")


def groups(text: str, tokens: Sequence[Token]) -> list[tuple[int, int, int]]:
    """The groups of figures: the first and the last token of each, and where what is behind it begins."""
    return _without_sizes(text, tokens, _joined(text, tokens))


def _joined(text: str, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Figures that only 、 or 和 parts are one group: 15、22个百分点; so are 保二冲一."""
    found: list[tuple[int, int]] = []
    for at, token in enumerate(tokens):
        if token.figure is None or (is_qualifier(token.figure) and not _measures(text, tokens, at)):
            continue
        if at and _sizes(tokens, at):
            continue
        parted = at - found[-1][1] if found else 0
        whom = parted == 1 and found[-1][0] > 0 and tokens[found[-1][0] - 1].word
        helped = whom in lexicon().tails["serves"]  # 为90户200人|发放补贴
        spans = parted == 1 and token.figure.unit in _SPANS and at + 1 < len(tokens)
        spans = spans and (helped or not tokens[at + 1].kind)
        joint = parted == 2 and (tokens[at - 1].mark & (Mark.PAUSE | Mark.AND) or _sums(tokens, at))
        if joint or (parted == 1 and (token.figure.form == "rank" or (spans and not tokens[at + 1].mark))):
            found[-1] = (found[-1][0], at)
        else:
            found.append((at, at))
    return found


def _without_sizes(text: str, tokens: Sequence[Token], groups: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """The groups with where what is behind them begins; 一家|投资|1.3亿元|的企业 is one, as the sum tells of each."""
    found: list[tuple[int, int, int]] = []
    for first, last in groups:
        if found and _is_sized(text, tokens, found[-1][1], first, last):
            found[-1] = (*found[-1][:2], last + 1)
        else:
            found.append((first, last, last + 1))
    return found


def _is_sized(text: str, tokens: Sequence[Token], at: int, first: int, last: int) -> bool:
    count, size = tokens[at].figure, tokens[last].figure
    if count is None or size is None or not text.startswith("的", size.outer_end):
        return False
    between = [t for t in tokens[at + 1 : first] if not t.kind & Kind.SKIP]
    tails = lexicon().tails
    counts = count.unit not in tails["measure"] and count.unit not in tails["time"]
    return counts and len(between) == 1 and nouns.is_bare(text[between[0].start : between[0].end])


def _sums(tokens: Sequence[Token], at: int) -> bool:
    """5个|共|66万平方米|的项目: how large the things are together that were counted."""
    figure, behind = tokens[at].figure, at + 1 < len(tokens)
    return tokens[at - 1].kind & Kind.SUM != 0 and figure is not None and figure.unit in _SUMMED and behind


def _sizes(tokens: Sequence[Token], at: int) -> bool:
    """70个|30亿元以上|项目: a sum right behind a count sorts what is counted."""
    figure, before = tokens[at].figure, tokens[at - 1].figure
    return figure is not None and before is not None and figure.unit == "元" and before.unit not in ("元", "%")


def _measures(text: str, tokens: Sequence[Token], at: int) -> bool:
    """人均预期寿命提高1岁, 群众满意度得分|92分: the one age that is measured, and the points that something got."""
    figure = tokens[at].figure
    if figure is None or not at:
        return False
    if figure.unit == "分":
        last = at - 2 if at > 1 and tokens[at - 1].kind & (Kind.TO | Kind.SKIP) else at - 1
        moved = tokens[last].kind & (Kind.UP | Kind.DOWN) != 0  # 得分92分，提高1.2分
        return moved or nouns.ends_in(text[tokens[0].start : tokens[last].end], "points")
    if figure.unit != "岁":
        return False
    if tokens[at - 1].word == "为" and at + 1 < len(tokens) and not tokens[at + 1].mark:
        return False  # 为60岁以上老年人体检
    return bool(tokens[at - 1].kind & (Kind.UP | Kind.TO) or figure.outer_start < figure.start)
