"""Milestones: a named thing that reaches a state (开工, 建成投产, 出台, 争创).

A clause is cut at its state words. The thing named stands before the word (X、Y等投入使用) or behind it (启动X、Y建设);
which side is asked first depends on the state. Names that 、 and 和 coordinate are a record each; what stays unnamed
(等一批项目, 重点产业项目) is none, and so is a count, which is the figure's own statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from duban.reading import nouns
from duban.reading.clauses import Clause
from duban.reading.dates import Moment
from duban.reading.draft import Draft
from duban.reading.lexicon import Kind, lexicon
from duban.reading.lexicon.named import beginning, ending, is_generic, words
from duban.reading.naming import AND_SO_ON, JOINT, documents, is_named, members, stretch
from duban.reading.setting import Setting
from duban.reading.tokens import Mark, Token
from duban.reading.trie import spotted

_DOCUMENT, _EVENT, _PASSED = "出台", "举办", "验收"
_OBJECT_FIRST = frozenset(("启动", "建成", "启用", "成立", "创成", "获评"))
_WON = frozenset(("争创", "夺取", "争创成为", "成功争创"))  # these strive for what is named behind them only
_PLACED = frozenset(("入驻", "落地", "签约"))  # these may say where behind them
_JOINTS = ("、", "和", "及", "与", "并")
_LIGHT = (
    Kind.SKIP | Kind.ALL | Kind.EACH | Kind.WILL | Kind.ENSURE | Kind.STRIVE | Kind.EFFORT | Kind.OBJECT | Kind.WORK
    | Kind.NEW
)  # fmt: skip
_MODIFIES = ("的", "以来", "之初", "后的", "前", "为抓手", "为契机", "为目标", "等工作")
_NOT = ("未", "不", "待", "没有", "尚未", "拟", "非", "能否")
_PLACE = re.compile(r"(?:[省市县区镇乡村园城港湾楼厦]|基地|中心|平台|开发区|我.)$")
_FAR = 60  # tokens of the noun behind a state word
_LEAST = 2


@cache
def _stated() -> tuple[re.Pattern[str], re.Pattern[str]]:
    states = lexicon().states
    events = {word for word, unit in states.items() if unit == _EVENT}
    return re.compile(spotted(dict.fromkeys(states.keys() - events, ""))), re.compile(
        spotted(dict.fromkeys(events, ""))
    )


def states(text: str) -> list[int]:
    """Where the state words stand: a sentence that has one can hold a milestone."""
    return [match.start() for match in _stated()[0].finditer(text)]


def events(text: str) -> list[int]:
    """Where the words of an event stand, which is a milestone where its sentence has a date too."""
    return [match.start() for match in _stated()[1].finditer(text)]


def read_milestones(text: str, clause: Clause, previous: Clause | None, setting: Setting) -> list[Draft]:
    """The milestones of a clause, with mood and dates; one without a name of its own carries on from ``previous``."""
    drafts: list[Draft] = []
    tokens = [*_opened_before(previous, clause), *clause.tokens]
    begin = 0
    for at, token in enumerate(tokens):
        if not token.kind & Kind.STATE or _yields(text, tokens, begin, at):
            continue
        stop = next((i for i in range(at + 1, len(tokens)) if tokens[i].kind & Kind.STATE), len(tokens))
        left, right = _trimmed(tokens[begin:at]), _without_twin(text, tokens[at + 1 : stop])
        begin = at + 1
        if right and right[0].mark & JOINT and _before(text, left):
            right = []  # what is coordinated with the predicate is no object of it
        if _is_modifier(text, token, left, right):
            continue
        unit, behind = lexicon().states[token.word], _behind(right)
        names = _things(text, unit, token, left, behind)
        if not names and _may_carry(text, unit, left, behind):
            names = _carried(text, previous)
        for name in names:
            drafts += _records(clause, previous, setting, token, unit, name)
    return drafts


def _opened_before(previous: Clause | None, clause: Clause) -> list[Token]:
    """The clause before, where a figure inside a name (12英寸产线、…) has cut a list of names in two."""
    if previous is None or not clause.before & Mark.PAUSE:
        return []
    last = previous.tokens[-1]
    if last.figure is not None or any(t.kind & Kind.STATE for t in previous.tokens):
        return []
    return [*previous.tokens, Token(previous.end, clause.start, "、", mark=Mark.PAUSE)]


def _without_twin(text: str, right: Sequence[Token]) -> Sequence[Token]:
    """制定并实施X: the second verb of a pair is no part of the object."""
    at = 1 if right and right[0].mark & Mark.AND else 0
    if at < len(right) and text[right[at].start : right[at].end] in words("twin"):
        return right[at + 1 :]
    return right


def _yields(text: str, tokens: Sequence[Token], begin: int, at: int) -> bool:
    """Whether another state of the same thing follows: 签约、开工; 建成并投产. The last one counts."""
    for to in range(at + 1, len(tokens)):
        token = tokens[to]
        if token.kind & Kind.STATE:
            objective = lexicon().states[token.word] in (*_OBJECT_FIRST, _DOCUMENT)
            takes = objective and _behind_text(text, _behind(tokens[to + 1 : to + 1 + _FAR]))
            return not (takes and at > begin)
        if not (token.mark & JOINT or token.kind & Kind.SKIP):
            return False
    return False


def _trimmed(tokens: Sequence[Token]) -> Sequence[Token]:
    """Without what a 、 or 和 before them has left over."""
    while len(tokens) > 1 and tokens[0].mark & Mark.PAUSE:
        tokens = tokens[1:]
    return tokens


def _is_modifier(text: str, token: Token, left: Sequence[Token], right: Sequence[Token]) -> bool:
    """建成投用的, 未开工, 成立70周年: the state word says which thing is meant, not what becomes of it."""
    if text.startswith(_MODIFIES, token.end) or text.endswith(_NOT, max(0, token.start - 2), token.start):
        return True
    # 优化已建成…设施管护: what is built stands behind. 园区已建成 ends there, or goes on to 投用.
    built = text.startswith("已建成", token.start - 1) and right and not right[0].kind & Kind.STATE
    if built and _behind_text(text, _behind(right)) and _before(text, left[:-1]):
        return True
    if left and left[-1].mark & JOINT and len(left) > 1:  # 完善集成、贯通、推广机制
        return True
    return bool(right) and right[0].figure is not None and right[0].figure.unit in ("周年", "年")


def _things(text: str, unit: str, token: Token, left: Sequence[Token], right: Sequence[Token]) -> list[str]:
    """The names of what reaches the state, from the side where this state has them; ``right``: the noun behind it."""
    if unit == _PASSED:
        return _passed(text, left)
    behind = _behind_text(text, right)
    if unit == _DOCUMENT:
        return documents(text, right) if behind else _finished(text, token, left)
    if unit == _EVENT:
        return _events(text, right if behind else _before(text, left))
    if token.word == "刊发":
        return _published(text, left)
    if (unit in _OBJECT_FIRST and _lets(text, left)) or (token.word == "建成" and any(t.word == "把" for t in left)):
        return []
    if unit in _OBJECT_FIRST:
        if behind or token.word in _WON:
            return _named(text, right, behind=True)
        return _named(text, _before(text, left))
    before = _before(text, left)
    if not behind or (unit in _PLACED and before and _PLACE.search(behind)):
        return _named(text, before)
    return [] if before or unit == "通车" else _named(text, right, behind=True)


def _lets(text: str, left: Sequence[Token]) -> bool:
    """鼓励社会资本设立…: who is encouraged to do it does not promise it."""
    for at, token in enumerate(left[:-1]):
        if token.word in words("let"):
            return bool(_before(text, left[at + 1 :]))
    return False


def _finished(text: str, token: Token, left: Sequence[Token]) -> list[str]:
    """科技新政年内完成修订: a document before its state word, when more than the name stands before it."""
    before = _before(text, left)
    if before and (before[-1].end < token.start or text[before[-1].end - 1] == "》"):
        return documents(text, before)
    return []


def _before(text: str, left: Sequence[Token]) -> Sequence[Token]:
    """The tokens of the noun before a state word: after the last verb that pushes it, less what stands between."""
    end = len(left)
    while end and (left[end - 1].moment or left[end - 1].word in words("aside") or left[end - 1].mark):
        end -= 1
    begin = 0
    for at in range(end - 1):
        token = left[at]
        pushes = token.word in words("push") and not text.startswith("的", token.end)
        if pushes or (token.moment is not None and not _is_inside(left, at, end)):
            begin = at + 1
    while begin < end - 1 and _is_light(left[begin]):
        begin += 1
    return _cut_aside(text, left[begin:end])


def _cut_aside(text: str, tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens without an aside that no word of its own parts from the noun (…项目年内)."""
    if not tokens:
        return tokens
    last = tokens[-1]
    end = last.end
    while match := ending("aside").search(text, last.start, end):
        end = match.start()
    if end == last.end:
        return tokens
    return [*tokens[:-1], Token(last.start, end)] if end > last.start else _cut_aside(text, tokens[:-1])


def _is_inside(tokens: Sequence[Token], at: int, end: int) -> bool:
    return 0 < at < end - 1 and tokens[at + 1].mark & JOINT != 0


def _is_light(token: Token) -> bool:
    return bool(token.moment) or bool(token.kind & _LIGHT and (len(token.word) > 1 or token.word in words("aside")))


def _behind(right: Sequence[Token]) -> Sequence[Token]:
    """The tokens of the noun behind a state word, up to the next verb that pushes something else."""
    begin = 0
    while begin < len(right) and (right[begin].kind & Kind.SKIP or right[begin].word == "了"):
        begin += 1
    end, far = begin, min(len(right), begin + _FAR)
    while end < far:
        token = right[end]
        if end > begin and (token.kind & (Kind.ENSURE | Kind.STRIVE) or token.word == "并"):
            break
        end += 1
    while end > begin and right[end - 1].mark & JOINT:
        end -= 1
    return right[begin:end]


def _behind_text(text: str, tokens: Sequence[Token]) -> str:
    """What the noun behind a state word has beside the rest of its predicate (建设, 见效)."""
    if not tokens:
        return ""
    rest = text[slice(*stretch(text, tokens))]
    tail = beginning("tail").match(rest)
    tailless = rest[tail.end() :] if tail else rest
    return "" if tailless != rest and tailless.startswith(_JOINTS) else tailless.strip("、，。的了并”")


def _named(text: str, tokens: Sequence[Token], *, behind: bool = False) -> list[str]:
    """The members of a noun that name; behind the state word a 的 describes what has no name yet."""
    names = [name for name in members(text, tokens) if is_named(name)]
    if behind or len(names) > 1:
        return [name for name in names if "的" not in name]
    return [name for name in names if len(name) > _LEAST]


def _events(text: str, tokens: Sequence[Token]) -> list[str]:
    names = members(text, tokens)
    return [name for name in names if nouns.ends_in(name, "event") and not is_generic(name)]


def _passed(text: str, left: Sequence[Token]) -> list[str]:
    """X通过…验收: what stands before 通过."""
    for at in range(len(left) - 1, -1, -1):
        if text.startswith(("通过", "完成"), left[at].start):
            return _named(text, _before(text, left[:at]))
    return []


def _published(text: str, left: Sequence[Token]) -> list[str]:
    """获《…》刊发: the paper that prints it."""
    titles = [t for t in left if text[t.start] == "《"]
    return [text[titles[-1].start : titles[-1].end]] if titles else []


def _may_carry(text: str, unit: str, left: Sequence[Token], right: Sequence[Token]) -> bool:
    if unit in (_DOCUMENT, _EVENT, _PASSED) or _behind_text(text, right):
        return False
    return all(t.moment or t.mark or t.word in words("aside") or text[t.start : t.end] in words("aside") for t in left)


def _carried(text: str, previous: Clause | None) -> list[str]:
    """宁波视控、特百佳等项目抓紧谈，年内落地: the names that the clause before opens with, up to 等."""
    if previous is None:
        return []
    tokens = previous.tokens
    cut = AND_SO_ON.search(text, tokens[0].start, tokens[-1].end)
    if cut is None:
        return []
    head = [t for t in tokens if t.start < cut.start()]
    return [name for name in members(text, _before(text, [*head, Token(cut.start(), cut.end())])) if is_named(name)]


def _records(
    clause: Clause, previous: Clause | None, setting: Setting, token: Token, unit: str, name: str
) -> Iterator[Draft]:
    """One record of a name, or one a month for an event."""
    start, end = (token.start + at for at in _core(token.word))
    quote = (clause.start, max(clause.end, end))
    mood, firmness = setting.clause_mood, setting.clause_firmness
    due, period = setting.clause_due, setting.clause_period
    if mood == "pledged" and "争创" in token.word and firmness == "plan":
        firmness = "strive"
    for when in _months(clause, previous) if unit == _EVENT else [None]:
        if when is not None:
            due, period = (None, when.period) if mood == "reported" else (when.due, None)
        yield Draft(
            "milestone", name, "level", "=", None, None, unit, (start, end), quote,
            mood=mood, firmness=firmness, due=due, period=period,
        )  # fmt: skip


def _months(clause: Clause, previous: Clause | None) -> list[Moment]:
    """The single months or days that a clause names, or the clause before that only names a time."""
    for one in (clause, previous):
        if one is None:
            continue
        found = [t.moment for t in one.tokens if t.moment is not None and _is_month(t.moment)]
        if found and (one is clause or all(t.moment or t.kind & Kind.SKIP for t in one.tokens)):
            return found
    return []


def _is_month(moment: Moment) -> bool:
    return moment.due is not None and moment.period is not None and moment.period[:7] == moment.period[8:]


@cache
def _core(word: str) -> tuple[int, int]:
    """Where the state itself stands in a state word: 全面完工 → 完工, 开工建设 → 开工; 建成投产 stays whole."""
    states = lexicon().states
    unit = states[word]
    asides = [len(aside) for aside in words("aside") if word.startswith(aside)]
    start = max((size for size in asides if states.get(word[size:]) == unit), default=0)
    end = len(word)
    for tail in ("建设", "实施", "入库"):
        if word[start:end].endswith(tail) and states.get(word[start : end - len(tail)]) == unit:
            end -= len(tail)
    return start, end
