"""A statement's subject → the indicators that it may mean, and the scope; a speaker's name → the body.

Nothing is decided by a hair: two candidates within a small margin stay two (``open``) until somebody chooses, and
every proposal says why. The index is built once; a thousand subjects take well under a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from rapidfuzz import fuzz, process

from duban.amounts import convert
from duban.ledger.types import WHOLE, Basis, Indicator
from duban.linking.likeness import alike
from duban.linking.names import Name, name_of, scope_sort

Status = Literal["sure", "open", "none"]
# What a person chose: (subject, org unit or "" for all) → (indicator, scope).
Choices = Mapping[tuple[str, str], tuple[str, str]]

_SURE = 0.8  # from here on a proposal is taken without asking
_ASKED = 0.55  # below it is not worth a question
_MARGIN = 0.08  # two that are nearer than this stay two
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
    """The proposals, the best first, and whether the first may be taken. ``refused`` tells what was not proposed."""

    status: Status
    proposals: tuple[Proposal, ...] = ()
    refused: tuple[str, ...] = ()

    @property
    def chosen(self) -> Proposal | None:
        """The proposal that needs no question; None where it is open or there is none."""
        return self.proposals[0] if self.status == "sure" else None


def settle(proposals: Iterable[Proposal], refused: Sequence[str] = ()) -> Proposed:
    """Sort proposals and say whether the first stands alone; one per target and scope, the best."""
    best: dict[tuple[str, str], Proposal] = {}
    for one in proposals:
        if one.confidence >= _ASKED and one.confidence > getattr(best.get((one.target, one.scope)), "confidence", 0):
            best[one.target, one.scope] = one
    found = tuple(sorted(best.values(), key=lambda one: (-one.confidence, one.target, one.scope)))
    if not found:
        return Proposed("none", (), tuple(refused))
    alone = len(found) == 1 or found[0].confidence - found[1].confidence > _MARGIN
    status: Status = "sure" if found[0].confidence >= _SURE and alone else "open"
    return Proposed(status, found, tuple(refused))


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
        self._known: dict[tuple[str, str, Basis], Proposed] = {}

    def __len__(self) -> int:
        return len(self._indicators)

    def indicator(self, id: str) -> Indicator | None:
        """The indicator of an id; None where there is none."""
        return self._indicators.get(id)

    def propose(self, subject: str, *, unit: str = "", basis: Basis = "level", org_unit: str = "") -> Proposed:
        """What a subject may mean. ``unit`` is the figure's base unit; it must be convertible to the indicator's.

        ``sure``: one indicator that may be taken; ``open``: a person has to choose; ``none``: nothing is like it.
        """
        if chosen := self._choices.get((subject, org_unit)) or self._choices.get((subject, "")):
            id, scope = chosen
            return Proposed("sure", (Proposal(id, scope or WHOLE, 1.0, "有人这样选定过"),))
        key = (subject, unit, basis)
        if key not in self._known:
            self._known[key] = self._propose(subject, unit, basis)
        return self._known[key]

    def _propose(self, subject: str, unit: str, basis: Basis) -> Proposed:
        name = name_of(subject)
        found: list[Proposal] = []
        refused: list[str] = []
        for id, said, confidence, reason in self._candidates(subject, name):
            indicator = self._indicators[id]
            if not _fits(indicator, unit, basis):
                told = f"“{said}”以{indicator.display_unit or indicator.unit}计，与“{unit}”不能换算"
                refused.append(told)
                continue
            found.append(_scoped(Proposal(id, WHOLE, confidence, reason), name, name_of(said), indicator))
        return settle(found, list(dict.fromkeys(refused)))

    def _candidates(self, subject: str, name: Name) -> Iterable[tuple[str, str, float, str]]:
        """Indicator id, the name it goes by, how sure, and why: exact names first, then names that are like it."""
        for id, said in self._written.get(subject, ()):
            own = said == self._indicators[id].name
            yield id, said, 1.0 if own else 0.98, f"与指标{'名称' if own else '别名'}“{said}”一致"
        exact = self._cores.get(name.core, ())
        for id, said in exact:
            off = f"去掉“{'”“'.join(name.dropped)}”后" if name.dropped else ""
            yield id, said, 0.95, f"{off}与“{said}”是同一个事物"
        if exact:
            return
        for variant, confidence, reason in self._unbracketed(name):
            for id, said in self._cores.get(variant, ()):
                yield id, said, confidence, reason
        near = process.extract(name.core, self._names, scorer=fuzz.ratio, score_cutoff=_LOOKS_NEAR, limit=_CANDIDATES)
        for core, _, _ in near:
            likeness = alike(name.core, core)
            for id, said in self._cores[core] if likeness.confidence else ():
                yield id, said, likeness.confidence, f"“{name.written}”与“{said}”相近"

    def _unbracketed(self, name: Name) -> Iterable[tuple[str, float, str]]:
        """The name without what its brackets say, which becomes the scope."""
        for note in name.notes:
            bare = name.core.replace(note, "")
            if bare != name.core and len(bare) >= 2:
                yield bare, 0.85, f"去掉括号里的“{note}”后是同一个事物，括号里的话作为口径"


def _scoped(proposal: Proposal, name: Name, said: Name, indicator: Indicator) -> Proposal:
    """The proposal with the scope that the subject names and the indicator's name does not carry."""
    named = sorted(name.scopes - said.scopes)
    named += [note for note in name.notes if note in name.core and note not in said.core]
    lacking = sorted(scope for scope in said.scopes - name.scopes if scope_sort(scope) == "threshold")
    if lacking and not named:
        told = f"{proposal.reason}；指标是{'、'.join(lacking)}的，原文没有说"
        return replace(proposal, confidence=round(proposal.confidence * 0.8, 4), reason=told)
    if not named:
        return proposal
    scope = "、".join(named)
    known = scope in indicator.scopes
    told = f"{proposal.reason}；口径“{scope}”" + ("" if known else "，指标里没有列出")
    return replace(
        proposal, scope=scope, confidence=round(proposal.confidence * (0.97 if known else 0.9), 4), reason=told
    )


def _fits(indicator: Indicator, unit: str, basis: Basis) -> bool:
    """Whether a figure of this unit and basis can be one of the indicator: growth is in per cent whatever it grows."""
    if basis == "growth" or not unit or not indicator.unit or unit == "位":
        return True
    shares = {"%", "个百分点"}
    if basis == "change" and unit in shares:
        return True
    return convert(Fraction(1), unit, indicator.unit) is not None
