"""A statement's subject → the indicators that it may mean, and the scope; a speaker's name → the body.

Nothing is decided by a hair: two candidates within a small margin stay two (``open``) until somebody chooses, and
every proposal says why. The index is built once; a thousand subjects take well under a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from rapidfuzz import fuzz, process

from duban.amounts import convert
from duban.ledger.types import WHOLE, Basis, Indicator
from duban.linking.acts import Acts, acts_in, conflict
from duban.linking.hints import MOST, listed, longer
from duban.linking.likeness import alike_cores
from duban.linking.names import Name, name_of, scope_sort
from duban.linking.senses import worked
from duban.linking.words import table

Status = Literal["sure", "open", "none"]
# An indicator's id, the name that it goes by, how sure, and why.
Candidate = tuple[str, str, float, str]
# What a person chose: (subject, org unit or "" for all) → (indicator, scope).
Choices = Mapping[tuple[str, str], tuple[str, str]]

_SURE = 0.8  # from here on a proposal is taken without asking
_ASKED = 0.55  # below it is not worth a question
_MARGIN = 0.08  # two that are nearer than this stay two
_BESIDE = 0.85  # of a name that is alike beside one that is written the same
_EXACT = 0.92  # names that are only alike: what is done to the things must be said by both
_UNSAID = 0.75
_CANDIDATES = 8  # near names that are looked at closely
_LOOKS_NEAR = 55.0  # per cent of shared characters from which a name is looked at


@dataclass(frozen=True, slots=True)
class Proposal:
    """``target`` is the id of an indicator or a body; ``confidence`` is in [0, 1]; ``reason`` is for people."""

    target: str
    scope: str
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """The proposals, the best first, and whether the first may be taken. ``refused`` tells what was not proposed.

    ``hinted``: nothing goes by the name; longer names hold it.
    """

    status: Status
    proposals: tuple[Proposal, ...] = ()
    refused: tuple[str, ...] = ()
    hinted: bool = False

    @property
    def chosen(self) -> Proposal | None:
        """The proposal that needs no question; None where it is open or there is none."""
        return self.proposals[0] if self.status == "sure" else None


def settle(proposals: Iterable[Proposal], refused: Sequence[str] = ()) -> Proposed:
    """Sort proposals and say whether the first stands alone; the best of each target."""
    best: dict[str, Proposal] = {}
    for one in proposals:
        if one.confidence >= _ASKED and (one.target not in best or one.confidence > best[one.target].confidence):
            best[one.target] = one
    found = tuple(sorted(best.values(), key=lambda one: (-one.confidence, one.target, one.scope)))
    if not found:
        return Proposed("none", (), tuple(refused))
    alone = len(found) == 1 or found[0].confidence - found[1].confidence > _MARGIN
    status: Status = "sure" if found[0].confidence >= _SURE and alone else "open"
    return Proposed(status, found, tuple(refused))


def by_name(proposals: Sequence[Proposal], known: Mapping[str, str]) -> list[str]:
    """What is proposed by its name, for people; with the id where two are called the same."""
    names = [known.get(one.target, one.target) for one in proposals]
    return [
        f"{name}（{one.target}）" if names.count(name) > 1 else name for name, one in zip(names, proposals, strict=True)
    ]


class Index:
    """Indicators by their names, to be asked for the subjects of statements.

    ``choices`` are what a person decided (``duban link``): (subject, org unit id or "") → (indicator id, scope).
    """

    def __init__(self, indicators: Iterable[Indicator], choices: Choices | None = None) -> None:
        self._indicators = {one.id: one for one in indicators}
        self._choices = dict(choices or {})
        self._written: dict[str, list[tuple[str, str]]] = {}
        self._cores: dict[str, list[tuple[str, str]]] = {}
        for one in self._indicators.values():
            for said in dict.fromkeys((one.name, *one.aliases)):
                self._written.setdefault(said, []).append((one.id, said))
                self._cores.setdefault(name_of(said).core, []).append((one.id, said))
        self._names = list(self._cores)
        self._known: dict[tuple[str, str, Basis, Acts, bool], Proposed] = {}

    def __len__(self) -> int:
        return len(self._indicators)

    def named(self, proposals: Sequence[Proposal]) -> list[str]:
        """The indicators of proposals by their names; with the id where two of them are called the same."""
        return by_name(proposals, {id: one.name for id, one in self._indicators.items()})

    def indicator(self, id: str) -> Indicator | None:
        """The indicator of an id; None where there is none."""
        return self._indicators.get(id)

    def propose(
        self, subject: str, *, unit: str = "", basis: Basis = "level", org_unit: str = "", quote: str = ""
    ) -> Proposed:
        """What a subject may mean. ``unit`` is the figure's base unit; it must be convertible to the indicator's.

        ``quote`` are the words around the figure: 新增20家 is no 总数. ``sure``: one indicator that may be taken;
        ``open``: a person has to choose; ``none``: nothing is like it.
        """
        if chosen := self._choices.get((subject, org_unit)) or self._choices.get((subject, "")):
            id, scope = chosen
            return Proposed("sure", (Proposal(id, scope or WHOLE, 1.0, "有人这样选定过"),))
        acts = acts_in(f"{quote} {subject}") if basis == "level" else Acts()
        dealt = basis == "level" and worked(subject, quote)
        key = (subject, unit, basis, acts, dealt)
        if key not in self._known:
            self._known[key] = self._propose(subject, unit, basis, acts, dealt=dealt)
        return self._known[key]

    def _propose(self, subject: str, unit: str, basis: Basis, acts: Acts, *, dealt: bool) -> Proposed:
        name = name_of(subject)
        refused: dict[str, None] = {}
        if subject not in self._written:
            vague = self._offered(self._vague(name), name, unit, basis, acts)
            if len(vague.proposals) > 1:
                return vague
        for candidates in (self._exact(subject, name), self._near(name)):
            found = []
            for id, said, confidence, reason in candidates:
                indicator = self._indicators[id]
                if dealt and indicator.polarity == "lower":
                    refused[f"不是“{indicator.name}”：原文说的是办了多少"] = None
                elif refusal := _refusal(indicator, said, unit, basis, acts):
                    refused[refusal] = None
                elif proposal := _proposal(
                    indicator, said, name, confidence, reason, acts if basis == "level" else None
                ):
                    found.append(proposal)
            if (proposed := settle(found, tuple(refused))).proposals:
                return proposed
        if refused:
            return Proposed("none", (), tuple(refused))
        return replace(self._offered(self._longer(name), name, unit, basis, acts), hinted=True)

    def _offered(self, candidates: Iterable[Candidate], name: Name, unit: str, basis: Basis, acts: Acts) -> Proposed:
        """What a word that says too little may stand for: a question, also where only one thing is known."""
        fitting = (
            _proposal(self._indicators[id], said, name, confidence, reason, None)
            for id, said, confidence, reason in candidates
            if not _refusal(self._indicators[id], said, unit, basis, acts)
        )
        offered = settle(one for one in fitting if one)
        return replace(offered, proposals=offered.proposals[:MOST])

    def _exact(self, subject: str, name: Name) -> Iterator[Candidate]:
        """The names that are written the same or are the same but for words that change nothing."""
        written = self._written.get(subject, ())
        for id, said in written:
            own = said == self._indicators[id].name
            yield id, said, 1.0 if own else 0.98, f"与指标{'名称' if own else '别名'}“{said}”一致"
        off = f"去掉“{'”“'.join(name.dropped)}”后" if name.dropped else ""
        for id, said in self._cores.get(name.core, ()):
            yield id, said, _BESIDE if written else 0.95, f"{off}与“{said}”是同一个事物"

    def _near(self, name: Name) -> Iterator[Candidate]:
        """The names that are like it; a bare word like 项目 is like too many."""
        if name.core in table("names")["generic"]["words"]:
            return
        for variant, confidence, reason in self._unbracketed(name):
            for id, said in self._cores.get(variant, ()):
                yield id, said, confidence, reason
        near = process.extract(name.core, self._names, scorer=fuzz.ratio, score_cutoff=_LOOKS_NEAR, limit=_CANDIDATES)
        for core, _, _ in near:
            for id, said in self._cores[core] if core != name.core else ():
                if confidence := alike_cores(name, name_of(said)).confidence:
                    yield id, said, confidence, f"“{name.written}”与“{said}”相近"

    def _vague(self, name: Name) -> Iterator[Candidate]:
        """The names that an everyday word stands for."""
        for sure, word in listed(name):
            for id, said in self._cores.get(name_of(word).core, ())[:1]:
                yield id, said, sure, f"“{name.written}”没有说全，可能是“{said}”"

    def _longer(self, name: Name) -> Iterator[Candidate]:
        """The names that say more than a word that says too little: asked about, never taken."""
        for sure, core in longer(name, self._names):
            yield from ((id, said, sure, f"“{name.written}”没有说全，“{said}”里有它") for id, said in self._cores[core])

    def _unbracketed(self, name: Name) -> Iterator[tuple[str, float, str]]:
        """The name without what its brackets say, which becomes the scope."""
        for note in name.notes:
            bare = name.core.replace(note, "")
            if bare != name.core and len(bare) >= 2:
                yield bare, 0.85, f"去掉括号里的“{note}”后是同一个事物，括号里的话作为口径"


def _refusal(indicator: Indicator, said: str, unit: str, basis: Basis, acts: Acts) -> str:
    """Why an indicator is not meant though its name is; empty where nothing stands against it."""
    if not _fits(indicator, unit, basis):
        return f"“{indicator.name}”以{indicator.display_unit or indicator.unit}计，与“{unit}”不能换算"
    rival = conflict(acts, acts_in(f"{indicator.name} {said}")) if basis == "level" else ""
    return f"不是“{indicator.name}”：{rival}" if rival else ""


def _proposal(
    indicator: Indicator, said: str, name: Name, confidence: float, reason: str, acts: Acts | None
) -> Proposal | None:
    """The proposal of one name of an indicator, less sure where only one side says what is done (``acts``)."""
    if confidence < _EXACT and acts is not None and not _same_acts(acts, acts_in(said)):
        confidence, reason = confidence * _UNSAID, f"{reason}，但做的是什么事没有说全"
    return _scoped(Proposal(indicator.id, WHOLE, confidence, reason), name, name_of(said), indicator)


def _same_acts(acts: Acts, other: Acts) -> bool:
    """Whether both say the same of what is done; a stage says by itself that things are new."""
    new = bool(acts.stages) or acts.new == other.new
    return acts.stages == other.stages and new and acts.others >= other.others


def _scoped(proposal: Proposal, name: Name, said: Name, indicator: Indicator) -> Proposal | None:
    """The proposal with the scope that the subject names and the indicator's name does not carry.

    An indicator of a cluster or of a part of the ground is not meant by a name that says nothing of it.
    """
    lacking = sorted(said.scopes - name.scopes)
    if any(scope_sort(scope) != "threshold" for scope in lacking):
        return None
    named = sorted(name.scopes - said.scopes)
    named += [note for note in name.notes if note in name.core and note not in said.core]
    confidence, reason, scope = proposal.confidence, proposal.reason, proposal.scope
    if lacking:
        confidence, reason = confidence * 0.8, f"{reason}；指标是{'、'.join(lacking)}的，原文没有说"
    if named:
        scope = "、".join(named)
        known = scope in indicator.scopes
        threshold = any(scope_sort(one) == "threshold" for one in named)
        confidence *= 0.97 if known else 0.8 if threshold else 0.9
        reason = f"{reason}；口径“{scope}”" + ("" if known else "，指标里没有列出")
    return replace(proposal, scope=scope, confidence=round(confidence, 4), reason=reason)


def _fits(indicator: Indicator, unit: str, basis: Basis) -> bool:
    """Whether a figure of this unit and basis can be one of the indicator: growth is in per cent whatever it grows."""
    if basis == "growth" or not unit or not indicator.unit or unit == "位":
        return True
    shares = {"%", "个百分点"}
    if basis == "change" and unit in shares:
        return True
    return convert(Fraction(1), unit, indicator.unit) is not None
