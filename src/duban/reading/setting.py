"""What governs a clause from outside: mood, period, due date and firmness, and the subjects it may carry on from.

A setting is updated clause by clause: headings give it its start (outline), a sentence's own words overrule them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

from duban.reading.clauses import Clause
from duban.reading.counted import counts_things
from duban.reading.dates import Moment, is_long, month_end, years
from duban.reading.document import Basis, Firmness, Mood
from duban.reading.draft import Draft
from duban.reading.frame import Frame
from duban.reading.lexicon import Kind, lexicon
from duban.reading.reach import (
    LIGHT,
    aims,
    ends_stretch,
    heads_clause,
    is_after,
    is_done,
    is_own,
    is_part,
    is_planned_for,
    is_span,
    is_streak,
    is_summed,
    is_yearly,
    two_years,
    widens,
)
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
_ACTORS = (
    "全省",
    "全市",
    "全县",
    "全区",
    "全镇",
    "全乡",
    "全州",
    "全旗",
    "我省",
    "我市",
    "我县",
    "我区",
    "我镇",
    "各地",
)
_RISE = re.compile(r"[从由]((?:19|20)\d\d)年[^，。；]*[到至]((?:19|20)\d\d)年")
_MODAL = Kind.ENSURE | Kind.STRIVE
_FIRMS = _MODAL | Kind.SHELTER  # without these a clause is as firm as what carries on
_TIMES = Kind.MOMENT | Kind.DONE | Kind.ORIGIN | Kind.FIGURE  # without these it has the time that carries on


@dataclass(slots=True)
class Setting:
    """The state of reading a paragraph, made anew for each: ``clause_*`` hold for a clause, the rest carries on.

    ``headed`` is what the heading above names, ``subject`` the last thing that something was stated of, ``owner`` that
    without the share in it (X占全省的6%),
    ``waiting`` whose figure comes next (A、B分别下降1%和增长2%), ``said`` all that the sentence stated something of,
    ``earlier`` what it did before its last ；, ``members`` the names that a clause without figures coordinated,
    ``gained`` what it said was added to a stock (新增132户), ``leveled`` what it gave the amount of,
    ``led_by`` the one year of a look back on several that a sentence of the paragraph began with,
    ``together`` how many figures were last said of one subject at once (收入达到3万元、1万元),
    ``sped`` that the last figure was of a growth that it named (增速).
    ``plans``: whoever handed the text in says that it is a plan, so that months of its own year are to come
    (上半年完成80%), and 同比 is told of what shall be. ``local``: a place below the nation speaks (我市).
    ``spanned``: a sentence began with the years of a plan (“十二五”期间，…), to which the next ones go too.
    ``risen``: the years that the sentence told a rise over (从2015年的A增加到2020年的B), as do its averages.
    """

    frame: Frame
    year: int | None
    plans: bool = False
    local: bool = False
    spanned: bool = False
    risen: str | None = None
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
    headed: str = ""
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
    earlier: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    gained: Draft | None = None
    together: int = 1
    led_by: str | None = None

    def __post_init__(self) -> None:
        """A paragraph may begin with 其中, which goes on with the frame."""
        self.mood, self.period, self.due = self.frame.mood, self.frame.period, self.frame.due

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
        self.parent = self.named = self.risen = None
        self.said, self.earlier, self.leveled = [], [], ""
        self.members, self.gained, self.together = [], None, 1

    def state(self, names: Iterable[str]) -> None:
        """Remember subjects that the sentence has stated something of, each once, the last one last."""
        self.pending = None  # what was spoken of before them is behind
        for name in names:
            self.members = []  # from now on those that were spoken of
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

    def enter(self, clause: Clause, text: str) -> None:
        """The clause's own words of time and firmness, on top of what carries on."""
        self.fresh = not clause.before & ~Mark.SEMICOLON
        self.follows = bool(clause.before & (Mark.PAUSE | Mark.AND)) or _counts_on(clause)
        if not self.follows:
            self.verb = ""
        if clause.before & Mark.SEMICOLON:
            self.firmness = "plan"
            self.said, self.earlier = [], self.said
        self.clause_moments = []
        if clause.kinds & Kind.MOMENT:
            self.clause_moments = [self._dated(t.moment) for t in clause.tokens if t.moment is not None]
            self.named = next((m.period for m in self.clause_moments if m.period), self.named)
        self.clause_mood, self.clause_period, self.clause_due = self.mood, self.period, self.due
        if self.compared or clause.kinds & _TIMES:
            self._time(clause)
        if self.clause_mood == "reported" and clause.kinds & Kind.STRIVE and aims(clause.tokens):
            self.mood, self.due = self.clause_mood, self.clause_due = "pledged", None  # 下半年力争完成…, in a report
        if self.added and _is_named(clause.tokens):  # a modal that only added a figure ends with its subject
            self.firmness, self.added = "plan", False
        self.clause_firmness, self.sheltered = self.firmness, False
        if clause.kinds & _FIRMS:
            self._firm(clause, text)
        if self.clause_mood == "reported":
            self.clause_firmness, self.clause_due = "plan", None
            if clause.kinds & Kind.ORIGIN and (rise := _RISE.search(text, clause.start, clause.end)):
                self.risen = years(int(rise[1]) + 1, int(rise[2]))
            own = self.risen or ((self.frame.years or self.frame.period) if self.frame.mood == "reported" else None)
            if own and is_long(own) and own != self.clause_period and is_yearly(clause):
                self.clause_period = own
        else:
            self.clause_period = None

    def _opens_paragraph(self, clause: Clause, moment: Moment) -> bool:
        """过去五年，… at the head of a sentence in a look back: what follows in the paragraph is of that time too."""
        passed = moment.relative or moment.ends  # 截至8月底，…
        passed |= clause.tokens[0].word in ("特别是", "尤其是", "刚刚过去的")  # 特别是刚刚过去的2012年，…
        return passed and clause.before == Mark.NONE and self.frame.mood == "reported"

    def of_year(self, text: str, clause: Clause, draft: Draft) -> str | None:
        """The period of what a clause states: an amount behind a sentence that began with a year is that year's."""
        if not self.led_by or self.clause_mood == "pledged" or self.clause_period != self.frame.period:
            return self.clause_period
        amount = draft.basis == "level" and draft.unit in {*lexicon().tails["money"], "%"}
        return self.led_by if amount and not is_summed(text, clause) else self.clause_period

    def _spans_paragraph(self, moment: Moment) -> bool:
        """今年上半年，… at the head of a sentence: what follows in the paragraph is of these months too."""
        if self.frame.mood == "pledged":
            return True
        own = self.frame.period
        return own is not None and not is_long(own) and moment.period is not None and own[5:] == f"01/{own[8:12]}-12"

    def _time(self, clause: Clause) -> None:
        if self.clause_moments:
            self._moments(clause)
        if self.clause_mood == "pledged":
            done = (self.compared and not self.plans and self.firmness == "plan") or (
                clause.kinds & Kind.DONE and is_done(clause)
            )
            if done and not clause.kinds & _MODAL:
                named = next((m.period for m in self.clause_moments if m.period), self.named)
                self.clause_mood, self.clause_period = "reported", named
        if self.clause_mood == "reported":
            if clause.kinds & Kind.ORIGIN and not self.clause_moments and self.named and not is_long(self.named):
                self.clause_period = self.named  # …增加到2002年的A；B从…增加到…: of the same year
            if clause.kinds & Kind.FIGURE and is_streak(clause):
                self.clause_period = two_years(clause, self.clause_period)

    def _moments(self, clause: Clause) -> None:
        alone = all(t.moment or t.kind & LIGHT for t in clause.tokens)
        for moment in self.clause_moments:
            leads = heads_clause(clause.tokens, moment)
            if leads and clause.before == Mark.NONE:
                self._turn(moment)
            passing = moment.tense == "" and moment.period is not None and is_long(moment.period)
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
                elif leads and clause.before == Mark.NONE and ends_stretch(moment, self.frame):
                    self.led_by = moment.period
            elif is_planned_for(clause.tokens, moment):  # 2018年计划安排…, in a report too
                self._pledge(moment, reaches)
            elif self._is_told(moment) or (self._is_under_its_year(moment) and not clause.kinds & (_MODAL | Kind.WILL)):
                continue
            elif moment.tense == "future" or is_after(moment, self.frame):
                self._pledge(moment, reaches)
            elif self.clause_mood == "reported" or (
                self.firmness == "plan" and not self.plans and not clause.kinds & _MODAL and is_span(moment, clause)
            ):  # 确保一季度开工率达到40% is to come
                self._report(moment, reaches)
                if leads and clause.before == Mark.NONE and not moment.bare and self._spans_paragraph(moment):
                    self.frame = replace(self.frame, mood="reported", period=moment.covered)
            elif moment.due is not None:
                self.clause_due = moment.due
                if alone or moment.horizon or (leads and self._heads(moment, clause)):  # 2016年是开局之年，…
                    self.due = moment.due

    def _is_told(self, moment: Moment) -> bool:
        """A time that says no more than the headings do."""
        return is_own(moment, self.frame, self.year) or widens(moment, self.frame)

    def _is_under_its_year(self, moment: Moment) -> bool:
        """今年，… in a report written at the end of the year, under a heading that looks back on it."""
        if self.year is None or not self.frame.told or self.frame.mood != "reported":
            return False
        own = moment.due is None and moment.period is None and not moment.horizon and moment.tense != "past"
        return own and self.frame.period == years(self.year - 1, self.year - 1)

    def _turn(self, moment: Moment) -> None:
        """A sentence that begins with the years of a plan, or after such with the year at hand: so do the next ones."""
        ahead = moment.horizon and moment.tense == "future" and moment.period is not None
        if ahead and moment.period is not None and is_long(moment.period):
            self.frame, self.spanned = Frame("pledged", None, moment.due), True
        elif self.spanned and moment.due is None and moment.tense != "past":
            self.frame, self.spanned = Frame(), False
            self.mood = self.clause_mood = "pledged"
            self.period = self.clause_period = self.due = self.clause_due = None

    def _heads(self, moment: Moment, clause: Clause) -> bool:
        """Whether a sentence begins with a year, or with more: all that it says is due then.

        So it is behind a semicolon, where what stands before it is due at another time (2015年达到…；2020年达到…，…).
        """
        begins = clause.before == Mark.NONE or (clause.before == Mark.SEMICOLON and self.due is not None)
        return begins and not (moment.period and is_part(moment.period, self.year))

    def _report(self, moment: Moment, reaches: bool) -> None:
        period = moment.covered or self._so_far(moment)
        self.clause_mood, self.clause_period = "reported", period
        if reaches:
            self.mood, self.period = "reported", period

    def _dated(self, moment: Moment) -> Moment:
        """8月 in a look back on another year is of that year; in a plan its own months end in a day that is due."""
        own = self.plans and self.frame.mood == "pledged" and moment.tense == "" and not moment.due
        if own and moment.period and is_part(moment.period, self.year):
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

    def _firm(self, clause: Clause, text: str) -> None:
        self.sheltered = any(t.kind & Kind.SHELTER for t in clause.tokens[-2:])
        if self.sheltered:
            return
        for at, token in enumerate(clause.tokens):
            if not token.kind & _MODAL:
                continue
            firmness: Firmness = "ensure" if token.kind & Kind.ENSURE else "strive"
            self.clause_firmness = firmness
            before = clause.tokens[:at]
            heads = all(t.moment or t.mark or t.kind & LIGHT or text[t.start : t.end] in _ACTORS for t in before)
            self.firmness = firmness if heads else "plan"
            self.added = heads and _is_added(clause.tokens[at + 1 :])
            break


def _counts_on(clause: Clause) -> bool:
    """新建公厕11座，3座改厕点: a clause that begins with a count and its thing goes on with the verb before it."""
    if len(clause.tokens) != 2 or clause.before != Mark.COMMA or not counts_things(clause.tokens[0]):
        return False
    figure = clause.tokens[0].figure
    return figure is not None and figure.form == "number" and not clause.tokens[1].kind & ~Kind.FRIEND


def _is_added(after: list[Token]) -> bool:
    """Whether a modal adds a figure to the subject before it, and names none itself: 完成80亿元、力争85亿元."""
    return not _is_named(after) and any(token.figure is not None for token in after)


def _is_named(tokens: list[Token]) -> bool:
    """Whether some tokens name a thing."""
    return any(not token.kind or token.kind & (Kind.FRIEND | Kind.NOMINAL | Kind.STATE) for token in tokens)
