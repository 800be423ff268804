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
from duban.reading.lexicon import Kind, lexicon
from duban.reading.lexicon.named import beginning, ending, is_generic, words
from duban.reading.setting import Setting
from duban.reading.statements import Draft
from duban.reading.tokens import Mark, Token
from duban.reading.trie import longest

_DOCUMENT, _EVENT, _PASSED = "出台", "举办", "验收"
_OBJECT_FIRST = frozenset(("启动", "建成", "启用", "成立", "创成", "获评"))
_WON = frozenset(("争创", "夺取", "争创成为", "成功争创"))  # these strive for what is named behind them only
_PLACED = frozenset(("入驻", "落地", "签约"))  # these may say where behind them
_JOINT = Mark.PAUSE | Mark.AND
_JOINTS = ("、", "和", "及", "与", "并")
_LIGHT = (
    Kind.SKIP | Kind.ALL | Kind.EACH | Kind.WILL | Kind.ENSURE | Kind.STRIVE | Kind.EFFORT | Kind.OBJECT | Kind.WORK | Kind.NEW
)
_AND_SO_ON = re.compile(r"(?<![平高中均优同初对特何相劣])等(?![级待于同候额距值学教])")
_PASSING = re.compile(r"(?:并|，)?(?:顺利|全部|全面|已|均)?(?:通过|完成)")
_FIRST = re.compile(r"(?:分别|各)?(?:获得?|被|由)(?=《)")
_COUNT = re.compile(r"(?:[一二两三四五六七八九十百千万亿几数\d.]+[余多]?|多)[个家项条座所批处套户名场件类]")
_MODIFIES = ("的", "以来", "之初", "后的", "前", "为抓手", "为契机", "为目标", "等工作")
_NOT = ("未", "不", "待", "没有", "尚未", "拟", "非", "能否")
_PLACE = re.compile(r"(?:[省市县区镇乡村园城港湾楼厦]|基地|中心|平台|开发区|我.)$")
_LEAST, _LONGEST = 2, 40


@cache
def _stated() -> tuple[re.Pattern[str], re.Pattern[str]]:
    states = lexicon().states
    events = {word for word, unit in states.items() if unit == _EVENT}
    return re.compile(longest(states.keys() - events)), re.compile(longest(events))


def may_state(text: str, start: int, end: int, *, dated: bool) -> bool:
    """Whether a sentence can hold a milestone at all: it has a state word, or an event and a date."""
    states, events = _stated()
    return states.search(text, start, end) is not None or (dated and events.search(text, start, end) is not None)


def read_milestones(text: str, clause: Clause, previous: Clause | None, setting: Setting) -> list[Draft]:
    """The milestones of a clause, complete with mood and dates; a clause of its own names carries on from ``previous``."""
    drafts: list[Draft] = []
    tokens = clause.tokens
    begin = 0
    for at, token in enumerate(tokens):
        if not token.kind & Kind.STATE or _yields(text, tokens, begin, at):
            continue
        stop = next((i for i in range(at + 1, len(tokens)) if tokens[i].kind & Kind.STATE), len(tokens))
        left, right = _trimmed(tokens[begin:at]), tokens[at + 1 : stop]
        begin = at + 1
        if right and right[0].mark & _JOINT and _before(text, left):
            right = []  # what is coordinated with the predicate is no object of it
        if _is_modifier(text, token, left, right):
            continue
        unit = lexicon().states[token.word]
        names = _things(text, unit, token, left, right)
        if not names and _may_carry(text, unit, left, right):
            names = _carried(text, previous)
        for name in names:
            drafts += _records(text, clause, previous, setting, token, unit, name)
    return drafts


def _yields(text: str, tokens: Sequence[Token], begin: int, at: int) -> bool:
    """Whether another state of the same thing follows: 签约、开工; 建成并投产. The last one counts."""
    for to in range(at + 1, len(tokens)):
        token = tokens[to]
        if token.kind & Kind.STATE:
            takes = lexicon().states[token.word] in (*_OBJECT_FIRST, _DOCUMENT) and _behind_text(text, tokens[to + 1 :])
            return not (takes and at > begin)
        if not (token.mark & _JOINT or token.kind & Kind.SKIP):
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
    if left and left[-1].mark & _JOINT and len(left) > 1:  # 完善集成、贯通、推广机制
        return True
    return bool(right) and right[0].figure is not None and right[0].figure.unit in ("周年", "年")


def _things(text: str, unit: str, token: Token, left: Sequence[Token], right: Sequence[Token]) -> list[str]:
    """The names of what reaches the state, from the side where this state has them."""
    if unit == _DOCUMENT:
        return _documents(text, _behind(right)) or (_documents(text, _before(text, left)) if not _behind_text(text, right) else [])
    if unit == _EVENT:
        return _events(text, _behind(right)) or (_events(text, _before(text, left)) if not _behind_text(text, right) else [])
    if unit == _PASSED:
        return _passed(text, left)
    behind = _behind_text(text, right)
    if token.word == "刊发":
        return _published(text, left)
    if unit in _OBJECT_FIRST:
        return _named(text, _behind(right), unit) if behind or token.word in _WON else _named(text, _before(text, left), unit)
    before = _before(text, left)
    if not behind or (unit in _PLACED and before and _PLACE.search(behind)):
        return _named(text, before, unit)
    return [] if before else _named(text, _behind(right), unit)


def _before(text: str, left: Sequence[Token]) -> Sequence[Token]:
    """The tokens of the noun before a state word: after the last verb that pushes it, less what stands between."""
    end = len(left)
    while end and (left[end - 1].moment or left[end - 1].word in words("aside") or left[end - 1].mark):
        end -= 1
    begin = 0
    for at in range(end - 1):
        token = left[at]
        if token.word in words("push") and not text.startswith("的", token.end):
            begin = at + 1
        elif token.moment is not None and not _is_inside(left, at, end):
            begin = at + 1
    while begin < end - 1 and _is_light(left[begin]):
        begin += 1
    return left[begin:end]


def _is_inside(tokens: Sequence[Token], at: int, end: int) -> bool:
    return 0 < at < end - 1 and tokens[at + 1].mark & _JOINT != 0


def _is_light(token: Token) -> bool:
    return bool(token.moment) or bool(token.kind & _LIGHT and (len(token.word) > 1 or token.word in words("aside")))


def _behind(right: Sequence[Token]) -> Sequence[Token]:
    """The tokens of the noun behind a state word, up to the next verb that pushes something else."""
    begin = 0
    while begin < len(right) and (right[begin].kind & Kind.SKIP or right[begin].word == "了"):
        begin += 1
    end = begin
    while end < len(right):
        token = right[end]
        if end > begin and (token.word in words("push") or token.kind & (Kind.ENSURE | Kind.STRIVE)) and right[end - 1].word != "的":
            break
        end += 1
    while end > begin and right[end - 1].mark & _JOINT:
        end -= 1
    return right[begin:end]


def _behind_text(text: str, right: Sequence[Token]) -> str:
    """What is behind a state word beside the rest of its predicate (建设, 见效)."""
    tokens = _behind(right)
    if not tokens:
        return ""
    rest = text[slice(*_stretch(text, tokens))]
    tailless = beginning("tail").sub("", rest)
    return "" if tailless != rest and tailless.startswith(_JOINTS) else tailless.strip("、，。的了并”")


def _stretch(text: str, tokens: Sequence[Token]) -> tuple[int, int]:
    """From the first token to the end of the last, less the sentence's full stop."""
    start, end = tokens[0].start, tokens[-1].end
    while end > start and text[end - 1] in "。！？；，、：":
        end -= 1
    return start, end


def _named(text: str, tokens: Sequence[Token], unit: str) -> list[str]:
    return [name for name in _members(text, tokens) if _is_named(name, unit)]


def _members(text: str, tokens: Sequence[Token]) -> list[str]:
    """The names that are coordinated in a noun, each with what it shares with the others; counts are left out."""
    if not tokens:
        return []
    start, end = _after_size(text, tokens)
    cut = _AND_SO_ON.search(text, start, end)
    inner = [t for t in tokens if t.start >= start]
    parts = _parts(text, inner, start, cut.start() if cut else end)
    names = [name for name in (_clean(part) for part in parts) if name]
    if cut is None:
        return _sharing(names)
    if "、" in text[cut.end() : end]:
        return []
    own, rest = _held(text[cut.end() : end])
    return [name + own for name in names] + ([] if own else rest)


def _after_size(text: str, tokens: Sequence[Token]) -> tuple[int, int]:
    """规模10亿元的母基金: a size before 的 is no part of the name."""
    start, end = _stretch(text, tokens)
    for token in tokens:
        if token.figure is not None and text.startswith("的", token.end):
            start = token.end + 1
    return (start, end) if start < end else (tokens[0].start, end)


def _parts(text: str, tokens: Sequence[Token], start: int, end: int) -> list[str]:
    """The stretches between 、 and 和, without those that a count opens."""
    found: list[str] = []
    at, counted = start, False
    for token in tokens:
        if token.start >= end:
            break
        if token.figure is not None and token.end >= end:
            return []  # 开工建设公寓房940套: the count is the figure's statement
        if token.figure is not None and token.start == at and _COUNT.match(text, token.start, end):
            counted = True
        if token.mark & _JOINT and token.start > at and _parts_here(text, token, end):
            if not counted:
                found.append(text[at : token.start])
            at, counted = token.end, False
    if not counted:
        found.append(text[at:end])
    return found


def _parts_here(text: str, token: Token, end: int) -> bool:
    """Whether a joining word joins two names: not in 上海和江苏的合作, not when too little would be left."""
    if token.mark & Mark.PAUSE:
        return True
    rest = text[token.end : end]
    return len(rest) >= 2 * _LEAST and not ("的" in rest and "、" not in rest)


def _held(rest: str) -> tuple[str, list[str]]:
    """Behind 等: what each name has (企业新项目 → 新项目), or further names after a 和."""
    stripped = re.sub(r"^(?:的)?(?:一批|多[个家])?", "", rest)
    holder = beginning("holder").match(stripped)
    if holder:
        own = _clean(stripped[holder.end() :].removeprefix("的"))
        if own and not is_generic(own) or own.endswith("项目"):
            return own, []
    more = re.split(r"[、和及与]", rest)[1:]
    return "", [_clean(one) for one in more if len(one) > _LEAST and not _COUNT.match(one)]


def _clean(name: str) -> str:
    """A name without the asides at its edges and the bare 建设 at its end."""
    name = nouns.tidy(name)
    while match := beginning("aside").match(name):
        if len(name) - match.end() < _LEAST:
            return ""
        name = name[match.end() :]
    while match := ending("aside").search(name):
        name = name[: match.start()]
    if name.endswith("建设") and len(name) > 2 + _LEAST:
        name = name.removesuffix("建设")
    return nouns.tidy(name)


def _sharing(names: list[str]) -> list[str]:
    """卫生院、垃圾中转站迁建工作: what is done to the last one is done to each."""
    if len(names) < 2 or any(ending("shared_work").search(name) for name in names[:-1]):  # noqa: PLR2004
        return names
    match = ending("shared_work").search(names[-1])
    if match is None or match.start() < _LEAST:
        return names
    return [*(name + match.group() for name in names[:-1]), names[-1]]


def _is_named(name: str, unit: str) -> bool:
    """Whether a name names: not a bare kind of things, nothing counted, nothing that cannot reach a state."""
    if not _LEAST <= len(name) <= _LONGEST or is_generic(name) or _COUNT.match(name):
        return False
    return "“" in name or ending("never").search(name) is None


def _documents(text: str, tokens: Sequence[Token]) -> list[str]:
    """The named documents of a noun; a stretch that ends in none belongs to the one that follows it."""
    if not tokens:
        return []
    start, end = _stretch(text, tokens)
    cut = _AND_SO_ON.search(text, start, end)
    end = cut.start() if cut else end
    found: list[str] = []
    at = start
    for stop, following in [*((t.start, t.end) for t in tokens if t.mark & _JOINT and t.end <= end), (end, end)]:
        name = text[at:stop].removeprefix("了")
        title = name.strip("“”")
        if title.startswith("《") and title.endswith("》"):
            found.append(title[1:-1])
            at = following
        elif nouns.ends_in(name, "document"):
            found.append(_clean(name))
            at = following
    return [name for name in found if "的" not in name and not is_generic(name, "plain_document") and not _COUNT.match(name)]


def _events(text: str, tokens: Sequence[Token]) -> list[str]:
    names = _members(text, tokens)
    return [name for name in names if nouns.ends_in(name, "event") and not is_generic(name)]


def _passed(text: str, left: Sequence[Token]) -> list[str]:
    """X通过…验收: what stands before 通过."""
    for at in range(len(left) - 1, -1, -1):
        if text.startswith(("通过", "完成"), left[at].start):
            return _named(text, _before(text, left[:at]), _PASSED)
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
    cut = _AND_SO_ON.search(text, tokens[0].start, tokens[-1].end)
    if cut is None:
        return []
    head = [t for t in tokens if t.start < cut.start()]
    return [name for name in _members(text, _before(text, [*head, Token(cut.start(), cut.end())])) if _is_named(name, "")]


def _records(
    text: str, clause: Clause, previous: Clause | None, setting: Setting, token: Token, unit: str, name: str
) -> Iterator[Draft]:
    """One record of a name, or one a month for an event."""
    start, end = _core(text, token)
    quote = (clause.start, max(clause.end, end))
    mood, firmness, due, period = setting.clause_mood, setting.clause_firmness, setting.clause_due, setting.clause_period
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


def _core(text: str, token: Token) -> tuple[int, int]:
    """The state word itself: 全面完工 → 完工, 开工建设 → 开工; 建成投产 stays whole."""
    states = lexicon().states
    start, end = token.start, token.end
    unit = states[token.word]
    for aside in words("aside"):
        if token.word.startswith(aside) and states.get(token.word[len(aside) :]) == unit:
            start = token.start + len(aside)
    for tail in ("建设", "实施", "入库"):
        if text[start:end].endswith(tail) and states.get(text[start : end - len(tail)]) == unit:
            end -= len(tail)
    return start, end
