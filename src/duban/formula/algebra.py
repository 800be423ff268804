"""What a formula is run on, as the walker sees it."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Protocol

from duban.formula.ratio import Leaf, Numbers, Ratio

Value = Ratio | Leaf
Run = Callable[[ast.expr, "Algebra"], Value]


class Algebra(Numbers, Protocol):
    """Columns of a table, or one item with its peers and its past: names become values, windows are looked through."""

    def name(self, name: str) -> Value:
        """A name's value: a Ratio for numbers, a leaf for conditions and words."""

    def word(self, text: str) -> Leaf:
        """A word as a constant."""

    def one_of(self, leaf: Leaf, options: tuple[object, ...]) -> Leaf:
        """Whether a leaf is one of some constants."""

    def known(self, leaf: Leaf) -> Leaf:
        """Whether a leaf is known; never unknown itself."""

    def window(self, function: str, tree: ast.expr, run: Run) -> Value:
        """``best worst mean rank share_of previous latest streak`` of an expression, seen from here."""
