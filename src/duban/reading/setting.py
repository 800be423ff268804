"""What governs a clause from outside: mood, period, due date and firmness, and the subjects it may carry on from.

A setting is updated clause by clause: headings give it its start (outline), a sentence's own words overrule them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

from duban.reading.clauses import Clause
from duban.reading.dates import Moment, month_end
from duban.reading.document import Basis, Firmness, Mood
from duban.reading.frame import Frame
from duban.reading.lexicon import Kind
from duban.reading.tokens import Mark, Token

_ASIDE = (
    "frame",
    "mood",
    "period",
    "due",
    "firmness",
    "added",
    "named",
    "parent",
    "inside",
    "subject",
    "topic",
    "basis",
    "fall",
    "said",
    "owner",
)
_AIMING = ("力争", "争取", "力求")
_COMPLETED = ("完成", "全面完成", "全部完成", "提前完成", "超额完成")
_MODAL = Kind.ENSURE | Kind.STRIVE
_FIRMS = _MODAL | Kind.SHELTER  # without these a clause is as firm as what carries on
_TIMES = Kind.MOMENT | Kind.DONE | Kind.ORIGIN | Kind.FIGURE  # without these it has the time that carries on
_LIGHT = (
    Kind.SKIP
    | Kind.WORK
    | Kind.NOMINAL
    | Kind.WILL
    | Kind.EFFORT
    | Kind.OBJECT
    | Kind.THAN
    | Kind.TO
    | Kind.ENSURE
    | Kind.STRIVE
    | Kind.PART
)


@dataclass(slots=True)
class Setting:
    """The state of reading a paragraph, made anew for each: ``clause_*`` hold for a clause, the rest carries on.

    ``subject`` is the last thing that something was stated of, ``owner`` that without the share in it (X占全省的6%),
    ``waiting`` whose figure comes next (A、B分别下降1%和增长2%), ``said`` all that the sentence stated something of,
    ``leveled`` what it gave the amount of, ``sped`` that the last figure was of a growth that it named (增速).
    ``plans``: whoever handed the text in says that it is a plan, so that months of its own year are to come
    (上半年完成80%), and 同比 is told of what shall be. ``local``: a place below the nation speaks (我市). ``spanned``: a
    sentence of the paragraph began with the years of a plan (“十二五”期间，…), to which the next ones go too.
    """

    frame: Frame
    year: int | None
    plans: bool = False
    local: bool = False
    spanned: bool = False
    mood: Mood = "pledged"
    period: str | None = None
    due: date | None = None
    firmness: Firmness = "plan"
    added: bool = False
    clause_mood: Mood = "pledged"
    clause_period: str | None = None
    clause_due: date | None = None
    clause_firmness: Firmness = "plan"
    clause_moments: list[Moment] = field(default_factory=list)
    named: str | None = None
    compared: bool = False
    subject: str = ""
    topic: str = ""
    owner: str = ""
    waiting: str = ""
    reached: bool = False
    sped: bool = False
    leveled: str = ""
    pending: list[Token] | None = None
    verb: str = ""
    basis: Basis = "level"
    inside: bool = False
    fall: bool = False
    follows: bool = False
    fresh: bool = False
    sheltered: bool = False
    parent: str | None = None
    said: list[str] = field(default_factory=list)

    def begin_sentence(self, *, compared: bool = False, goes_on: bool = False) -> None:
        """A new sentence: what the last one said of time, firmness and parts is over.

        ``goes_on``: it tells of parts of what the last one said (其中：…), and so of the same time; ``compared``: it
        compares with last year's same period (同比), as only what is done can be.
        """
        self.compared = compared
        self.topic, self.pending, self.waiting = "", None, ""
        if not goes_on:
            self.mood, self.period, self.due = self.frame.mood, self.frame.period, self.frame.due
        self.firmness, self.added = "plan", False
        self.parent = self.named = None
        self.said, self.leveled = [], ""

    def state(self, names: Iterable[str]) -> None:
        """Remember subjects that the sentence has stated something of, each once, the last one last."""
        for name in names:
            if name not in self.said:
                self.said.append(name)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """A bracket: what it says of time, firmness and parts ends with it."""
        kept = {name: getattr(self, name) for name in _ASIDE}
        self.inside = True
        yield
        for name, value in kept.items():
            setattr(self, name, value)

    def enter(self, clause: Clause) -> None:
        """The clause's own words of time and firmness, on top of what carries on."""
        self.fresh = clause.before in (Mark.NONE, Mark.SEMICOLON)
        self.follows = bool(clause.before & (Mark.PAUSE | Mark.AND))
        if not self.follows:
            self.verb = ""
        if clause.before & Mark.SEMICOLON:
            self.firmness = "plan"
            self.said = []
        self.clause_moments = []
        if clause.kinds & Kind.MOMENT:
            self.clause_moments = [self._dated(t.moment) for t in clause.tokens if t.moment is not None]
            self.named = next((m.period for m in self.clause_moments if m.period), self.named)
        self.clause_mood, self.clause_period, self.clause_due = self.mood, self.period, self.due
        if self.compared or clause.kinds & _TIMES:
            self._time(clause)
        if self.clause_mood == "reported" and clause.kinds & Kind.STRIVE and _aims(clause.tokens):
            self.mood, self.due = self.clause_mood, self.clause_due = "pledged", None  # 下半年力争完成…, in a report
        if self.added and _is_named(clause.tokens):  # a modal that only added a figure ends with its subject
            self.firmness, self.added = "plan", False
        self.clause_firmness, self.sheltered = self.firmness, False
        if clause.kinds & _FIRMS:
            self._firm(clause)
        if self.clause_mood == "reported":
            self.clause_firmness, self.clause_due = "plan", None
            own = self.frame.period if self.frame.mood == "reported" else None
            if own and _is_long(own) and own != self.clause_period and _is_yearly(clause):
                self.clause_period = own
        else:
            self.clause_period = None

    def _opens_paragraph(self, clause: Clause, moment: Moment) -> bool:
        """过去五年，… at the head of a sentence in a look back: what follows in the paragraph is of that time too."""
        passed = moment.relative or moment.ends  # 截至8月底，…
        return passed and clause.before == Mark.NONE and self.frame.mood == "reported"

    def _spans_paragraph(self, moment: Moment) -> bool:
        """今年上半年，… at the head of a sentence: what follows in the paragraph is of these months too."""
        if self.frame.mood == "pledged":
            return True
        own = self.frame.period
        return own is not None and not _is_long(own) and moment.period is not None and own[5:] == f"01/{own[8:12]}-12"

    def _time(self, clause: Clause) -> None:
        if self.clause_moments:
            self._moments(clause)
        if self.clause_mood == "pledged":
            done = (self.compared and not self.plans) or (clause.kinds & Kind.DONE and _is_done(clause))
            if done and not clause.kinds & _MODAL:
                named = next((m.period for m in self.clause_moments if m.period), self.named)
                self.clause_mood, self.clause_period = "reported", named
        if self.clause_mood == "reported":
            if clause.kinds & Kind.ORIGIN and not self.clause_moments and self.named and not _is_long(self.named):
                self.clause_period = self.named  # …增加到2002年的A；B从…增加到…: of the same year
            if clause.kinds & Kind.FIGURE and _is_streak(clause):
                self.clause_period = None

    def _moments(self, clause: Clause) -> None:
        alone = all(t.moment or t.kind & _LIGHT for t in clause.tokens)
        for moment in self.clause_moments:
            leads = _leads(clause.tokens, moment)
            if leads and clause.before == Mark.NONE:
                self._turn(moment)
            passing = moment.tense == "" and moment.period is not None and _is_long(moment.period)
            passing &= clause.before != Mark.SEMICOLON  # 五年年均增长6.7% is of its own clause alone
            stands = clause.tokens[-1].moment == moment and clause.tokens[0].word == "在"  # 在最困难的去年2月，…
            reaches = (alone or moment.horizon or leads or stands) and not passing
            if moment.by and self.frame.mood == "pledged":  # 上半年完成…；6月底前开工
                self.mood = self.clause_mood = "pledged"
            if moment.tense == "past":
                if self.clause_mood == "pledged" and not leads:
                    continue  # a last year in the middle of a pledge is what it is measured by
                self._report(moment, reaches)
                if leads and self._opens_paragraph(clause, moment):
                    self.frame = replace(self.frame, period=moment.covered)
            elif _is_own(moment, self.frame, self.year) and not _plans(clause.tokens, moment):
                continue
            elif _widens(moment, self.frame):
                continue
            elif moment.tense == "future" or _is_after(moment, self.frame):
                self._pledge(moment, reaches)
            elif self.clause_mood == "reported" or (
                self.firmness == "plan" and not self.plans and not clause.kinds & _MODAL and _is_span(moment, clause)
            ):  # 确保一季度开工率达到40% is to come
                self._report(moment, reaches)
                if leads and clause.before == Mark.NONE and not moment.bare and self._spans_paragraph(moment):
                    self.frame = replace(self.frame, mood="reported", period=moment.covered)
            elif moment.due is not None:
                self.clause_due = moment.due
                if alone or moment.horizon or (leads and self._heads(moment, clause)):  # 2016年是开局之年，…
                    self.due = moment.due

    def _turn(self, moment: Moment) -> None:
        """A sentence that begins with the years of a plan, or after such with the year at hand: so do the next ones."""
        years = moment.horizon and moment.tense == "future" and moment.period is not None
        if years and moment.period is not None and _is_long(moment.period):
            self.frame, self.spanned = Frame("pledged", None, moment.due), True
        elif self.spanned and moment.due is None and moment.tense != "past":
            self.frame, self.spanned = Frame(), False
            self.mood = self.clause_mood = "pledged"
            self.period = self.clause_period = self.due = self.clause_due = None

    def _heads(self, moment: Moment, clause: Clause) -> bool:
        """Whether a sentence begins with a year, or with more: all that it says is due then."""
        return clause.before == Mark.NONE and not (moment.period and _is_part(moment.period, self.year))

    def _report(self, moment: Moment, reaches: bool) -> None:
        period = moment.covered or self._so_far(moment)
        self.clause_mood, self.clause_period = "reported", period
        if reaches:
            self.mood, self.period = "reported", period

    def _dated(self, moment: Moment) -> Moment:
        """8月 in a look back on another year is of that year; in a plan its own months end in a day that is due."""
        own = self.plans and self.frame.mood == "pledged" and moment.tense == "" and not moment.due
        if own and moment.period and _is_part(moment.period, self.year):
            return replace(moment, due=month_end(int(moment.period[8:12]), int(moment.period[13:])))
        if not moment.bare or self.frame.mood != "reported" or not self.frame.period:
            return moment
        year = int(self.frame.period[8:12])
        return moment.of(year) if self.year and year < self.year else moment

    def _so_far(self, moment: Moment) -> str | None:
        """今年以来 in a report on the document's year: up to the month that it reports on."""
        own = self.frame.mood == "reported" and self.frame.period and self.frame.period[8:12] == str(self.year)
        plain = moment.due is None and not moment.relative
        return f"{self.year}-01/{self.frame.period[8:]}" if own and plain and self.frame.period else None

    def _pledge(self, moment: Moment, reaches: bool) -> None:
        due = moment.due if moment.due is not None or not moment.horizon else self.due
        if moment.due is None and moment.period is None:
            due = None if self.mood == "reported" or self.frame.due is None else self.due
        self.clause_mood, self.clause_due = "pledged", due
        if reaches:
            self.mood, self.due = "pledged", due

    def _firm(self, clause: Clause) -> None:
        self.sheltered = any(t.kind & Kind.SHELTER for t in clause.tokens[-2:])
        if self.sheltered:
            return
        for at, token in enumerate(clause.tokens):
            if not token.kind & _MODAL:
                continue
            firmness: Firmness = "ensure" if token.kind & Kind.ENSURE else "strive"
            self.clause_firmness = firmness
            heads = all(t.moment or t.mark or t.kind & _LIGHT for t in clause.tokens[:at])
            self.firmness = firmness if heads else "plan"
            self.added = heads and _is_added(clause.tokens[at + 1 :])
            break


def _is_added(after: list[Token]) -> bool:
    """Whether a modal adds a figure to the subject before it, and names none itself: 完成80亿元、力争85亿元."""
    return not _is_named(after) and any(token.figure is not None for token in after)


def _is_named(tokens: list[Token]) -> bool:
    """Whether some tokens name a thing."""
    return any(not token.kind or token.kind & (Kind.FRIEND | Kind.NOMINAL | Kind.STATE) for token in tokens)


def _is_after(moment: Moment, frame: Frame) -> bool:
    """Whether its months begin after those that a look back is about: 下半年 in a report on the first half."""
    if frame.mood != "reported" or not frame.period or not moment.period or moment.tense == "past":
        return False
    return moment.period[:7] > frame.period[8:]


def _is_own(moment: Moment, frame: Frame, year: int | None) -> bool:
    """今年 in a report on the document's own year: what was done so far, nothing to come."""
    own = moment.due is None and moment.period is None and not moment.horizon
    return own and frame.mood == "reported" and frame.period is not None and frame.period[8:12] == str(year)


def _widens(moment: Moment, frame: Frame) -> bool:
    """2009年列建的项目 in a report on half of 2009: the whole year says no more than that it is this one."""
    own = frame.period
    if frame.mood != "reported" or not own or not moment.period or moment.horizon or moment.relative or moment.ends:
        return False
    year = own[:4]
    return own != moment.period == f"{year}-01/{year}-12" and own[8:12] == year and own[5:7] == "01"


def _plans(tokens: list[Token], moment: Moment) -> bool:
    """今年计划…, 今年将…: to come, in a report too."""
    at = next(at for at, token in enumerate(tokens) if token.moment and token.moment.start == moment.start)
    return at + 1 < len(tokens) and tokens[at + 1].word in ("计划", "将", "拟")


def _is_long(period: str) -> bool:
    """More than one year."""
    return period[:4] != period[8:12]


def _aims(tokens: list[Token]) -> bool:
    """Whether a clause begins with 力争: it is to come, whatever stands around it."""
    for token in tokens:
        if token.kind & Kind.STRIVE:
            return token.word in _AIMING
        if not (token.moment or token.kind & _LIGHT):
            return False
    return False


def _is_part(period: str, year: int | None) -> bool:
    """Whether a span is some months of a year, and not all of it."""
    return period[:4] == period[8:12] == str(year) and not (period.startswith("-01/", 4) and period.endswith("-12"))


def _leads(tokens: list[Token], moment: Moment) -> bool:
    """Whether the moment stands at the head of its clause, before any noun."""
    for token in tokens:
        if token.moment is not None and token.moment.start == moment.start:
            return True
        if not token.kind & _LIGHT:
            return False
    return False


def _is_span(moment: Moment, clause: Clause) -> bool:
    """1-8月, 前三季度: months that a figure covers, not an end to reach; the year and its last half are neither."""
    if moment.period is None or moment.period[:4] != moment.period[8:12] or moment.period[:7] == moment.period[8:]:
        return False
    return not moment.period.endswith("-12") or any(t.word == "同比" for t in clause.tokens)


def _is_done(clause: Clause) -> bool:
    """已, 了 before the first figure: what stands behind a figure only describes (5000个已建成村)."""
    for token in clause.tokens:
        if token.figure is not None:
            return _is_told_done(clause.tokens)
        if token.kind & Kind.DONE:
            return True
    return False


def _is_told_done(tokens: list[Token]) -> bool:
    """27项实事已全部完成: done is what the clause ends with, no noun stands behind it."""
    at = next((at for at, token in enumerate(tokens) if token.kind & Kind.DONE), len(tokens))
    after = tokens[at + 1 :]
    return bool(after) and all(token.word in _COMPLETED or token.kind & (Kind.ALL | Kind.STATE) for token in after)


def _is_yearly(clause: Clause) -> bool:
    """2009年达到30亿元，年均增长12%, in a look back on several years: their average."""
    return not clause.kinds & Kind.MOMENT and any(token.word.startswith("年均") for token in clause.tokens)


def _is_streak(clause: Clause) -> bool:
    """连续9年, 3年翻一番: a stretch of years that is no period of the document's."""
    if clause.kinds & Kind.STREAK:
        return True
    figures = [t.figure for t in clause.tokens if t.figure is not None]
    return any(figure.unit == "年" for figure in figures[:-1])
