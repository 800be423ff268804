"""How far two lists of statements agree: what was found, and what is the same in every field.

Statements of both sides are paired where their numbers overlap, the most similar pair first, each used once. A pair is
*found*; it is *exact* if all ``FIELDS`` agree and the subjects share at least half of their characters. Both counts
become precision, recall and F1. The annotation guideline defines this; a test holds that we count as its own script.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Record = Mapping[str, object]

GROUPS: Mapping[str, frozenset[str]] = {
    "figures": frozenset({"quantity", "rank"}),
    "trends": frozenset({"trend"}),
    "milestones": frozenset({"milestone"}),
}
FIELDS = ("mood", "basis", "comparator", "value", "upper", "unit", "firmness", "due", "period")
_NUMBERS = frozenset({"value", "upper"})
_CLOSE = 0.5  # the least that two subjects must share
_FIELD_WEIGHT = 0.1  # of an agreeing field beside the likeness of the subjects, when partners are chosen
_NO_MATTER = str.maketrans("", "", " \t\r\n\u3000“”\"'‘’《》、，,的和与及")


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of either side, as far as it is compared."""

    kind: str
    subject: str
    num: tuple[int, int]
    fields: Mapping[str, object]

    @classmethod
    def of(cls, record: Record) -> Claim:
        """A line of a gold file, or ``Statement.as_record()``; what is absent is the guideline's default."""
        num = record["num"]
        assert isinstance(num, Sequence)
        fields = {name: record.get(name) for name in FIELDS} | {"mood": record.get("mood") or "pledged"}
        return cls(str(record["kind"]), str(record["subject"] or ""), (num[0], num[1]), fields)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A place where the two sides differ: ``gold`` None is a statement too many, ``read`` None one missed."""

    gold: Claim | None
    read: Claim | None
    wrong: tuple[str, ...] = ()

    @property
    def at(self) -> tuple[int, int]:
        """Where in the text."""
        claim = self.gold or self.read
        assert claim is not None
        return claim.num


@dataclass(frozen=True, slots=True)
class Share:
    """``hits`` of what was read and of what was to be read."""

    hits: int
    read: int
    gold: int

    @property
    def precision(self) -> float:
        """How much of what was read is right."""
        return self.hits / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        """How much of what was to be read was read."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean; 1 where nothing was to be read and nothing was."""
        return 2 * self.hits / (self.read + self.gold) if self.read + self.gold else 1.0


@dataclass(slots=True)
class Tally:
    """Counts that add up over texts."""

    gold: int = 0
    read: int = 0
    pairs: int = 0
    same: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    disagreements: list[Disagreement] = field(default_factory=list)

    @property
    def found(self) -> Share:
        """Seen at all."""
        return Share(self.pairs, self.read, self.gold)

    @property
    def exact(self) -> Share:
        """Right in every field."""
        return Share(self.same, self.read, self.gold)

    def __iadd__(self, other: Tally) -> Tally:
        self.gold += other.gold
        self.read += other.read
        self.pairs += other.pairs
        self.same += other.same
        self.wrong += other.wrong
        self.disagreements += other.disagreements
        return self


def compare(gold: Iterable[Record], read: Iterable[Record], group: str) -> Tally:
    """Compare the statements of one group (``figures``, ``trends``, ``milestones``)."""
    left = [claim for claim in map(Claim.of, gold) if claim.kind in GROUPS[group]]
    right = [claim for claim in map(Claim.of, read) if claim.kind in GROUPS[group]]
    tally = Tally(len(left), len(right))
    partners = _partners(left, right)
    for i, claim in enumerate(left):
        if i not in partners:
            tally.disagreements.append(Disagreement(claim, None))
            continue
        other = right[partners[i]]
        wrong = differences(claim, other)
        tally.pairs += 1
        tally.same += not wrong
        tally.wrong.update(wrong)
        if wrong:
            tally.disagreements.append(Disagreement(claim, other, wrong))
    taken = set(partners.values())
    tally.disagreements += [Disagreement(None, claim) for j, claim in enumerate(right) if j not in taken]
    tally.disagreements.sort(key=lambda one: one.at)
    return tally


def differences(gold: Claim, read: Claim) -> tuple[str, ...]:
    """The fields in which a pair differs, ``subject`` last."""
    wrong = tuple(name for name in FIELDS if not _agree(name, gold.fields[name], read.fields[name]))
    return wrong if likeness(gold.subject, read.subject) >= _CLOSE else (*wrong, "subject")


def likeness(one: str, two: str) -> float:
    """The share of characters that two subjects have in common, order and punctuation aside."""
    left, right = Counter(one.translate(_NO_MATTER)), Counter(two.translate(_NO_MATTER))
    if not left or not right:
        return float(left == right)
    return 2 * (left & right).total() / (left.total() + right.total())


def _agree(name: str, gold: object, read: object) -> bool:
    if name not in _NUMBERS:
        return (gold or None) == (read or None)
    if not isinstance(gold, int | float) or not isinstance(read, int | float):
        return gold is None and read is None
    return abs(gold - read) <= 1e-9 * max(1.0, abs(gold))


def _partners(gold: Sequence[Claim], read: Sequence[Claim]) -> dict[int, int]:
    """Gold's index → the read one's: overlapping pairs, the best first, each side used once."""
    partners: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted((-_merit(gold[i], read[j]), i, j) for i, j in _overlapping(gold, read)):
        if i not in partners and j not in taken:
            partners[i] = j
            taken.add(j)
    return partners


def _merit(gold: Claim, read: Claim) -> float:
    agreeing = sum(_agree(name, gold.fields[name], read.fields[name]) for name in FIELDS)
    return likeness(gold.subject, read.subject) + _FIELD_WEIGHT * agreeing


def _overlapping(gold: Sequence[Claim], read: Sequence[Claim]) -> Iterator[tuple[int, int]]:
    for i, left in enumerate(gold):
        for j, right in enumerate(read):
            if left.num[0] < right.num[1] and right.num[0] < left.num[1]:
                yield i, j


def load(path: Path) -> list[Record]:
    """The records of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
