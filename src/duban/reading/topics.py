"""What a clause speaks of without a figure, so that the next one may carry on from it."""

from __future__ import annotations

from collections.abc import Sequence

from duban.reading import nouns
from duban.reading.coordinated import members, spread
from duban.reading.lexicon import Kind
from duban.reading.setting import Setting
from duban.reading.tokens import Mark, Token

_HAS = ("有", "得到", "取得", "呈", "呈现", "出现")
_TAKES = Kind.OBJECT | Kind.UP | Kind.DOWN
_LONGEST = 24  # characters beyond which a clause names nothing
_LONGEST_HEAD = 36  # the same of an indicator
_PREDICATES = Kind.STATE | Kind.UP | Kind.DOWN | Kind.FLAT | Kind.THAN | Kind.ALL | Kind.SKIP | Kind.TO


def settle(text: str, setting: Setting) -> None:
    """Give the setting the topic of the last clause without figures (实施…试点，1334万人参保).

    Asked for only when a figure comes, since most clauses have none. A clause that is no more than an indicator's name
    is the subject itself (人均可支配收入，由…).
    """
    tokens, setting.pending = setting.pending, None
    if not tokens or (tokens[0].word == "从" and text[tokens[-1].end - 1] == "看"):
        return
    if tokens[0].kind & Kind.ALL:
        return  # 涉农资金5亿元，全部安排到位，支出率96%: still of the same
    setting.members = _members(text, tokens)
    if nouns.ends_in(text[tokens[0].start : tokens[-1].end], "head"):
        noun = nouns.noun_of(text, tokens)
        if nouns.ends_in(noun, "head") and len(noun) <= _LONGEST_HEAD:
            setting.subject = noun
            return
    stop = next((at for at in range(1, len(tokens)) if _predicates(tokens, at)), len(tokens))
    had = next((at for at in range(1, stop) if tokens[at].word in _HAS or tokens[at].kind & Kind.ADVERB), stop)
    if had < stop and nouns.ends_in(text[tokens[0].start : tokens[had - 1].end], "head"):
        stop = had  # 可支配收入|有|了较大提高
    noun = nouns.noun_of(text, tokens[:stop]) or nouns.noun_of(text, tokens)
    noun = noun.removesuffix("于")  # 水库工程|于|8月完工
    if not noun or len(noun) > _LONGEST or noun.startswith("我们"):
        return
    aimed, growth = nouns.without_growth(noun)
    if growth and aimed:
        setting.subject = aimed  # 经济增长预期目标是，…实现年均增长7%
    elif nouns.ends_in(noun, "head") and not any(t.kind & _TAKES for t in tokens[:stop]):
        setting.subject = noun
    else:
        setting.topic = noun


def settle_beside(text: str, setting: Setting) -> None:
    """The same where a figure had a noun of its own and stated nothing: that stays the subject."""
    subject = setting.subject
    settle(text, setting)
    setting.subject = subject


def _members(text: str, tokens: Sequence[Token]) -> list[str]:
    """钢铁、水泥等行业的投资: the names that a clause coordinates, each with the head that they share."""
    if not any(t.mark & Mark.PAUSE for t in tokens):
        return []
    stop = next((at for at in range(1, len(tokens)) if _predicates(tokens, at)), len(tokens))
    names = members(text, tokens[:stop])
    if len(names) > 1 and (cut := names[-1].find("等")) > 0:
        head = nouns.heads_of(names[-1][cut:])
        return [name + head for name in [*names[:-1], names[-1][:cut]]]
    return spread(names) if len(names) > 1 else []


def _predicates(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token begins what is said of the topic; a verb with its object behind it names one itself."""
    kind = tokens[at].kind
    takes = kind & (Kind.OBJECT | Kind.NOMINAL) and at + 1 < len(tokens)
    return bool(kind & _PREDICATES) and not takes


def object_behind(text: str, right: Sequence[Token]) -> str:
    """2147个县|实施|养老保险试点: what is done by what was counted may be spoken of next."""
    for at, token in enumerate(right):
        if at and token.kind & (Kind.OBJECT | Kind.NOMINAL) and at + 1 < len(right):
            noun = nouns.noun_of(text, right[at + 1 :])
            return noun if len(noun) <= _LONGEST else ""
    return ""
