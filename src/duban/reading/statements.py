"""Figures as statements: which of a clause's figures states something, on which basis, as one record or several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from duban.reading import nouns
from duban.reading.approach import VERBS, Approach, approach
from duban.reading.clauses import Clause
from duban.reading.counted import each_counted
from duban.reading.document import Basis, Comparator
from duban.reading.draft import Draft
from duban.reading.groups import groups
from duban.reading.lexicon import Kind, lexicon
from duban.reading.more import counts_new
from duban.reading.quantities import Quantity
from duban.reading.ranks import paired, read_ranks
from duban.reading.served import each_served
from duban.reading.setting import Setting
from duban.reading.stated import is_stated
from duban.reading.subjects import Subjects, find_subjects
from duban.reading.tokens import Mark, Token
from duban.reading.topics import object_behind, settle_beside

_TURNS_OVER = (10, 100, 300, 700)  # 两位数, 翻一番, 翻两番, 翻三番
_ADDED = frozenset(("新增", "净增", "净增长"))
_CAPPED = frozenset(("控制在", "控制"))
_REACHED = frozenset(("达到", "达"))
_FLIP: dict[Comparator, Comparator] = {">=": "<=", "<=": ">=", ">": "<", "<": ">"}
_RELATIVE = frozenset(("%", "倍", "‰"))
_NOUNS = Kind.FRIEND | Kind.NOMINAL
_SHARE_OF = re.compile(r"(?:完成|[占为])[^，。；]{0,8}(?:计划|任务|目标|预算)数?的?$")
_SORTS = ("件", "类", "大类")  # how a document sorts its own parts
_AVERAGES = (
    "全省",
    "全市",
    "全国",
    "全区",
    "全县",
    "平均",
    "省均",
    "市均",
    "县均",
    "序时",
    "时序",
    "预期",
    "进度",
    "任务",
    "目标",
    "计划",
    "标准",
)  # what a gap is measured to, and no earlier time
_FAR = 400  # tokens of a noun's stretch: far more than anybody writes
_LIGHT = Kind.ENSURE | Kind.STRIVE | Kind.SKIP | Kind.WILL | Kind.THAN | Kind.PART
_LEADS_ON = Kind.UP | Kind.DOWN | Kind.THAN
_DOES = Kind.OBJECT | Kind.NOMINAL
_MOVES = Kind.UP | Kind.DOWN
_MORE = ("多", "少")
_BASE = 4  # tokens between 比 and what is compared with
_AGENT = 2  # tokens of who does something and what they do
_FALLS_OF = (
    "生产率",
    "效率",
    "能耗强度",
    "消耗强度",
    "排放强度",
    "能源强度",
    "用水强度",
)  # rates that rise by a relative growth, not by points


def read_figures(text: str, clause: Clause, setting: Setting) -> list[Draft]:
    """The statements that the figures of a clause make; one without figures may name what the next speaks of."""
    if not clause.kinds & Kind.FIGURE:
        setting.pending = setting.pending if setting.sheltered else clause.tokens
        return []
    tokens = _without_origin(clause.tokens) if clause.kinds & Kind.ORIGIN else clause.tokens
    each = each_served(tokens)
    if clause.marks & (Mark.PAUSE | Mark.AND):
        each = [one for served in each for one in each_counted(text, served)]
    return [draft for one in each for draft in _read_tokens(text, clause, one, setting)]


def _read_tokens(text: str, clause: Clause, tokens: list[Token], setting: Setting) -> list[Draft]:
    """The statements that the figures among some tokens of a clause make."""
    drafts: list[Draft] = []
    begin = 0
    grouped = groups(text, tokens)
    blocks = clause.kinds & Kind.BLOCKER
    blocker = next((at for at, t in enumerate(tokens) if t.kind & blocks), len(tokens)) if blocks else len(tokens)
    for index, (first, last, behind) in enumerate(grouped):
        follows = index + 1 < len(grouped)
        stop = grouped[index + 1][0] if follows else len(tokens)
        right = tokens[behind:stop]
        if follows and _is_helped(tokens, first, stop):
            begin = behind
            continue
        if follows and _is_base(text, tokens, first, right):
            begin = behind if right[0].kind & Kind.EACH else begin
            continue
        done = right[:1] and right[0].kind & Kind.OBJECT and any(t.kind & _DOES for t in tokens[begin:first])
        leads = follows and not done
        if leads and (_is_agent(tokens[begin:first], right) or _is_bound(text, tokens[last].figure, right)):
            continue
        right = [] if done else right  # 救助群众9000人次|发放救助金80万元: two acts
        left = _ahead(tokens[max(begin, first - _FAR) : first], clause)
        read = _read_group(text, clause, setting, left, tokens[first : last + 1], right, blocked=blocker < first)
        served = bool(left) and left[-1].word in ("为", "给")  # 为300名工人追回工资500万元
        begin = behind if read or served else begin  # what states nothing is part of the next noun
        if read:
            setting.topic = ""
            setting.state([draft.subject for draft in read])
            setting.together = len(read) if len({draft.subject for draft in read}) == 1 else 1
            drafts += read
        else:
            settle_beside(text, setting)
    if grouped:
        setting.topic = object_behind(text, tokens[grouped[-1][1] + 1 :])
    if not drafts and not setting.members and not any(t.figure and _counts(t.figure) for t in tokens):
        setting.pending = tokens  # 九大工程全面推进，…: what states nothing may still name what the next speaks of
    return drafts


def _counts(figure: Quantity) -> bool:
    """Whether it counts or measures something, unlike 九 in 九大工程."""
    return figure.unit != "" or figure.form == "set"


def _ahead(left: list[Token], clause: Clause) -> list[Token]:
    """What stands before a figure, without 在…的基础上, and without another thing's rise or fall (甲增加、乙|减少)."""
    if clause.kinds & _MOVES and clause.marks & Mark.PAUSE:
        ended = (at for at in range(len(left) - 1, 0, -1) if left[at].mark & Mark.PAUSE and left[at - 1].kind & _MOVES)
        left = left[next(ended, -1) + 1 :]
    if clause.kinds & Kind.SHELTER:
        shelter = next((at for at in range(len(left), 0, -1) if left[at - 1].kind & Kind.SHELTER), 0)
        return left[shelter:] if shelter < len(left) else left
    return left


def _without_origin(tokens: list[Token]) -> list[Token]:
    """从A提高到B, 由1997年的A增加到B: the stretch from 从 to the verb says where the figure came from, and goes."""
    begin = next((at for at, token in enumerate(tokens) if token.word in ("从", "由")), len(tokens))
    figures = [at for at in range(begin, len(tokens)) if tokens[at].figure]
    for to in range(figures[0] + 1, figures[-1]) if figures else ():
        turn = tokens[to]
        turns = turn.kind & (Kind.UP | Kind.DOWN | Kind.TO) and turn.word not in ("从", "由", "为", "在")
        if turns or turn.word == "连续":
            return tokens[:begin] + tokens[to:]
    return tokens


def _is_helped(tokens: Sequence[Token], first: int, following: int) -> bool:
    """为|120名|农民工追讨工资|350万元: whom the money is for; the sum is what is stated."""
    sum_ = tokens[following].figure
    return first > 0 and tokens[first - 1].word in lexicon().tails["serves"] and sum_ is not None and sum_.unit == "元"


def _is_base(text: str, tokens: Sequence[Token], at: int, right: Sequence[Token]) -> bool:
    """比去年的900吨|减少50吨, 较目标900个|多完成18个: what a rise or a fall is told from."""
    after = next((token for token in right if not token.kind & Kind.EACH), None)  # 比去年的9吨、8吨分别减少…
    if after is None or not (after.kind & _MOVES or text.startswith(_MORE, after.start)):
        return False
    for token in reversed(tokens[max(0, at - _BASE) : at]):
        if token.kind & (_MOVES | Kind.FIGURE):
            return False
        if token.kind & Kind.THAN:
            return True
    return False


def _is_agent(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """21个项目|共|完成|征地900户: of how many it is told, where nothing is done with them before."""
    at = next((at for at, token in enumerate(right) if token.kind & Kind.SUM), 0)
    acts = 0 < at < len(right) - 2 and right[at + 1].kind & Kind.OBJECT != 0
    return acts and not any(token.kind & VERBS for token in left)


def _is_bound(text: str, figure: Quantity | None, between: Sequence[Token]) -> bool:
    """Whether a figure only sizes the noun that the next figure counts: 超10亿元项目3个, 14个产业产值占…80%."""
    if between and text.startswith("的", between[0].start):
        return True
    if figure is not None and figure.unit == "年" and (not between or between[0].kind & _LEADS_ON):
        return True  # 3年翻一番, 两年平均增长6%
    if not between and figure is not None and figure.unit == "元" and figure.outer_end > figure.end:
        return True  # 亿元以上186个、10亿元以上12个
    if not between and figure is not None and figure.unit in _SORTS:
        return True  # 10件40项民生实事, 4大类36项指标
    if between and not between[0].kind & ~_NOUNS and _SHARE_OF.search(text, between[0].start, between[-1].end):
        return True  # 29个省重点项目完成年度计划的70%
    while between and between[-1].kind & _LEADS_ON:
        between = between[:-1]  # 91家企业实现增加值|同比|增长4%
    if not between or nouns.is_bare(nouns.noun_of(text, between[-1:])):
        return bool(between)  # 20.9万户69.3万人 are two; in 810个项目完成投资N亿元 the first only says of how many
    if between and between[0].kind & (Kind.UP | Kind.DOWN | Kind.SKIP | Kind.THAN):
        return False
    if len(between) == _AGENT and not between[0].kind and between[1].kind & Kind.OBJECT & ~Kind.STATE:
        return True  # 8个县区|创建|16个园区
    return not any(t.kind & Kind.STATE or (t.kind & Kind.OBJECT and at) for at, t in enumerate(between))


def _read_group(
    text: str, clause: Clause, setting: Setting, left: Sequence[Token], group: Sequence[Token], right: Sequence[Token],
    *, blocked: bool,
) -> list[Draft]:  # fmt: skip
    figures = [t.figure for t in group if t.figure is not None]
    figure = figures[-1]
    rank = figure.form == "rank"
    found = approach(text, left, rank=rank, compares=clause.kinds & Kind.THAN != 0)
    found.new = counts_new(text, found, right)
    counted = figures[:1] if len(group) > 1 and group[1].kind & Kind.SUM else figures  # 5个|共|66万平方米
    subjects = find_subjects(text, setting, found, counted, right, rank=rank)
    judged = figures[0] if rank else _judged(counted)
    stated = is_stated(text, setting, found, judged, subjects, left, right, blocked=blocked)
    fresh = found.noun[0].word if found.noun and found.noun[0].kind & Kind.NEW else ""
    setting.verb = found.verb or fresh or setting.verb  # 新增|里程260公里和3座隧道
    if not stated:
        return []
    if rank:
        return read_ranks(text, clause, setting, found, figures, subjects)
    basis, sign = _basis(setting, found, figure, subjects, left, right)
    if _is_standstill(figure, right):
        figures = [replace(one, unit="%") for one in figures]
    if subjects.share:
        setting.sped = False  # 增速高1个百分点，占全省的4%，居第五
    elif not setting.inside:
        setting.basis = "growth" if subjects.growth else basis  # 增速提高2个百分点，高于全省3个百分点
        setting.sped = bool(subjects.growth)
        setting.leveled = subjects.names[-1] if basis == "level" else setting.leveled
        setting.reached = found.to and basis == "level"
    drafts = [
        _quantity(clause, setting, found, subjects, name, one, figures, basis, sign)
        for name, one in paired(subjects.names, figures)
        if name
    ]
    _gain(setting, found, figure, drafts)
    return drafts


def _judged(figures: Sequence[Quantity]) -> Quantity:
    """The figure of a group by which it is told whether they state something: 分别达到95%和13年 are no duration."""
    if len(figures) == 1:
        return figures[0]
    times = lexicon().tails["time"]
    return next((one for one in reversed(figures) if one.unit not in times), figures[-1])


def _gain(setting: Setting, found: Approach, figure: Quantity, drafts: Sequence[Draft]) -> None:
    """企业|新增132户、达1095户: what is reached tells that what was added before it was added to a stock."""
    if len(drafts) != 1:
        return
    one, gained = drafts[0], setting.gained
    reached = found.to or figure.outer_start < figure.start
    if gained and reached and not found.noun and (gained.subject, gained.unit) == (one.subject, one.unit):
        gained.basis = "change"
    setting.gained = one if found.verb in _ADDED and found.noun and one.basis == "level" else None


def _is_standstill(figure: Quantity, right: Sequence[Token]) -> bool:
    """零增长: a growth of nothing."""
    return bool(right) and right[0].kind & _MOVES != 0 and figure.value == 0 and figure.form != "set"


def _basis(
    setting: Setting, found: Approach, figure: Quantity, subjects: Subjects, left: Sequence[Token],
    right: Sequence[Token],
) -> tuple[Basis, int]:  # fmt: skip
    """Level, growth or change, and the sign that a fall gives the figure."""
    unit, growth, last = figure.unit, subjects.growth, subjects.names[-1]
    if _is_standstill(figure, right):
        return "growth", 1
    sign = found.sign or _fronted(setting, found, unit, left)
    setting.fall = sign < 0 and not found.sign
    if subjects.gap and not growth and any(word in (found.compared or subjects.noun) for word in _AVERAGES):
        return "level", sign or 1  # 比全省高1.2万元: of the subject's own basis
    if unit == "个百分点" and not sign and last.endswith("贡献"):
        return "level", 1  # 对经济增长的贡献为2.1个百分点
    if unit == "个百分点":
        falls = growth < 0 and not subjects.gap  # 降幅扩大2个百分点: the growth falls by them
        return ("growth" if growth and subjects.gap else "change"), -(sign or 1) if falls else sign or 1
    if figure.form == "set" and unit == "%":
        return ("growth", sign or 1) if sign or growth or figure.value in _TURNS_OVER else ("level", 1)
    if unit in _RELATIVE and len(right) > 1 and right[0].end - right[0].start == 1 and right[1].kind & Kind.UP:
        growth = growth or 1  # 保持10%的|增长
    if growth:
        return "growth", (sign if sign and not found.to else growth)
    if not sign:
        if (setting.inside or setting.clause_firmness != "plan") and not found.noun and unit in _RELATIVE:
            return setting.basis, 1
        stock = nouns.ends_in(last, "stock") or (not found.noun and setting.reached)  # 发展到700户，新增20户
        net = found.verb == "净增" and bool(found.noun)
        return ("change" if net or (stock and found.verb in _ADDED) else "level"), 1
    if found.to:
        return "level", 1
    if unit in _RELATIVE:
        points = (
            unit == "%"
            and nouns.ends_in(last, "rate")
            and not last.endswith(_FALLS_OF)
            and "增长" not in "".join(found.words)
        )
        return ("change" if points else "growth"), sign
    if sign > 0 and (not found.sign or (unit in lexicon().tails["piece"] and "提升" in found.words) or found.new):
        return "level", 1  # 养老机构规范化提升40家: so many are brought up
    return "change", sign


def _fronted(setting: Setting, found: Approach, unit: str, left: Sequence[Token]) -> int:
    """A direction before its object: 减少农村贫困人口1000万 is a fall, 增加学位20万个 only more things."""
    if found.sign or not found.noun or found.to:
        return 0
    if setting.follows and setting.fall and not any(t.kind & ~Kind.FRIEND for t in left):
        return -1  # 减少化肥施用量800吨、农药施用量20吨
    front = next((t for t in left if not t.moment and not t.kind & _LIGHT), None)
    if front is None:
        return 0
    if any(t.kind & Kind.DOWN and len(t.word) > 1 for t in found.noun[:-1]):
        return -1
    return 1 if front.kind & Kind.UP and unit in ("%", "个百分点", "倍") else 0


def _quantity(
    clause: Clause, setting: Setting, found: Approach, subjects: Subjects, name: str, one: Quantity,
    figures: Sequence[Quantity], basis: Basis, sign: int,
) -> Draft:  # fmt: skip
    value, upper, comparator = one.value, one.upper, one.comparator
    last = figures[-1].unit
    unit = last if not one.unit or last.startswith(one.unit) else one.unit  # 5.4个和2.4个百分点
    if comparator == "=":
        comparator = _carried(found, subjects, figures)
    if one.form == "set" and one.value == 0 and "基本" in found.words:
        comparator = "~"
    if sign < 0 and value is not None:
        value, upper = (-value, None) if upper is None else (-upper, -value)
        comparator = _FLIP.get(comparator, comparator)
    span = (one.start, one.end)
    return Draft(
        "quantity", name, basis, comparator, value, upper, unit, span, (clause.start, clause.end), setting.parent
    )


def _carried(found: Approach, subjects: Subjects, figures: Sequence[Quantity]) -> Comparator:
    """The comparator of a bare figure: of the word that leads to it, of a bound in its noun, of its group's head."""
    if found.toward in _CAPPED:
        return "<="
    if found.toward in _REACHED or "至少" in found.words:
        return ">="
    if subjects.bound:
        return subjects.bound
    first = figures[0]
    heads = len(figures) > 1 and first.outer_start < first.start and first.comparator in (">", ">=", "<", "<=")
    return first.comparator if heads and first.outer_end == first.end else "="
