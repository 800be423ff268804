"""A formula checked whole: its grammar and names, and that numbers, conditions and words are not mixed up."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import count
from typing import Final

from duban.errors import DeclarationError
from duban.formula.item import Item, Plain, Row
from duban.formula.parse import Formula, Sort, parse
from duban.formula.ratio import Ratio, as_float
from duban.formula.walk import divisors, run

# How often a divisor is tried, with other figures each time, before it is said to be nought always.
_TRIED: Final = 3


def checked(text: str, names: Mapping[str, Sort], wanted: Sort, *, where: str = "") -> Formula:
    """Parse a formula that must give a condition, a word or a number (any other sort).

    Raises DeclarationError, also where a number stands for a condition or is compared with a word, and where it divides
    by what is nought whatever the figures are. It is tried on an item of which nothing is known: the walker alone
    decides what fits together.
    """
    formula = parse(text, names, where=where)
    try:
        value = run(formula, Item(Row({}), names))
    except TypeError as error:
        raise DeclarationError(f"公式里数、条件和词混用了：{formula.text}（{error}）", where=where) from None
    is_number = isinstance(value, Ratio)
    if is_number != (wanted not in {"condition", "word"}):
        what = "应当是条件（成立或不成立）" if is_number else "应当是一个数"
        raise DeclarationError(f"公式{what}：{formula.text}", where=where)
    if nought := next(_nought(formula.tree, names), ""):
        raise DeclarationError(f"公式除以零：{formula.text}", where=where, do=f"“{nought}”不管数是多少都是零，请改写")
    return formula


def _nought(tree: ast.expr, names: Mapping[str, Sort]) -> Iterator[str]:
    """What it divides by that is nought, whatever the figures are."""
    for node in divisors(tree):
        named = Formula(ast.unparse(node), "", node, frozenset())
        found = [run(named, item) for item in _tried(names)]
        if all(isinstance(one, Ratio) and as_float(one, Item(Row({}), names)).value == 0 for one in found):
            yield named.text


def _tried(names: Mapping[str, Sort]) -> Iterator[Item]:
    """Items whose figures are all different."""
    for turn in range(1, _TRIED + 1):
        figures = (Fraction(number * number + turn, turn) for number in count(2))
        yield Item(Row({name: _value(sort, next(figures)) for name, sort in names.items()}), names)


def _value(sort: Sort, figure: Fraction) -> Plain | tuple[Plain, Plain]:
    match sort:
        case "condition":
            return True
        case "word":
            return "-"
        case "share":
            return figure, Fraction(1)
    return figure
