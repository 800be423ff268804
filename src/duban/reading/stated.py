"""Is it a statement? Asked of every figure, by the guideline's “what is not a statement”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from duban.reading import nouns
from duban.reading.approach import Approach
from duban.reading.lexicon import Kind, lexicon
from duban.reading.quantities import Quantity
from duban.reading.setting import Setting
from duban.reading.subjects import Subjects
from duban.reading.tokens import Token

_WORKS = re.compile(r"..(?:改造|修缮|整治|治理|修复|绿化|加固)(?:工程|任务)?$")
_TASK, _NAMED_TASK = "任务", 4  # characters of a task that is named beside the word
_REACHED = Kind.STATE | Kind.ALL | Kind.OBJECT
_MAKING = Kind.OBJECT | Kind.NEW | Kind.STATE | Kind.NOMINAL
_SET = ("任务", "任务数", "计划", "计划数", "目标", "目标数", "指标", "年度任务", "年度目标", "全年任务")
_QUOTAS = ("指标（", "任务（", "目标（", "计划（", "目标值（", "任务数（")
_FOR = ("对", "为", "给")
_IS = ("是", "为", "均为", "属", "属于", "均属", "中", "正在", "仍在")
_THEN = ("，比上年", "，较上年", "，同比", "，比去年", "，较去年")
_BY = ("按", "按照", "以")
_CAUSES = ("推动", "促成", "助推")
_TURNS = ("增长", "下降", "上升", "回升", "回落", "上涨", "下跌", "正增长", "负增长")
_BUILT = ("所", "座", "处", "条", "栋")  # what is brought up piece by piece: 提升9所学校设施
_MEETS = ("实现", "提前实现", "达成")
_ATTAINED = ("达到", "达", "达到了")
_GOES_ON = ("推进", "进展顺利", "顺利进行")
_PEOPLE = ("人", "人次", "名", "户")
_MOVES = Kind.UP | Kind.DOWN
_ACTS = Kind.OBJECT | Kind.NOMINAL
_DOES = ("进行", "实施", "开展")
_SIZES = ("平方米", "平方公里", "亩", "公顷", "公里")
_SENTENCE = 80  # characters in which a bulletin says that it counts at the year's end
_FULFILLED = 6  # characters of the longest word that says so
_SURVEYED = 8  # characters between how many are asked and that they are
_LARGE = 10000  # a number without a unit that counts people or things is written with a scale
_GRANTS = ("奖励", "补助", "补贴", "资助", "给予")
_ATTENDS = re.compile(
    r"[应实](?:到|出席)(?:会议)?的?(?:人数|代表|委员|人员)|(?:代表|委员|干部|人员)(?:出席|与会|列席|参加会议|参会)"
)
_LONE = re.compile(r"[一二两三四五六七八九十](?![十百千万亿])")
_AREA = re.compile(r"[\u4e00-\u9fff]{2,6}[省市县区镇乡村道]面积")


def is_stated(
    text: str, setting: Setting, found: Approach, figure: Quantity, of: Subjects, left: Sequence[Token],
    right: Sequence[Token], *, blocked: bool,
) -> bool:  # fmt: skip
    """Whether the figure is what the clause states of its subject; ``blocked``: a word before it forbids it."""
    words = lexicon().tails
    subjects = of.names
    rank = figure.form == "rank"
    if setting.sheltered or blocked or not subjects[0] or subjects[0] == "我们" or _is_way(text, found, figure):
        return False
    if _is_given(text, setting, figure, of.noun or subjects[0], left, right):
        return False
    if (_is_beside(left) and not _acts(right)) or (_is_abroad(setting, subjects[0]) and not rank):
        return False
    if rank:
        return _is_ranked(text, found, figure, left)
    behind, used = nouns.noun_behind(text, right)
    step = bool(behind) and nouns.starts_in(behind, "step")
    behind = "" if step else behind
    attends = _ATTENDS.search(subjects[0]) or _ATTENDS.search(behind) or (step and figure.unit == "个")
    if attends or _is_scheme(text, setting, found, figure, subjects[-1]):
        return False
    if figure.unit in words["time"]:
        days = setting.parent is not None and bool(found.noun) and not behind  # 有效天数304天，其中优良290天
        return (days and nouns.ends_in(setting.parent or "", "head")) or _is_duration(found, subjects, behind)
    if not of.share and _is_described(text, setting, found, figure, subjects, behind):
        return False
    noun = of.noun
    if text.startswith("的", figure.outer_end) and behind:
        return _is_of(setting, found, figure, noun, behind)
    if figure.unit == "倍" and not (found.sign or of.bound) and _is_compared(text, figure, left):
        return False
    if not figure.unit and figure.form == "number" and not _is_measured(text, found, figure, subjects):
        reached = any(t.kind & _REACHED for t in right[used:]) or setting.clause_mood == "reported"
        return bool(behind) and _is_large(text, figure) and (bool(found.verb) or reached)
    if _is_size(found, figure, noun, behind, right[used:]) or _is_spread(found, figure, right):
        return False
    if figure.unit in words["power"] and not found.verb and nouns.ends_in(behind, "sized"):
        return False  # 天光20兆瓦风电场
    if behind and (not noun or figure.unit not in words["measure"]):
        return _is_counted(text, setting, found, figure, behind, right[used:])
    if _is_part(behind) or nouns.ends_in(noun, "parts") or _is_idle(text, found, figure, noun or behind, right[used:]):
        return False
    if behind and noun and left and text.startswith("的", left[-1].end - 1):
        return False  # 淘汰不达标的30万千瓦以下机组: the figure only sorts what stands behind it
    sizes = (figure.unit in words["money"] and not found.verb) or figure.unit in words["power"]
    return not (behind and sizes and nouns.ends_in(behind.removesuffix("建设"), "sized"))


def _is_way(text: str, found: Approach, figure: Quantity) -> bool:
    """坚持动态清零: a way of working, of nothing named; 十亿元|级企业: a size."""
    return (figure.form == "set" and not found.noun and found.verb == "坚持") or text.startswith("级", figure.end)


def _is_size(found: Approach, figure: Quantity, noun: str, behind: str, after: Sequence[Token]) -> bool:
    """产业园10万平方米标房初具规模: an area between two nouns only sizes the second, where nothing is done to it."""
    if figure.unit not in _SIZES or not (noun and behind) or figure.comparator != "=":
        return False
    acts = found.verb or found.sign or found.to or any(t.kind & _MAKING for t in found.noun)
    acts = acts or lexicon().kinds.get(behind, 0) & Kind.NOMINAL  # 高标准农田2000亩建设
    return not acts and not any(t.kind & _REACHED for t in after)


def _is_spread(found: Approach, figure: Quantity, right: Sequence[Token]) -> bool:
    """23种产品中12种增长, 超五成行业实现增长: how many rise or fall, of what is there."""
    if found.verb or found.to or not (right and right[-1].kind & _MOVES and right[-1].word in _TURNS):
        return False
    return figure.unit not in lexicon().tails["measure"] or (figure.unit == "%" and len(right) > 1)


def _is_given(
    text: str, setting: Setting, figure: Quantity, noun: str, left: Sequence[Token], right: Sequence[Token]
) -> bool:
    """What was set from above, or only says where: 占全年指标（177人）的48%, 省下达的1000万亩任务, 在16个县的排名中.

    So is how many were asked (5‰人口抽样调查), a rate by which another sum is told (按1美元=7.1元折算), and what was
    aimed at (提前实现引资1万亿元目标).
    """
    aimed = setting.clause_mood == "reported" and text.startswith("目标", figure.outer_end)
    if aimed and any(t.word in _MEETS for t in left):
        return True
    if text.find("抽样", figure.outer_end, figure.outer_end + _SURVEYED) > 0:
        return True
    if setting.inside and (noun in _SET or text.endswith(_QUOTAS, 0, figure.outer_start)):
        return True
    if figure.unit not in lexicon().tails["money"] and "下达的" in noun:
        return True
    if left and right and left[0].word in _BY and text.startswith("算", right[-1].end - 1):
        return True
    return bool(left and right) and left[0].word == "在" and text[right[-1].end - 1] == "中"


def _is_compared(text: str, figure: Quantity, left: Sequence[Token]) -> bool:
    """是2007年的2倍, 是全国平均水平的10倍以上: a comparison."""
    return figure.comparator == "=" or (bool(left) and text.startswith("的", left[-1].end - 1))


def _is_beside(left: Sequence[Token]) -> bool:
    """与15个国家接壤: what something else stands beside is not counted, unless something is done with it."""
    return bool(left) and left[-1].word in lexicon().tails["beside"]


def _acts(right: Sequence[Token]) -> bool:
    """与20家企业|签订|协议: whether a verb with its object follows."""
    return any(t.kind & Kind.OBJECT and at + 1 < len(right) for at, t in enumerate(right))


def _is_ranked(text: str, found: Approach, figure: Quantity, left: Sequence[Token]) -> bool:
    """第一 is a rank only behind 居, 列, 位, 保持, 成为, 全国 … or with 位."""
    word = text[figure.start : figure.end]
    if text.startswith("的", figure.outer_end):
        return False  # 前五位的行业
    before = text[left[0].start if left else figure.start : figure.start]
    if nouns.ends_in(before, "unranked") or "作为" in before:
        return False  # 作为西部第一经济大省
    if word[-1] in "位名" or word.startswith(("前", "保", "冲")):
        return True
    return found.toward != "" or "跃居" in found.words or nouns.ends_in(before, "ranked_by")


def _is_duration(found: Approach, subjects: list[str], behind: str) -> bool:
    """A time is stated of what is measured in time (寿命, 年限, 平均居住), never of how long something is done."""
    if behind or "连续" in found.words or not (found.noun or found.sign):
        return False
    if any(t.word in ("平均", "人均") for t in found.noun):
        return True
    return found.sign != 0 or found.to or nouns.ends_in(subjects[-1], "head") or "平均" in found.words


def _is_scheme(text: str, setting: Setting, found: Approach, figure: Quantity, subject: str) -> bool:
    """对示范村给予奖励50万元: a rate that describes what will be paid to whom, not how much will be paid."""
    if figure.unit != "元" or found.start < 0 or setting.clause_mood == "reported":
        return False
    paid = found.verb in _GRANTS or nouns.ends_in(subject, "granted")
    head = text[found.start : figure.outer_start]
    return paid and (head.startswith("对") or "给予" in head or "的" in head)


def _is_described(
    text: str, setting: Setting, found: Approach, figure: Quantity, subjects: list[str], behind: str
) -> bool:
    """What only sizes what is there: area, population, climate; and how many will graduate."""
    subject = subjects[-1]
    still = figure.comparator in ("=", "~", ">=", ">") and not found.sign and not found.to and not found.verb
    still = still and not (found.noun and found.noun[0].word.startswith("新"))  # 新增绿地900公顷
    if still and text[figure.outer_start : figure.start] not in _ATTAINED:
        if _is_census(text, figure, subject):
            return False
        described = nouns.ending(subject, "described")
        if described or subject in lexicon().tails["area"]:
            return not nouns.ends_in(subject.removesuffix(described), "crop")  # 水稻总面积 is what was sown
        if figure.comparator == "=" and _AREA.fullmatch(subject):
            return True
    if setting.clause_mood == "reported" or found.verb:
        return False
    return nouns.ends_in(subject, "forecast") or nouns.ends_in(behind, "forecast")


def _is_census(text: str, figure: Quantity, subject: str) -> bool:
    """年末户籍人口455万人，…；常住人口…: counted on a day, not how large the place is."""
    if not subject.endswith("人口"):
        return False
    since = max(text.rfind("。", 0, figure.start), figure.start - _SENTENCE, 0)
    return text.find("年末", since, figure.start) >= 0 or text.startswith(_THEN, figure.outer_end)


def _is_of(setting: Setting, found: Approach, figure: Quantity, noun: str, behind: str) -> bool:
    """N的…: a figure bound into a noun is none, but for a share of something and a size that is what is promised."""
    if found.verb == "解决":
        return True  # 解决6700人的饮水问题
    if behind == "任务" and any(t.kind & Kind.DOWN for t in found.noun):
        return True  # 完成裁减员额50万的任务
    if found.verb in lexicon().tails["completes"] and behind.endswith(_TASK) and len(behind) > _NAMED_TASK:
        return True  # 完成1.2万人的技能培训任务
    if found.verb.startswith("完成") and _WORKS.search(behind) and figure.unit in lexicon().tails["measure"]:
        return True  # 完成了18公里的河道整治工程
    if nouns.ends_in(behind, "abstract") or nouns.starts_in(behind, "abstract"):
        return False
    if not found.noun and behind in ("增长", "增速"):
        return False  # 实现9%的增长
    if figure.unit == "%":
        return True
    if nouns.is_bare(noun) or nouns.ends_in(behind, "head"):
        return not (noun == "投资" and nouns.ends_in(behind, "sized"))  # 实施投资2亿元的湿地保护工程
    verb = found.verb_kind or (lexicon().kinds.get(setting.verb, 0) if setting.follows else 0)
    return bool(verb & _MAKING) and not nouns.ends_in(behind, "sized")


def _is_measured(text: str, found: Approach, figure: Quantity, subjects: list[str]) -> bool:
    marked = figure.comparator != "=" or found.sign != 0 or found.to
    return marked or nouns.ends_in(subjects[-1], "head") or _is_large(text, figure)


def _is_large(text: str, figure: Quantity) -> bool:
    """A count without a unit is written with a scale (6434万); a code is not (12345热线)."""
    return (figure.value or 0) >= _LARGE and any(scale in text[figure.start : figure.end] for scale in "万亿")


def _is_part(behind: str) -> bool:
    return behind != "" and nouns.starts_in(behind, "parts")


def _is_idle(text: str, found: Approach, figure: Quantity, noun: str, after: Sequence[Token]) -> bool:
    """一套机制, 两个积极性, 三项举措: a small numeral before an abstract noun counts nothing."""
    word = text[figure.start : figure.end]
    if figure.unit in ("次", "轮") and word[0] != "一":
        return nouns.starts_in(noun, "abstract")
    if not _LONE.match(word) or figure.comparator != "=" or found.sign or figure.unit in lexicon().tails["measure"]:
        return False
    listed = bool(found.noun) and bool(found.noun[0].kind & _MAKING)  # 引进企业一家
    listed |= bool(found.verb_kind & _MAKING & ~Kind.NOMINAL)  # 引进一家企业
    listed |= "的" not in noun and any(t.kind & Kind.STATE for t in after)  # 三座桥梁开工建设
    listed &= figure.unit in lexicon().tails["piece"]
    if nouns.ends_in(noun, "abstract") or nouns.ends_in(noun, "soft"):
        return True
    return not listed and (word[0] == "一" or not found.verb_kind & _MAKING)


def _is_counted(
    text: str, setting: Setting, found: Approach, figure: Quantity, behind: str, after: Sequence[Token]
) -> bool:
    """N个…: a count is stated when the things are brought about, not when they are only worked on or named."""
    if _is_part(behind) or _is_idle(text, found, figure, behind, after) or _is_owner(figure, behind):
        return False
    if figure.unit == "项" and behind.endswith("指标"):
        return False
    if behind.endswith("实事") and not found.verb:
        return any(t.kind & (Kind.STATE | Kind.ALL) or t.word in ("完成", "提前完成", "办结") for t in after)
    if figure.unit == "%":
        return True
    if behind.endswith(("中", "里", "内", "之一", "大关")) or (
        "的" in behind and not found.verb and nouns.ends_in(behind, "abstract")
    ):
        return False
    if behind.startswith("即将") or (after and after[0].word in _IS):
        return False  # 3个即将竣工
    if after and after[-1].word.endswith(_GOES_ON) and not found.verb:
        return False  # 400个项目扎实推进
    toward = next((word for word in (found.verb, found.toward, *(t.word for t in found.noun)) if word in _FOR), "")
    if after and (toward == "对" or (toward and (after[0].word in _DOES or after[0].kind & _ACTS))):
        return True  # 对13座桥梁进行改造, 为800名老人配备报警器
    reached = any(t.kind & _REACHED and (t.kind & ~Kind.OBJECT or at + 1 < len(after)) for at, t in enumerate(after))
    if figure.outer_end > figure.end and figure.comparator == ">=" and not (found.verb or _is_reached(after)):
        return False  # 30户以上村组: how large, not how many
    marked = figure.comparator != "=" or reached or (found.to and found.toward != "为")
    front = next((t.kind for t in found.noun if t.kind & (Kind.EFFORT | Kind.OBJECT | Kind.NOMINAL)), 0)
    if "继续" in found.words and found.verb == "实施" and setting.clause_mood == "pledged":
        return marked  # 继续实施35个城中村改造项目
    verb = found.verb_kind if found.verb else front or lexicon().kinds.get(setting.verb, 0)
    if _is_caused(found, after) or ("提升" in found.words and figure.unit in _BUILT):
        return True
    if found.new:
        return True
    if verb & Kind.EFFORT and not verb & Kind.NEW and figure.unit not in lexicon().tails["measure"]:
        return marked or (
            setting.clause_mood == "reported"
            and figure.unit in _PEOPLE
            and (nouns.ends_in(behind, "taker") or (bool(after) and after[0].kind & (_ACTS | Kind.UP) != 0))
        )
    if setting.clause_mood == "reported":
        return True
    told = text[_plain(after).start :][:_FULFILLED] if after else ""
    if nouns.starts_in(told, "fulfilled") or nouns.ends_in(behind, "fulfilled"):
        return True  # 204万农村贫困人口|全面|脱贫
    if setting.parent and all(t.kind & Kind.PART for t in found.noun):
        return True  # （包括63个重点村、…）
    return marked or bool(verb & _MAKING)


def _is_caused(found: Approach, after: Sequence[Token]) -> bool:
    """推动13项权限|下放: who causes something has it done."""
    caused = found.verb in _CAUSES or (found.noun and found.noun[0].word in _CAUSES)
    return bool(caused and after) and after[-1].kind & (_ACTS | Kind.EFFORT) == Kind.OBJECT


def _is_owner(figure: Quantity, behind: str) -> bool:
    """155家工业企业总产值增速: of how many something is told that is no thing to count."""
    told = nouns.without_growth(behind)[1] or (
        nouns.is_bare(nouns.heads_of(behind)) and behind != nouns.heads_of(behind)
    )
    return figure.unit in ("家", "户") and bool(told)


def _plain(tokens: Sequence[Token]) -> Token:
    """The first of some tokens that is no adverb, else the last."""
    return next((token for token in tokens if not token.kind & (Kind.SKIP | Kind.ALL)), tokens[-1])


def _is_reached(after: Sequence[Token]) -> bool:
    """Whether a state is said of what is counted."""
    return any(t.kind & (Kind.STATE | Kind.ALL) for t in after)


def _is_abroad(setting: Setting, subject: str) -> bool:
    """A figure about the world outside, for a place also the nation; a share in it or a gift to it is our own."""
    outside = nouns.starts_in(subject, "abroad") or (setting.local and subject.startswith("我国"))
    return outside and not nouns.ends_in(subject, "rate")
