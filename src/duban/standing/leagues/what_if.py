"""The same bodies and figures under a changed rulebook or another light rule: what changes, who gains, who loses.

Nothing is kept: a copy is judged beside the rulebook in force.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from duban.declare import nearest
from duban.errors import InputError
from duban.ledger.fields import growths
from duban.ledger.types import OrgUnit, Pledge
from duban.pack.pack import Pack
from duban.pack.schema.lights import Light
from duban.pack.schema.rulebooks import Line, Rulebook
from duban.pack.schema.scores import ScoreFormula
from duban.standing.documents import Judgement
from duban.standing.leagues.league import Place, Standings


@dataclass(frozen=True, slots=True)
class Move:
    """A body before and after."""

    org_unit: OrgUnit
    before: Place
    after: Place

    @property
    def places(self) -> int | None:
        """Places gained (positive) or lost; None where it takes no place in one of the two."""
        if self.before.rank is None or self.after.rank is None:
            return None
        return self.before.rank - self.after.rank

    @property
    def falls_out(self) -> bool:
        """Whether it had a place and takes none any more."""
        return self.before.rank is not None and self.after.rank is None

    @property
    def comes_in(self) -> bool:
        """Whether it had no place and takes one now."""
        return self.before.rank is None and self.after.rank is not None

    @property
    def points(self) -> int | None:
        """What its total gains (positive) or loses, in whole last decimals; None without a total in one of the two."""
        if self.before.total is None or self.after.total is None:
            return None
        return self.after.total - self.before.total


@dataclass(frozen=True, slots=True)
class Relit:
    """A pledge whose light another rule changes."""

    pledge: Pledge
    before: Light
    after: Light


def reweighted(book: Rulebook, weights: Mapping[str, Fraction]) -> Rulebook:
    """The rulebook with other weights on some lines; all weights together are its new full.

    Raises InputError for a line that it does not have, or where nothing would weigh anything.
    """
    lines = list(book.lines)
    for name, weight in weights.items():
        at = lines.index(_line(book, name))
        lines[at] = replace(lines[at], weight=weight)
    full = sum((line.weight for line in lines), Fraction(0))
    if not full:
        raise InputError("各项分值加起来是0，排不出名次")
    return replace(book, lines=tuple(lines), full=full)


def reformulated(book: Rulebook, formulas: Mapping[str, ScoreFormula]) -> Rulebook:
    """The rulebook with other formulas on some lines (``""``: on all), with the formulas' own parameters.

    Raises InputError where a formula wants a parameter or a second figure that the rulebook does not give.
    """
    for_all = formulas.get("")
    lines = [_under(line, for_all) if for_all else line for line in book.lines]
    for name, formula in formulas.items():
        if name:
            at = book.lines.index(_line(book, name))
            lines[at] = _under(book.lines[at], formula)
    return replace(book, lines=tuple(lines))


def _under(line: Line, formula: ScoreFormula) -> Line:
    if formula.of != "line":
        raise InputError(f"{formula.id}（{formula.name}）是看总分的，不能用在一项上")
    if formula.required:
        what = f"{formula.id} 要写参数 {'、'.join(formula.required)}"
        raise InputError(what, do="请在 rulebooks.toml 里写一本试用的办法，用 --rulebook 指定")
    if "other" in formula.needs and line.other is None:
        raise InputError(f"{formula.id} 要第二个数，“{line.name}”没有写 other")
    # Whom a line is for stays as it was: another way of scoring gives nobody a target.
    targeted = line.targeted or "target" in line.formula.needs
    return replace(line, formula=formula, parameters=formula.parameters, targeted=targeted)


def _line(book: Rulebook, name: str) -> Line:
    if found := book.line(name):
        return found
    names = [word for line in book.lines for word in (line.id, line.name)]
    listed = "、".join(line.name for line in book.lines)
    raise InputError(f"“{book.name}”里没有“{name}”这一项", do=f"{nearest(name, names)}可以写：{listed}")


def line_named(pack: Pack, book: Rulebook, said: str) -> str:
    """The line that people call so: by its id or name, or by what the pack calls its indicator (固投, 固投增速).

    As it was said where that is no line, or where more than one is of that indicator and basis.
    """
    if book.line(said):
        return said
    ending = next((one for one in growths() if said.endswith(one) and said != one), "")
    indicator, basis = pack.indicator(said.removesuffix(ending)), "growth" if ending else "level"
    found = [one for one in book.lines if indicator and one.cell.indicator == indicator.id]
    found = [one for one in found if one.cell.basis == basis] if len(found) > 1 else found
    return found[0].id if len(found) == 1 else said


def formula_named(pack: Pack, name: str) -> ScoreFormula:
    """The score formula of an id or a name. Raises InputError, which lists them."""
    for one in pack.scores:
        if name in {one.id, one.name}:
            return one
    ids = [one.id for one in pack.scores if one.of == "line"]
    raise InputError(f"没有 {name} 这个计分办法", do=f"{nearest(name, ids)}可用的有：{'、'.join(ids)}")


def moves(before: Standings, after: Standings) -> dict[str, tuple[Move, ...]]:
    """Each group's bodies in the order of the changed standings."""
    found = {}
    for league in after.leagues:
        pairs = ((place, before.place(place.org_unit.id)) for place in league.places)
        found[league.group] = tuple(Move(after.org_unit, old, after) for after, old in pairs if old)
    return found


def relit(before: Judgement, after: Judgement) -> Sequence[Relit]:
    """The pledges whose light has another colour: every rule has words of its own."""
    then = {one.pledge.id: one for one in before.verdicts}
    pairs = ((one, then[one.pledge.id]) for one in after.verdicts if one.pledge.id in then)
    return [Relit(one.pledge, old.light, one.light) for one, old in pairs if old.light.colour != one.light.colour]
