"""The way from a noun to its figure: direction, “to”, 均 and 分别, modals, the comparison it is made with.

Read backwards from the figure, until the noun begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from duban.reading.lexicon import Kind, lexicon
from duban.reading.tokens import Mark, Token

_APPROACH = (
    Kind.UP | Kind.DOWN | Kind.FLAT | Kind.TO | Kind.EACH | Kind.ALL | Kind.SUM | Kind.SKIP | Kind.THAN | Kind.ENSURE
    | Kind.STRIVE | Kind.WILL
)  # fmt: skip
VERBS = Kind.OBJECT | Kind.WORK | Kind.NOMINAL | Kind.NEW | Kind.STATE | Kind.EFFORT
_MOVES = Kind.UP | Kind.DOWN
_AIMS = frozenset(("到", "至", "达到", "达", "为", "控制在", "保持在", "稳定在", "维持在", "稳定保持在", "约为"))
_AIM_ENDS = ("到", "至", "为")
_HELD = frozenset(("保持在", "稳定在", "维持在", "控制在", "达到", "达", "为", "稳定保持在"))
_GROWTHS = ("增长", "上涨", "下降", "降低", "递增")
_ORDERS = frozenset(("排名", "排", "列"))  # words that lead to a place only: 排名提升6位 has the noun 排名
_COMPARED = 4  # tokens between 比 and the direction that it belongs to
_FIELD = 12  # characters of the place between 居 and a rank


@dataclass(slots=True)
class Approach:
    """What stands between a noun and its figure, and the tokens of the noun's stretch before it.

    ``marks`` are the bits of their marks, ``start`` is where they begin, ``sign`` is 1 for a rise and -1 for a fall,
    ``to`` that the figure is what is reached (提高到), ``toward`` the word that says so, ``verb`` a verb that stands
    directly before the figure, ``compared`` what it is compared with (较全省增速高), ``new`` that the figure counts
    new things (module ``more``).
    """

    noun: list[Token]
    start: int = -1
    marks: int = Mark.NONE
    sign: int = 0
    to: bool = False
    toward: str = ""
    each: bool = False
    all: bool = False
    verb: str = ""
    verb_kind: int = 0
    compared: str = ""
    new: bool = False
    words: list[str] = field(default_factory=list)


def approach(text: str, tokens: Sequence[Token], *, rank: bool, compares: bool = True) -> Approach:
    """Read the tokens before a figure backwards until the noun begins; ``compares``: their clause may (比, 较)."""
    found = Approach([], tokens[0].start if tokens else -1)
    at = _behind_field(tokens) if rank else len(tokens)
    while at:
        token = tokens[at - 1]
        kind = token.kind
        if kind & Kind.TO and at < len(tokens) and tokens[at].moment:
            pass  # 到|2025年|增长10%: the way to a time, not to the figure
        elif kind & _MOVES and not found.sign:
            found.sign = 1 if kind & Kind.UP else -1
            if token.word.endswith(_GROWTHS) and found.toward in _HELD:
                found.to = False  # 增长|保持在7%: the growth is what is held
            found.to = found.to or (token.word.endswith(_AIM_ENDS) and len(token.word) > 1) or token.word == "跃居"
        elif token.word == "比":
            break  # with nothing to compare with behind it: 城乡居民收入比|缩小至2.5
        elif token.figure is not None and token.figure.unit == "年" and (at > 1 or found.sign):
            pass  # 财政收入|三年|翻一番
        elif kind & _APPROACH and (rank or token.word not in _ORDERS):
            _note(found, token)
        elif kind & VERBS and not found.verb and not found.sign and not _is_noun(tokens, at - 1):
            found.verb, found.verb_kind = token.word, kind
        elif not (token.moment or token.mark & (Mark.COLON | Mark.TAB) or text[token.start : token.end] == "的"):
            compared = _comparison(tokens, at) if compares else None
            if compared is None:
                break
            found.compared = found.compared or text[tokens[compared].start : tokens[at - 1].end]
            at = compared
            continue
        found.words.append(token.word)
        at -= 1
    found.noun = list(tokens[:at])
    for token in found.noun:
        found.marks |= token.mark
    return found


def _is_noun(tokens: Sequence[Token], at: int) -> bool:
    """农村危房|改造|432万户: a verb behind a noun that is also a noun belongs to it; so does 出口 alone."""
    token = tokens[at]
    if token.word in lexicon().tails["own"] or token.word in lexicon().tails["head"]:
        return True
    if token.kind & (Kind.STATE | Kind.NEW | Kind.OBJECT) or not token.kind & Kind.NOMINAL or not at:
        return False
    before = tokens[at - 1]
    if token.word in lexicon().tails["granted"]:
        return before.kind & (Kind.OBJECT | Kind.NEW) != 0 or not before.kind & ~Kind.FRIEND
    return not (before.moment or before.mark or before.figure or before.kind & ~Kind.FRIEND)


def _note(found: Approach, token: Token) -> None:
    found.each |= bool(token.kind & Kind.EACH)
    found.all |= bool(token.kind & Kind.ALL)
    if token.kind & Kind.TO:
        found.toward = found.toward or token.word
        found.to = found.to or (token.word in _AIMS and not (found.sign and token.word == "为"))


def _behind_field(tokens: Sequence[Token]) -> int:
    """居全国第一, 争列嘉兴第一: how many tokens are left when the field of a ranking is left out."""
    at = len(tokens)
    while at and len(tokens) - at < 3 and not tokens[at - 1].kind & ~Kind.FRIEND and not tokens[at - 1].mark:
        at -= 1
    if at < len(tokens) and at and tokens[-1].end - tokens[at].start <= _FIELD:
        before = tokens[at - 1]
        if before.kind & (Kind.TO | Kind.STRIVE | Kind.ALL | Kind.UP) or before.word in ("继续", "首次", "连续"):
            return at
    return len(tokens)


def _comparison(tokens: Sequence[Token], at: int) -> int | None:
    """比前五年|增长: where the comparison before a direction begins, if the tokens up to ``at`` end in one."""
    for start in range(at - 1, max(-1, at - 1 - _COMPARED), -1):
        if tokens[start].kind & Kind.THAN and tokens[start].word[0] in "比较":
            return start
        if tokens[start].mark & ~Mark.AND or (tokens[start].figure and start + 1 < at):
            return None
    return None
