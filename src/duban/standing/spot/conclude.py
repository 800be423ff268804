"""What a spot check came to: how much held, and the figures in the place of those that did not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from hashlib import sha256

from duban.amounts import decimal
from duban.errors import Finding
from duban.ledger.types import Fact, Indicator, Origin
from duban.pack.pack import Pack
from duban.standing.checks.tables import grain
from duban.standing.spot.sample import Sample
from duban.standing.spot.sheet import Answer


@dataclass(frozen=True, slots=True)
class Stratum:
    """One group: how many were drawn, how many held and did not, how many nobody has looked up."""

    name: str
    drawn: int
    held: int
    false: int
    open: int

    @property
    def share(self) -> Fraction | None:
        """The share that held, of those that were looked up; None where none was."""
        return Fraction(self.held, self.held + self.false) if self.held + self.false else None


@dataclass(frozen=True, slots=True)
class Concluded:
    """The groups, the facts that replace others (none where nothing is to be changed), and what is to be told."""

    strata: tuple[Stratum, ...]
    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]

    @property
    def total(self) -> Stratum:
        """All groups as one."""
        sums = (sum(getattr(one, name) for one in self.strata) for name in ("drawn", "held", "false", "open"))
        return Stratum("", *sums)


def conclude(drawn: Sample, answers: Sequence[Answer], pack: Pack, known: int, file: str = "") -> Concluded:
    """Count what held, and correct or scale as the city's rule says.

    ``correct``: each figure that did not hold is replaced by the verified one. ``scale`` (湖州): every sum to date and
    flow of a group is multiplied by the share of its sample that held, once all of the sample has been looked up.
    ``known`` is the log number from which the replacements count; ``file`` is where the conclusions stand.
    """
    findings: list[Finding] = []
    told = {one.key: one for one in _consistent(answers, file, findings)}
    strata = tuple(_counted(drawn, told))
    by_key = {one.key: one for one in drawn.drawn}
    if pack.spot_check.on_false == "correct":
        facts = tuple(_corrected(by_key, told, _Made(drawn, known, file, pack), findings))
    else:
        facts = tuple(_scaled(drawn, strata, _Made(drawn, known, file, pack), findings))
    return Concluded(strata, facts, tuple(findings))


@dataclass(frozen=True, slots=True)
class _Made:
    """Replacements as they are made: their keys hold the seed's, so that a second spot check has keys of its own."""

    drawn: Sample
    known: int
    file: str
    pack: Pack

    def instead(self, fact: Fact, value: Fraction, why: str, place: str = "") -> Fact:
        """A fact in the place of another."""
        seed = sha256(self.drawn.draw.seed.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        known = max(self.known, fact.known)
        origin = Origin(file=self.file, place=place)
        key, upper = f"{fact.key}.spot-{seed}", None
        made = replace(fact, key=key, value=value, upper=upper, comparator="=", replaces=fact.key, known=known)
        return replace(made, source=why, origin=origin, contested=False)

    def indicator(self, fact: Fact) -> Indicator | None:
        """What it measures."""
        return self.pack.indicator(fact.indicator) if fact.indicator else None

    def name(self, stratum: str) -> str:
        """A group as people call it."""
        body, measured = self.pack.org_unit(stratum), self.pack.indicator(stratum)
        return body.name if body else measured.name if measured else stratum or "全部"


def _consistent(answers: Sequence[Answer], file: str, findings: list[Finding]) -> Iterator[Answer]:
    """The answers; one that contradicts itself is open again."""
    for one in answers:
        where = f"{file} {one.place}".strip()
        if one.conclusion == "held" and one.verified is not None:
            what = f"{one.key} 写了属实，又写了核实数，当作还没有查"
            findings.append(Finding("contradiction", where, what, "属实的不写核实数；数不一样的写不实", fatal=True))
            yield replace(one, conclusion=None)
        else:
            if one.conclusion is None and one.verified is not None:
                what = f"{one.key} 写了核实数，没有写结论，当作还没有查"
                findings.append(Finding("no-conclusion", where, what, "请写属实或不实", fatal=True))
            yield one


def _counted(drawn: Sample, told: Mapping[str, Answer]) -> Iterator[Stratum]:
    groups: dict[str, list[str | None]] = {}
    for fact in drawn.drawn:
        answer = told.get(fact.key)
        groups.setdefault(drawn.draw.stratum(fact), []).append(answer.conclusion if answer else None)
    for name, said in sorted(groups.items()):
        yield Stratum(name, len(said), said.count("held"), said.count("false"), said.count(None))


def _corrected(
    by_key: Mapping[str, Fact], told: Mapping[str, Answer], made: _Made, findings: list[Finding]
) -> Iterator[Fact]:
    for key, answer in told.items():
        if answer.conclusion != "false":
            continue
        where = f"{made.file} {answer.place}".strip()
        if answer.verified is None:
            findings.append(
                Finding("no-figure", where, f"{key} 不实，没有写核实数，没有更正", "请补上核实数", fatal=True)
            )
        elif answer.verified == by_key[key].value:
            findings.append(Finding("same-figure", where, f"{key} 写了不实，核实数却和上报的一样，没有更正", "请核对"))
        else:
            who = f"，{answer.inspector}" if answer.inspector else ""
            note = f"：{answer.note}" if answer.note else ""
            why = f"抽查核实（种子“{made.drawn.draw.seed}”{who}）{note}"
            yield made.instead(by_key[key], answer.verified, why, answer.place)


def _scaled(drawn: Sample, strata: Sequence[Stratum], made: _Made, findings: list[Finding]) -> Iterator[Fact]:
    members = drawn.strata()
    for one in strata:
        name = made.name(one.name)
        if one.open:
            what = f"{name}还有{one.open}个没有结论，没有折算"
            findings.append(Finding("open", made.file, what, "全部查完再折算", fatal=True))
        elif one.share is not None and one.share < 1:
            for fact in members[one.name]:
                indicator = made.indicator(fact)
                if fact.basis == "level" and indicator and indicator.accumulation in ("ytd", "flow"):
                    yield _share_of(fact, one, indicator, made)
            percent = decimal(one.share * 100, 2)
            what = f"{name}抽{one.drawn}个，属实{one.held}个，累计数和当月数都按{percent}%折算；增速、率、存量不折算"
            findings.append(Finding("scaled", made.file, what, ""))


def _share_of(fact: Fact, stratum: Stratum, indicator: Indicator, made: _Made) -> Fact:
    """A figure times the share that held, half up in the last place that its indicator shows."""
    assert fact.value is not None
    assert stratum.share is not None
    step = grain(indicator, fact.unit)
    places = abs(fact.value) * stratum.share / step
    value = (places + Fraction(1, 2)).__floor__() * step * (1 if fact.value > 0 else -1)
    why = f"抽查折算（种子“{made.drawn.draw.seed}”，抽{stratum.drawn}个，属实{stratum.held}个）"
    return made.instead(fact, value, why)
