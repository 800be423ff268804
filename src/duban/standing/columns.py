"""Ibis columns as an algebra of formulas: the other side of ``duban.formula.item``."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir

from duban.formula.algebra import Run, Value
from duban.formula.parse import Sort
from duban.formula.ratio import Leaf, Ratio, as_float
from duban.formula.walk import constant
from duban.standing.exact import float_of


@dataclass(frozen=True, slots=True)
class Columns:
    """A table of months (one row a pledge and a reported month) seen by a formula.

    A name is a column; a share is two, ``name_over`` and ``name_under``. Windows run over the peers (``subject``,
    ``scope``, ``basis``, ``last``, ``league``) or over the pledge's own months in order of ``seq`` (no gaps).
    """

    table: ir.Table
    names: Mapping[str, Sort]
    parameters: Mapping[str, Fraction]

    def name(self, name: str) -> Value:
        """A name's value."""
        if name in self.parameters:
            return constant(self.parameters[name], self)
        match self.names[name]:
            case "share":
                over, under = self.table[f"{name}_over"], self.table[f"{name}_under"]
                return Ratio(over, under.nullif(0), 1, 0 if name == "plan" else 1)
            case "amount":
                return Ratio(self.table[name], degree=1)
            case "whole":
                return Ratio(self.table[name])
            case _:
                return self.table[name]

    def whole(self, value: int) -> Leaf:
        """A constant. An engine takes a bare small one for 32 bits, and two of them overflow in a product."""
        return ibis.literal(value, "int32").cast("int64") if abs(value) < 2**31 else ibis.literal(value, "int64")

    def word(self, text: str) -> Leaf:
        """A word."""
        return ibis.literal(text)

    def inexact(self, leaf: Leaf) -> Leaf:
        """As float64, to the last bit alike on every engine."""
        return float_of(leaf)

    def absolute(self, leaf: Leaf) -> Leaf:
        """Without its sign."""
        return leaf if _positive(leaf) else leaf.abs()

    def sign(self, leaf: Leaf) -> Leaf:
        """-1, 0 or 1; None where it is known to be 1."""
        return None if _positive(leaf) else leaf.sign().cast("int64")

    def extreme(self, one: Leaf, other: Leaf, smaller: bool) -> Leaf:
        """The smaller or the larger of two float64. An engine's own leaves out what is unknown."""
        found = ibis.least(one, other) if smaller else ibis.greatest(one, other)
        return ibis.ifelse(one.isnull() | other.isnull(), ibis.null("float64"), found)

    def divide(self, over: Leaf, under: Leaf) -> Leaf:
        """A quotient; unknown by zero."""
        return over / under.nullif(0.0)

    def choose(self, condition: Leaf, then: Leaf, otherwise: Leaf) -> Leaf:
        """One of two."""
        return ibis.ifelse(condition, then, otherwise)

    def nonzero(self, leaf: Leaf) -> Leaf:
        """Unknown where it is zero."""
        return leaf if _positive(leaf) else leaf.nullif(0)

    def one_of(self, leaf: Leaf, options: tuple[object, ...]) -> Leaf:
        """Whether it is one of the options."""
        return leaf.isin(options)

    def known(self, leaf: Leaf) -> Leaf:
        """Whether it is known."""
        return leaf.notnull()

    def window(self, function: str, tree: ast.expr, run: Run) -> Value:
        """The expression seen over the peers or over the past."""
        value = run(tree, self)
        if function in {"previous", "latest", "streak"}:
            return self._past(function, value)
        assert isinstance(value, Ratio)
        return self._peers(function, value)

    def _past(self, function: str, value: Value) -> Value:
        seq = self.table.seq
        if function == "streak":
            # The last month in which it did not hold, up to this one; what is unknown did not hold.
            broken = ibis.ifelse(value, ibis.null("int64"), seq)
            up_to_now = ibis.window(group_by=self.table.pledge, order_by=seq, preceding=None, following=0)
            before = seq.min().over(up_to_now) - 1
            return Ratio(seq - ibis.coalesce(broken.max().over(up_to_now), before))
        if isinstance(value, Ratio):
            over, under = self._then(function, value.over), value.under
            under = under if under is None else self._then(function, under)
            return Ratio(over, under, value.degree, value.degree_under, value.inexact)
        return self._then(function, value)

    def _then(self, function: str, leaf: Leaf) -> Leaf:
        if function == "previous":
            return leaf.lag(1).over(ibis.window(group_by=self.table.pledge, order_by=self.table.seq))
        whole = ibis.window(group_by=self.table.pledge, order_by=self.table.seq, preceding=None, following=None)
        return leaf.last().over(whole)

    def _peers(self, function: str, value: Ratio) -> Value:
        t = self.table
        peers = ibis.window(group_by=[t.subject, t.scope, t.basis, t["last"], t.league])
        plain = value.under is None and not value.inexact
        leaf = value.over if plain else as_float(value, self)
        match function:
            case "mean" if plain:
                count = leaf.count().over(peers)
                return Ratio(leaf.sum().over(peers), count.nullif(0), 1)
            case "mean":
                return Ratio(leaf.mean().over(peers), inexact=True)
            case "best" | "worst":
                least, most = leaf.min().over(peers), leaf.max().over(peers)
                pair = (least, most) if function == "best" else (most, least)
                return Ratio(ibis.ifelse(t.lower, *pair), degree=value.degree, inexact=not plain)
            case "rank":
                merit = ibis.ifelse(t.lower, -leaf, leaf)
                ordered = ibis.window(
                    group_by=[t.subject, t.scope, t.basis, t["last"], t.league], order_by=ibis.desc(merit)
                )
                return Ratio(
                    ibis.ifelse(leaf.notnull(), ibis.rank().over(ordered).cast("int64") + 1, ibis.null("int64"))
                )
            case _:
                mine = as_float(value, self)
                total = mine.sum().over(peers)
                return Ratio(mine * 100.0 / total.nullif(0.0), inexact=True)


def _positive(leaf: Leaf) -> bool:
    """Whether it is a constant above zero: an engine would reckon with it in every row."""
    node = leaf.op()
    while isinstance(node, ops.Cast):
        node = node.arg
    return isinstance(node, ops.Literal) and isinstance(node.value, int) and node.value > 0
