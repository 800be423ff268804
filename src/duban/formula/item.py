"""One item as an algebra: what a page or a test asks of a single pledge, with its peers and its past beside it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from duban.formula.algebra import Run, Value
from duban.formula.parse import Sort
from duban.formula.ratio import Leaf, Ratio, as_float

Plain = Fraction | int | float | bool | str | None


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A value that may be unknown (None), with the operators of a column: SQL's three-valued logic."""

    value: Plain

    def _with(self, other: Cell, operation: Callable[[Any, Any], Plain]) -> Cell:
        if self.value is None or other.value is None:
            return Cell(None)
        return Cell(operation(self.value, other.value))

    def __add__(self, other: Cell) -> Cell:
        return self._with(other, lambda a, b: a + b)

    def __sub__(self, other: Cell) -> Cell:
        return self._with(other, lambda a, b: a - b)

    def __mul__(self, other: Cell | float) -> Cell:
        return self._with(other if isinstance(other, Cell) else Cell(other), lambda a, b: a * b)

    def __neg__(self) -> Cell:
        return self._with(Cell(0), lambda a, _: -a)

    def __lt__(self, other: Cell) -> Cell:
        return self._with(other, lambda a, b: bool(a < b))

    def __le__(self, other: Cell) -> Cell:
        return self._with(other, lambda a, b: bool(a <= b))

    def __gt__(self, other: Cell) -> Cell:
        return self._with(other, lambda a, b: bool(a > b))

    def __ge__(self, other: Cell) -> Cell:
        return self._with(other, lambda a, b: bool(a >= b))

    def __eq__(self, other: object) -> Cell:  # type: ignore[override]  # a column's comparison is a column
        assert isinstance(other, Cell)
        return self._with(other, lambda a, b: bool(a == b))

    def __ne__(self, other: object) -> Cell:  # type: ignore[override]
        assert isinstance(other, Cell)
        return self._with(other, lambda a, b: bool(a != b))

    def __and__(self, other: Cell) -> Cell:
        if self.value is False or other.value is False:
            return Cell(False)
        return self._with(other, lambda a, b: bool(a and b))

    def __or__(self, other: Cell) -> Cell:
        if self.value is True or other.value is True:
            return Cell(True)
        return self._with(other, lambda a, b: bool(a or b))

    def __invert__(self) -> Cell:
        return Cell(None if self.value is None else not self.value)


@dataclass(frozen=True, slots=True)
class Row:
    """One item: its values by name, and which way is better. A share is a pair, numerator over denominator."""

    values: Mapping[str, Plain | tuple[Plain, Plain]]
    lower_is_better: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A row among its ``peers`` (itself one of them) and at the place ``at`` of its ``past`` (in order of months)."""

    row: Row
    sorts: Mapping[str, Sort]
    peers: Sequence[Row] = ()
    past: Sequence[Row] = ()
    at: int = -1

    def name(self, name: str) -> Value:
        """A name's value."""
        value, sort = self.row.values.get(name), self.sorts[name]
        if sort in {"condition", "word"}:
            return Cell(None if isinstance(value, tuple) else value)
        if sort == "share":
            over, under = value if isinstance(value, tuple) else (value, 1)
            return Ratio(Cell(over), self.nonzero(Cell(under)), 1, 1)
        return Ratio(Cell(None if isinstance(value, tuple) else value), degree=int(sort == "amount"))

    def whole(self, value: int) -> Leaf:
        """A constant."""
        return Cell(value)

    def word(self, text: str) -> Leaf:
        """A word."""
        return Cell(text)

    def inexact(self, leaf: Leaf) -> Leaf:
        """As float64."""
        return Cell(None if leaf.value is None else float(leaf.value))

    def absolute(self, leaf: Leaf) -> Leaf:
        """Without its sign."""
        return Cell(None if leaf.value is None else abs(leaf.value))

    def sign(self, leaf: Leaf) -> Leaf:
        """-1, 0 or 1."""
        return Cell(None if leaf.value is None else (leaf.value > 0) - (leaf.value < 0))

    def extreme(self, one: Leaf, other: Leaf, smaller: bool) -> Leaf:
        """The smaller or the larger of two."""
        both = (one.value, other.value)
        return Cell(None if None in both else min(both) if smaller else max(both))

    def divide(self, over: Leaf, under: Leaf) -> Leaf:
        """A quotient; unknown by zero."""
        return Cell(None if None in (over.value, under.value) or not under.value else over.value / under.value)

    def choose(self, condition: Leaf, then: Leaf, otherwise: Leaf) -> Leaf:
        """One of two."""
        return then if condition.value else otherwise

    def nonzero(self, leaf: Leaf) -> Leaf:
        """Unknown where it is zero."""
        return leaf if leaf.value else Cell(None)

    def one_of(self, leaf: Leaf, options: tuple[object, ...]) -> Leaf:
        """Whether it is one of the options."""
        return Cell(None if leaf.value is None else leaf.value in options)

    def known(self, leaf: Leaf) -> Leaf:
        """Whether it is known."""
        return Cell(leaf.value is not None)

    def window(self, function: str, tree: ast.expr, run: Run) -> Value:
        """The expression seen over the peers or over the past."""
        value = run(tree, self)
        if function in {"previous", "latest", "streak"}:
            if function == "streak" and isinstance(value, Ratio):
                raise TypeError(f"not a condition: {ast.unparse(tree)}")
            return self._past(function, tree, run)
        if not isinstance(value, Ratio):
            raise TypeError(f"not a number: {ast.unparse(tree)}")
        return self._peers(function, tree, run)

    def _past(self, function: str, tree: ast.expr, run: Run) -> Value:
        at = self.at if self.at >= 0 else len(self.past) - 1
        if function == "streak":
            held = 0
            while at - held >= 0 and _holds(run(tree, self._then(at - held))):
                held += 1
            return Ratio(Cell(held))
        there = at - 1 if function == "previous" else len(self.past) - 1
        if there >= 0:
            return run(tree, self._then(there))
        value = run(tree, self)
        return Ratio(Cell(None)) if isinstance(value, Ratio) else Cell(None)

    def _then(self, at: int) -> Item:
        return replace(self, row=self.past[at], at=at)

    def _peers(self, function: str, tree: ast.expr, run: Run) -> Value:
        mine = run(tree, self)
        theirs = [value for peer in self.peers for value in [run(tree, replace(self, row=peer))] if _known(value, self)]
        if not theirs or (function in {"rank", "share_of"} and not _known(mine, self)):
            return Ratio(Cell(None), inexact=True)
        floats = [as_float(value, self).value for value in theirs]
        lower = self.row.lower_is_better
        match function:
            case "mean":
                if all(value.under is None and not value.inexact for value in theirs):
                    return Ratio(Cell(sum(value.over.value for value in theirs)), Cell(len(theirs)), 1)
                return Ratio(Cell(sum(floats) / len(floats)), inexact=True)
            case "best" | "worst":
                best = min if lower == (function == "best") else max
                return best(theirs, key=lambda value: as_float(value, self).value)
            case "rank":
                own = as_float(mine, self).value
                better = [value for value in floats if (value < own if lower else value > own)]
                return Ratio(Cell(1 + len(better)))
            case _:
                total = sum(floats)
                return Ratio(Cell(100 * as_float(mine, self).value / total if total else None), inexact=True)


def _holds(value: Value) -> bool:
    return isinstance(value, Cell) and value.value is True


def _known(value: Value, item: Item) -> bool:
    return isinstance(value, Ratio) and as_float(value, item).value is not None
