"""What a figure measures: the noun before it, the noun behind it, or the subject of the clause it carries on from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from duban.reading import nouns
from duban.reading.approach import Approach
from duban.reading.clauses import is_qualifier
from duban.reading.coordinated import members, spread
from duban.reading.document import Comparator
from duban.reading.lexicon import Kind, lexicon
from duban.reading.quantities import Quantity
from duban.reading.setting import Setting
from duban.reading.stripped import earned, stripped
from duban.reading.tokens import Mark, Token
from duban.reading.topics import settle

_RATIO = re.compile(r"(?:之比|的?比率|的?比值|的?比例|的?差距|之差|收入比|比)$")
_SORTS = ("件", "类", "大类", "大项")
_SPENT = "耗量额率价费"  # ends of what is measured of the same owner
_APPOSED = re.compile(
    r"“[新老两二三四五六七八九十]|(?<=[\u4e00-\u9fff])[两二三四五六七八九十]大(?=[^、]{0,6}(?:产业|行业|领域|板块|门类|集群))"
)
_QUOTA = re.compile(
    r"(?:占|为|完成|达到?|实现|达成)了?(?:到)?(?:今年|当年)?((?:年|全年|本年|年度|目标|任务|总|省|市|县|区|考核|下达|计划|既定|调整|变动|责任)[^，。；：、占]{0,10}?"
    r"(?:计划|目标|任务|预算数?|进度|任务数|计划数|目标数|任务量|指标|计划投资|投资计划)|[“\"]?十[一二三四五]五[”\"]?(?:规划)?目标(?:任务)?|(?:年度|全年)?目标(?=\d)|目标任务|计划数?|任务数?|目标|年度?投资|(?:汇总|收入|支出)?预算数?)(?:（[^（）]{1,12}）)?(?:\d[\d.]*[万亿]*[^\d，。；：、的占]{1,3})?的?$|恢复[到至][^，。；：、]{2,14}(?=的$)的$"
)
_QUOTA_REACH = 24  # characters
_CONTESTS = ("考核", "评价", "测评", "评比", "竞赛", "考核中", "评价中", "测评中", "评比中", "竞赛中", "考评", "考评中")
_RELATIVE = frozenset(("%", "个百分点", "倍", "‰"))
_EVERY = re.compile("每[百千万]?名?(?:常住)?(?:人口|人|户|老年人|职工)拥有")
_LEVEL = re.compile("[国省市县区镇乡村州][家市州区县镇]?级")
_ABOVE_LEVEL = re.compile(f"^{_LEVEL.pattern}(?:及?以上)?")
_LENGTHS = ("公里", "米")
_JOINTS = Mark.PAUSE | Mark.AND
_SHORT = 3  # characters of a name that may stand for a longer one
_SISTER = 4  # characters of a name that differs from the last one in its end only
_TWO = 2  # A、B分别下降1%和增长2%
_TURNS = re.compile(r"[、，和](?:同比)?(?:增长|下降|提高|降低|上升|减少|回落|上涨|提升|增加)")
_COORDINATED = re.compile(r"[、和与及]")
_SHARED = 20  # characters beyond which a coordinated name is a clause


class Subjects:
    """The subjects of a group of figures, and what stood in their ``noun``: a growth word's sign, a bound, a gap."""

    __slots__ = ("bound", "gap", "growth", "names", "noun", "share")

    def __init__(
        self, names: list[str], growth: int = 0, bound: Comparator | None = None, *, gap: bool = False, noun: str = "",
        share: bool = False,
    ) -> None:  # fmt: skip
        self.names, self.growth, self.bound, self.gap = names, growth, bound, gap
        self.noun, self.share = noun, share


def find_subjects(
    text: str, setting: Setting, found: Approach, figures: Sequence[Quantity], right: Sequence[Token], *, rank: bool
) -> Subjects:
    """The subjects of a group of figures; ``setting.subject`` carries the last one on."""
    tokens = found.noun
    alone = not (rank or len(figures) > 1 or found.each or found.all or found.marks or setting.follows)
    if not alone:
        settle(text, setting)
    if not rank and figures[-1].unit == "%" and (quota := _QUOTA.search(text, *_quota_window(found, figures[0]))):
        settle(text, setting)
        return _of_quota(text, setting, found, figures, quota)
    if found.marks & _JOINTS and (rank or figures[-1].unit in _RELATIVE) and (listed := _listed(text, tokens)):
        setting.subject = listed.names[-1]
        return listed
    noun = earned(text, found, nouns.noun_of(text, tokens))
    whole, growth, bound, gap = stripped(setting, found, figures[-1], noun, rank=rank)
    if alone and not _is_spelled_out(whole):
        settle(text, setting)  # one figure that has a whole noun to itself does not ask what was spoken of before
    figure = figures[-1]
    if found.marks & _JOINTS:
        setting.members = _counted(text, tokens, figure) or setting.members
    if not rank and (found.new or not (whole and (found.sign or found.to))):
        behind, _ = nouns.noun_behind(text, right, counts=figure.unit not in lexicon().tails["measure"])
        behind = "" if nouns.starts_in(behind, "step") else behind
        if behind and (taken := _behind(text, setting, found, figure, whole, behind, right)):
            owners = members(text, tokens) if found.each and len(figures) == 1 else []  # 城区和新区|各增加|1条|线路
            return Subjects([owner + behind for owner in owners] if len(owners) > 1 else [taken], growth, noun=noun)
    if whole and (share := _shares(tokens, whole)):
        settle(text, setting)
        setting.owner = setting.owner or setting.subject
        setting.subject = nouns.joined(setting.owner, share + whole)
        return Subjects([setting.subject], growth, noun=noun, share=True)
    if not whole:
        names = _continued(setting, found, figures, rank=rank, growth=growth)
        return Subjects(names, growth, bound, gap=gap, noun=noun)
    whole = _spelled_out(setting, whole, fresh=bool(tokens) and tokens[0].kind & Kind.NEW != 0)
    setting.owner = ""
    names = _names(text, setting, found, figures, _leveled(setting, whole), growth, rank=rank)
    if found.each and len(figures) == 1 and len(names) == _TWO and _TURNS.match(text, figures[0].outer_end):
        names, setting.waiting = names[:1], names[1]
    setting.subject = names[-1] if len(names) == 1 else whole
    return Subjects(names, growth, bound, gap=gap, noun=noun)


def _is_spelled_out(whole: str) -> bool:
    """Whether a noun needs none before it: no head that says not of what, no short name for a longer one."""
    return len(whole) > _SHORT and not whole.startswith("县（市）") and not nouns.is_bare(whole)


def _continued(setting: Setting, found: Approach, figures: Sequence[Quantity], *, rank: bool, growth: int) -> list[str]:
    """The subjects of a figure that names none: the last one, the topic, or the last several."""
    if setting.waiting:
        setting.subject, setting.waiting = setting.waiting, ""
        return [setting.subject]
    if setting.owner and (rank or growth or (found.sign and figures[-1].unit != "个百分点")):
        setting.subject = setting.owner  # 占全省的6%，增长9%: no more of the share
    setting.owner = ""
    if len(figures) > 1 and len(setting.members) == len(figures):
        return setting.members
    judged = rank and setting.topic.endswith(_CONTESTS)  # 在县域经济考核中，跃居第四
    raised = found.sign > 0 and found.to  # 提高干部待遇，由800元提升至1500元
    if setting.topic and (judged or raised or not (found.sign or growth or rank)):
        setting.subject = setting.topic.removeprefix("在").removesuffix("中") if judged else setting.topic
        return [setting.subject]
    spent = figures[-1].unit not in lexicon().tails["measure"] and setting.subject.endswith("投资") and not found.sign
    if spent and not rank and len(setting.subject) > _SHORT + 1:
        setting.subject = setting.subject.removesuffix("投资")  # 项目完成投资380亿元，竣工100个
    return _carried(setting, found, figures) or [setting.subject]


def _carried(setting: Setting, found: Approach, figures: Sequence[Quantity]) -> list[str]:
    """The subjects that 分别增长7%、9%, or 均增长7%, carries on from: as many of the last as there are figures."""
    count = len(figures) if len(figures) > 1 else 2 * found.all
    if count > 1 and len(setting.members) == count:
        return setting.members
    if 1 < count == setting.together:
        return [setting.subject] * count  # 收入达到3万元、1万元，分别增长5%和8%
    over = found.each and count > len(setting.said) and figures[-1].form != "rank"
    said = [*setting.earlier, *setting.said] if over else setting.said
    return said[-count:] if 1 < count <= len(said) else []


def _quota_window(found: Approach, figure: Quantity) -> tuple[int, int]:
    """Where the words before a share are looked at for what it is a share of: not before its clause."""
    begin = found.start if found.start >= 0 else figure.outer_start
    return max(begin, figure.outer_start - _QUOTA_REACH), figure.outer_start


def _of_quota(
    text: str, setting: Setting, found: Approach, figures: Sequence[Quantity], quota: re.Match[str]
) -> Subjects:
    """占年度计划的60%, 完成全年任务的102%: a share of the subject's own plan; 分别 says so of several."""
    before = [token for token in found.noun if token.end <= quota.start()]
    if before and before[0].figure and len(before) > 1:
        before = before[1:]  # 29个重点项目完成年度计划的70%: of these projects
    noun = nouns.noun_of(text, before)
    names = [noun] if noun else _carried(setting, found, figures) or [setting.topic or setting.subject]
    setting.subject = names[-1] or setting.subject
    return Subjects([name and f"{name}{'占' if quota[1] else ''}{quota[1] or quota[0]}" for name in names], share=True)


def _listed(text: str, tokens: Sequence[Token]) -> Subjects | None:
    """A、B、C（等）3项指标增速: the indicators that a count sums up, each for itself."""
    at = next((at for at in range(len(tokens) - 1, 0, -1) if tokens[at].figure), 0)
    if not at or not any(t.mark & _JOINTS for t in tokens[:at]):
        return None
    named, growth = nouns.without_growth(nouns.without_place(nouns.tidy(text[tokens[at].end : tokens[-1].end])))
    if not named.endswith("指标"):
        return None
    names = [nouns.without_growth(name) for name in members(text, tokens[:at])]
    if len(names) < 2:
        return None
    return Subjects(spread([name for name, _ in names]), growth or names[-1][1], noun=named)


def _counted(text: str, tokens: Sequence[Token], figure: Quantity) -> list[str]:
    """A、B、C三项指标: the names that a count sums up, so that 分别增长 may be said of them."""
    if figure.unit in lexicon().tails["measure"]:
        return []
    names = members(text, tokens)
    return spread(names) if len(names) == figure.value else []


def _spelled_out(setting: Setting, whole: str, *, fresh: bool) -> str:
    """开展农村税费改革试点，试点扩大到20个省: a short name for what was just spoken of; ``fresh``: of new things."""
    if (len(whole) > _SHORT and not whole.startswith("县（市）")) or fresh:
        return whole
    if setting.parent and _LEVEL.fullmatch(whole):  # 市级以上龙头企业30家，其中省级9家
        return whole + _ABOVE_LEVEL.sub("", setting.parent)
    if whole == "投资" and nouns.ends_in(setting.topic, "work_object"):
        return whole  # of what the clause before is about, no more of what was invested in before
    if whole in lexicon().tails["wide"]:  # 居民消费价格上涨2%，其中城市上涨3%
        wide = nouns.beginning(setting.subject, "wide")
        return whole + (setting.subject.removeprefix(wide) if setting.subject != wide else "")
    fuller = (
        n
        for n in (setting.topic, setting.subject)
        if n.endswith(whole) and not n.endswith("总" + whole) and not _COORDINATED.search(n)
    )
    return next(fuller, whole)


def _behind(
    text: str, setting: Setting, found: Approach, figure: Quantity, whole: str, behind: str, right: Sequence[Token]
) -> str:
    """The noun behind a figure where that is what is measured, else an empty string."""
    scheme = setting.topic or setting.subject
    if not whole and nouns.starts_in(behind, "taker") and scheme and not nouns.ends_in(scheme, "fulfilled"):
        setting.subject = scheme
        return scheme + behind
    if whole and right[0].kind & Kind.STATE and right[0].word == behind:
        return ""  # 新开工项目已有28个|开工建设
    large = not figure.unit and (figure.value or 0) >= 10000
    counts = figure.unit not in lexicon().tails["measure"] or large
    shares = figure.unit == "%" and not whole
    long = (
        figure.unit in _LENGTHS and setting.clause_mood == "reported" and not (whole or found.words)
    )  # 9公里河道整治完成
    verb = found.verb or (setting.follows and not whole and setting.verb)
    if figure.unit in ("次", "轮") and right and not found.verb:  # 16次调度推进项目: what is done so often
        setting.subject = nouns.tidy(text[right[0].start : right[-1].end])
        return setting.subject
    long = long and not right[0].kind & Kind.STATE
    if not (counts or verb or shares or long) or (whole and not counts and not found.verb):
        return ""
    if text.startswith("的", figure.outer_end) and found.verb and nouns.ends_in(behind, "head"):
        whole = ""
    if whole and not counts and nouns.ends_in(whole, "head"):
        return ""
    prefix = whole if counts and not (found.verb_kind & ~Kind.NEW & ~Kind.OBJECT) and not whole.endswith("等") else ""
    if prefix and found.noun[-1].figure is not None and found.noun[-1].figure.unit in _SORTS:
        prefix = ""  # 就业、养老等10类|46项实事
    named = prefix and found.marks & _JOINTS and behind[0] != "“" and _counted(text, found.noun, figure)
    prefix = "" if named else prefix  # 城东、城西两座|水厂
    sited = nouns.ends_in(prefix, "site") and not any(t.figure for t in found.noun)  # not 6个乡镇|创建|12个村
    beside = counts and found.noun and found.noun[-1].mark & (Mark.AND | Mark.PAUSE)  # 市场和|2处|停车场
    prefix = prefix if (not found.verb or sited) and not beside else ""
    name = _leveled(setting, prefix + behind)
    described = prefix and text.startswith("的", figure.outer_start - 1)  # 2000年以前发布的756件法规
    setting.subject = behind if described else name
    return name


def _leveled(setting: Setting, name: str) -> str:
    """国家级绿色工厂136家、绿色园区10个: the level of the first is also the second's, where they are of one sort."""
    if not setting.follows or nouns.starts_in(name, "level"):
        return name
    if setting.subject.startswith("每") and name[0] != "每" and (every := _EVERY.match(setting.subject)):
        return every[0] + name  # 每千人口拥有医师3名、护士4名
    last, size = setting.subject, len(name)
    if 1 < size <= _SISTER and len(last) > size + 1 and last[-size:-1] == name[:-1] and last[-1] != name[-1]:
        return last[:-size] + name  # 省级乡村旅游重点村3个、重点镇1个
    if size == _TWO and len(last) > size and name[-1] in _SPENT and last[-1] == name[-1] and last[-size] != name[0]:
        return last[:-size] + name  # 单位面积水耗下降3%、电耗下降2%
    level = nouns.beginning(setting.subject, "level")
    alike = level and setting.subject[len(level) : len(level) + 2] == name[:2]
    return level + name if alike else name


def _shares(tokens: Sequence[Token], whole: str) -> str:
    """占 or 对 where the clause gives the share, or the contribution, of the subject before it (占世界60%)."""
    first = ""
    for token in tokens:
        if token.mark or token.word or token.figure or not token.kind:
            first = token.word
            break
    if first in ("占", "仅占", "约占"):
        return "占"
    return "对" if first == "对" and whole.endswith("贡献率") else ""


def _names(
    text: str, setting: Setting, found: Approach, figures: Sequence[Quantity], whole: str, growth: int, *, rank: bool
) -> list[str]:
    several = (
        found.each
        or found.all
        or len(figures) > 1
        or _each_measured(text, found, figures[-1], whole, growth, rank=rank)
    )
    if (owned := _distributed(text, found.noun)) and len(owned) > 1 and len(figures) in (1, len(owned)):
        return owned
    names = members(text, found.noun) if several else [whole]
    names = [nouns.without_growth(nouns.without_place(name) if rank else name)[0] for name in names] or [whole]
    if len(names) > 1 and len(figures) > 1 and len(names) != len(figures):
        paused = members(text, found.noun, marks=Mark.PAUSE)  # 用品及服务 is one name
        names = paused if len(paused) == len(figures) else [whole]
    if len(names) == len(figures) == _TWO and not found.each and _are_of_one(figures):
        names = [whole]
    names = spread(names)
    owners = _carried(setting, found, figures) if len(figures) > 1 and len(names) == 1 else []
    if owners and nouns.is_bare(names[0]):  # 总量居第二、第三: of both that were named
        return [nouns.joined(owner, names[0]) for owner in owners]
    carried = setting.topic or setting.subject
    if names == ["投资"] and setting.headed and carried == setting.headed:
        return [carried + "投资"]  # below 二、污水管网, 完成投资3亿元 is theirs
    if (setting.fresh and names == ["投资"]) or (names == ["资金"] and "的" in carried):
        return names  # ；投资500万元，建设…: of what follows; 总投资5亿元的规划，整合资金3亿元
    return [nouns.joined(carried, name) if nouns.is_bare(name) else name for name in names]


def _are_of_one(figures: Sequence[Quantity]) -> bool:
    """开工廉租房和公租房项目52个、1.4万套: two counts by two measure words are both of all that is named."""
    one, two = (figure.unit for figure in figures)
    return one != two and not {one, two} & _RELATIVE and "" not in {one, two}


def _distributed(text: str, tokens: Sequence[Token]) -> list[str]:
    """东区、西区和南区三个区|分别|实现|生产总值: what the verb behind 分别 has as its object, said of each owner."""
    at = next((at for at, t in enumerate(tokens) if t.kind & Kind.EACH), 0)
    if not at or at + 1 == len(tokens) or not tokens[at + 1].kind & (Kind.OBJECT | Kind.NOMINAL):
        return []
    last = next((at for at in range(1, at) if tokens[at].figure), at)
    head = nouns.noun_of(text, tokens[at + 1 :])
    return [owner + head for owner in members(text, tokens[:last])] if head else []


def _each_measured(text: str, found: Approach, figure: Quantity, whole: str, growth: int, *, rank: bool) -> bool:
    """Whether coordinated names each have the figure: a growth, a rate or a rank over names that end in a head."""
    relative = figure.unit in ("%", "个百分点", "倍", "‰") or figure.form == "set"
    if not found.marks & _JOINTS or not (rank or growth or relative) or _RATIO.search(whole):
        return False
    if any(
        t.kind & Kind.SUM or (t.figure and t.figure.unit != "年" and not is_qualifier(t.figure)) for t in found.noun
    ) or _APPOSED.search(whole):
        return False  # A、B合计产值; A、B等9种矿产; A、B、C“新三样”
    if "占" in whole and figure.unit == "%" and not (rank or growth or found.sign):
        return False  # 农业、林业增加值占生产总值的30%: what they make up together
    names = members(text, found.noun)
    if len(names) < 2:
        return False
    sort = "的" in names[-1] or names[-1].endswith("类" + nouns.ending(names[-1], "head"))
    if sort and not any(nouns.ends_in(name, "head") for name in names[:-1]):
        return False  # 交通和通信的价格, 教育和娱乐类价格: one sort of thing
    short = all(len(name) <= _SHARED for name in names)
    return short and (rank or growth != 0 or nouns.ends_in(names[-1], "head") or names[-1] in lexicon().tails["own"])
