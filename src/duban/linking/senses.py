"""What words alone say of a thing measured, where no indicator is linked: which way is better, how months add up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache
from typing import TypeVar

from duban.ledger.types import Accumulation, Basis, Comparator, Kind, Polarity
from duban.linking.acts import acts_in
from duban.linking.names import name_of
from duban.linking.words import one_of, table
from duban.reading.document import Statement

_SHARES = frozenset({"%", "个百分点"})
_POLARITIES: tuple[Polarity, ...] = ("lower", "neutral", "higher")
_ACCUMULATIONS: tuple[Accumulation, ...] = ("rate", "stock", "ytd")
_Word = TypeVar("_Word", bound=str)
_MONEY = frozenset({"元", "美元"})
_TURNED: Mapping[Comparator, Comparator] = {">=": "<=", ">": "<", "<=": ">=", "<": ">"}


def polarity_of(
    subject: str, *, kind: Kind, basis: Basis, comparator: Comparator, falls: bool = False, quote: str = ""
) -> Polarity:
    """Which way is better.

    A ceiling (不超过75) and a promised fall mean lower; a floor (不低于50%) and a promised rise higher; a bare figure
    leaves it to the words (失业率, 事故), and to those of the ``quote`` what is done to the things (整治隐患300处).
    ``falls``: the figure is a negative growth or change. A place in a ranking is better the lower its number.
    """
    if kind == "rank":
        return "lower"
    if kind == "milestone":
        return "higher"
    if falls or comparator in {"<=", "<"}:
        return "lower"
    if comparator in {">=", ">"}:
        return "higher"
    return "higher" if basis == "level" and worked(subject, quote) else _told(subject)


def worked(subject: str, quote: str = "") -> bool:
    """Whether a count is of what is dealt with: of 整治隐患300处 more is better, of 隐患 less.

    The quote or the subject says so with a verb right before the things, or the subject with one right behind them.
    """
    leads, ends, deed = _deeds()
    at = quote.find(subject) if quote and subject else -1
    if at > 0 and leads.search(quote[:at]):
        return True
    done = deed.match(subject) or ends.search(subject)
    return done is not None and _told(subject.replace(done[0], "", 1)) == "lower"


_LEFT_OVER = re.compile(r"存量(?=[\u4e00-\u9fff]{2})(?!达|超|突破|增|降|规模)")


def accumulation_of(subject: str, *, basis: Basis, unit: str, quote: str = "") -> Accumulation:
    """How its figures add up over months; ``quote`` may say that a count is one of what there is (总数达到40家)."""
    if basis == "level" and unit in _SHARES:
        return "rate"
    # 改造存量危房 counts what is dealt with; a stock is told by 存量 at the end of its name.
    before, left_over, _ = quote.partition("存量")
    if left_over and (_deeds()[2].search(before) or any(word in before for word in table("senses")["ytd"]["words"])):
        subject, quote = (_LEFT_OVER.sub("", words) for words in (subject, quote))
    said = _sense(subject)
    if said == "stock" and (acts := acts_in(quote)).new and not acts.there:
        return "ytd"
    if said == "stock" and not acts.there and (worked(subject, quote) or _made(subject, quote)):
        return "ytd"
    if said:
        return said
    if (
        basis == "level"
        and unit
        and unit not in _MONEY
        and any(word in quote for word in table("senses")["stock_quotes"]["words"])
    ):
        return "stock"
    return "ytd"


def settled(statement: Statement, before: Statement | None = None) -> Statement:
    """A statement told the one way in which plans and reports compare; ``before`` is the statement before it.

    能耗强度下降3.1% is a growth, as 单位GDP能耗下降3.1% is, since neither is measured in per cent. 1000万人脱贫 and
    退出产能1.5亿吨 are changes, as 贫困人口减少1000万 and 压减产能1.5亿吨 are. Both figures of 投资增长10%，力争12% are
    growths.
    """
    words = table("senses")
    if statement.kind != "quantity":
        return statement
    if statement.unit == "吨" and _ENERGY.search(statement.subject):
        statement = replace(statement, unit="吨标准煤")  # energy is measured in no other tons
    if before is not None and _carries_on(before, statement):
        return replace(statement, basis="growth")
    if statement.basis == "change" and statement.unit == "%":
        share = statement.subject.endswith(tuple(words["shares"]["endings"]))
        return statement if share else replace(statement, basis="growth")
    left = _left(statement.subject)
    if statement.basis != "level" or statement.value is None or left is None:
        return statement
    low, high = -statement.value, -statement.upper if statement.upper is not None else None
    return replace(
        statement,
        subject=left,
        basis="change",
        comparator=_TURNED.get(statement.comparator, statement.comparator),
        value=low if high is None else high,
        upper=None if high is None else low,
    )


_ENERGY = re.compile(
    r"(?:能源消费|能源消耗|综合能耗|能耗|节能|节约能源|用能)(?!.*(?:煤炭|燃煤|原煤))[^，。；]{0,4}(?:量|额|增量|)\Z"
)
_AGAINST = re.compile(
    r"""(?:目标|任务|计划|预算|预期|进度)(?:任务|目标|总?数|总量|值|投资|要求)?(?:[\d.]+[万亿]*[\u4e00-\u9fff]{1,3})?的\Z
    |(?:高于|低于|超过?|超出|快于|慢于|落后|滞后|落后于|滞后于|领先|高出|低|欠|差)
     [^，。；、\d]{0,10}(?:目标|进度|序时|计划|预期|均衡)(?:（[^）]*）)?[^，。；、\d]{0,4}\Z
    |(?:超过?|超出|高于|低于|欠)(?:年度|全年|年初|考核)?任务数?\Z|比[^，。；、\d]{0,10}(?:目标|任务|计划)+(?:值|数)?(?:\d[\d.]*[^，。；、\d]{0,3})?[高低多少]\Z""",
    re.VERBOSE,
)


_MEASURED = re.compile(
    r"(?:低于|高于|超过?|超出|优于|好于|快于|达到|满足|符合|控制在|不超过|不高于|未达到)[^，。；、\d]{0,8}\Z"
)
_TARGET = re.compile(
    r"(?:以内|以下|以上|左右)?的?(?:年度|全年|年初|控制|考核|预期|规划|省定|市定|既定)*(?:目标|任务|计划|要求|指标|上限|红线)"
)
_PLANNED = re.compile(
    r"""(?:计划(?:于|年内|总?投资|新?开工|完工|竣工|投产|完成|建设|安排)|(?:投资|年度|全年)计划(?!执行|完成率|内|外)
     |目标任务(?:数|量)?(?:为|是)?|任务数(?:为|是)?)[^，。；的]{0,16}\Z""",
    re.VERBOSE,
)


_TASK = re.compile(r"(?<!的)(?:任务|目标|计划)(?:数|量)?(?:为|是)?[^，。；：的]{0,16}\Z")
_DONE = re.compile(r"完成|已|实际|占|为[^，。；]*的|落实")


# 按照计划，前三季度应建成55个，目前已建成77个: what stands before the deeds only says what was planned.
_AS_PLANNED = re.compile(
    r"(?:按照?|根据|依照)(?:年度|全年|年初|工作|建设|项目)?(?:计划|方案|规划|安排|目标)(?:安排|要求)?，[^。；\n]*\Z"
)
_DEEDS = re.compile(r"目前|已|实际|截[至止]|现")
_TO_BE_DONE = re.compile(r"计划(?:新?开工|竣工|完工|投产|建成|签约)(?:的)?(?:项目|工程)")
_NAMED_PLANS = re.compile(r"(?:西部|春蕾|特岗|强基|三支一扶|星火|火炬|雨露|阳光)计划")


# 应建成1.5万套，目前建成1.08万套; 全市预期达到80%，也只能达到40%
_SHOULD = re.compile(
    r"(?:(?<!适)(?<!相)(?<!供)应(?:当|该)?(?:完成|占|达到?|建成|开工|新建|改造|实现)|预期)[^，。；]{0,16}\Z"
)


def is_as_planned(before: str) -> bool:
    """Whether a sentence that begins with 按照计划 has not come to the deeds yet, where a figure stands."""
    found = _AS_PLANNED.search(before)
    return _SHOULD.search(before) is not None or (found is not None and not _DEEDS.search(found[0]))


def is_planned(statement: Statement, before: str) -> bool:
    """Whether a report only repeats what was planned: 年度投资计划647.4亿元, 新签项目任务8个，现已完成10个."""
    level = statement.kind == "quantity" and statement.basis == "level" and statement.unit not in _SHARES
    said = _NAMED_PLANS.sub("", before.rstrip())
    if level and _TO_BE_DONE.match(statement.subject):
        return True  # 10个计划投产项目实现投产7个
    return level and bool(_PLANNED.search(said) or (_TASK.search(said) and not _DONE.search(said)))


def held_against_a_target(statement: Statement, before: str) -> bool:
    """Whether a share or points tell how far a figure is from its target, and are no figure of the thing.

    完成全年目标的90.2%, 超任务4.3个百分点, 超时间进度（70%）2.3个百分点: who judges finds that out. ``before``
    are the words of the clause in front of the figure.
    """
    return statement.unit in _SHARES and statement.kind == "quantity" and _AGAINST.search(before.rstrip()) is not None


_FULFILLED = re.compile(
    r"\d[^。；：\n]{0,60}，(?:已|均|都)*(?:超额|未能?|没有)(?:完成|实现|达到)(?:了)?[^，。；：\n]{0,40}\Z"
)
_THE_GOAL = re.compile(r"[^，。；：]{0,40}?的[\u4e00-\u9fff]{0,8}(?:目标|任务要求)(?![\u4e00-\u9fff]*\d)")


def is_restated(before: str, after: str) -> bool:
    """Whether a figure is the target itself, told again beside the result: 4.02%，低于4.5%的控制目标.

    ``before`` may reach back over the sentence, for 超额完成浓度下降4%、天数减少6%的改善目标 tells two of them.
    """
    measured = _MEASURED.search(before.rstrip()) is not None and _TARGET.match(after) is not None
    return measured or (_FULFILLED.search(before) is not None and _THE_GOAL.match(after) is not None)


def is_yearly(subject: str, quote: str = "") -> bool:
    """Whether a figure for the last of several years is that year's alone: 到2025年，地区生产总值180亿元.

    Such a figure is judged as a stock is: by that year's, and meanwhile by whether it is there already.
    """
    words = table("senses")["yearly"]
    alone = not any(word in f"{subject}{quote}" for word in words["together"])
    names = (subject, name_of(subject).core)
    return alone and any(name.endswith(tuple(words["endings"])) for name in names) and not subject.startswith("新增")


def _carries_on(before: Statement, statement: Statement) -> bool:
    """Whether a bare share goes on with the growth before it: the same subject, which no share can be a level of."""
    return (
        (statement.basis, statement.unit, before.basis, before.unit) == ("level", "%", "growth", "%")
        and (statement.subject, statement.sentence) == (before.subject, before.sentence)
        and not statement.subject.endswith(tuple(table("senses")["shares"]["endings"]))
    )


@lru_cache(maxsize=1 << 14)
def _left(subject: str) -> str | None:
    """What is taken away from, where a subject is a count of what is taken away; else None."""
    fallen = table("senses")["fallen"]
    left = subject
    for word in fallen["endings"]:
        left = left.removesuffix(word)
    for word in fallen["openings"]:
        left = left.removeprefix(word)
    return left if left != subject and left.endswith(tuple(fallen["things"])) else None


def _made(subject: str, quote: str) -> bool:
    """Whether a verb of putting up or buying stands right before the things: 添置床位300张 is no stock of beds."""
    at = quote.find(subject)
    return at > 0 and quote[:at].endswith(tuple(table("senses")["made"]["words"]))


@cache
def _deeds() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A verb of dealing with things that ends what stands before them (整治各类|隐患), that ends a name, and alone."""
    verbs = one_of(table("senses")["worked"]["words"]).pattern
    between = one_of(table("senses")["worked"]["between"]).pattern
    return re.compile(f"(?:{verbs})(?:{between})?$"), re.compile(f"(?:{verbs})$"), re.compile(verbs)


@lru_cache(maxsize=1 << 14)
def _told(subject: str) -> Polarity:
    return _longest(f"{subject} {name_of(subject).core}", _POLARITIES) or "higher"


@lru_cache(maxsize=1 << 14)
def _sense(subject: str) -> Accumulation | None:
    return _longest(f"{subject} {name_of(subject).core}", _ACCUMULATIONS)


def _longest(text: str, tables: tuple[_Word, ...]) -> _Word | None:
    """The table of the longest word that is in the text; of two as long, the one that stands last."""
    best: tuple[int, int] = (0, -1)
    found: _Word | None = None
    for name in tables:
        for match in _pattern(name).finditer(text):
            if (rank := (len(match[1]), match.start())) > best:
                best, found = rank, name
    return found


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Every place where a word of the table stands, also inside a longer one."""
    return re.compile(f"(?={_group(name)})")


def _group(name: str) -> str:
    return f"({one_of(table('senses')[name]['words']).pattern})"
