"""A formula checked whole: its grammar and names, and that numbers, conditions and words are not mixed up."""

from __future__ import annotations

from collections.abc import Mapping

from duban.errors import DeclarationError
from duban.formula.item import Item, Row
from duban.formula.parse import Formula, Sort, parse
from duban.formula.ratio import Ratio
from duban.formula.walk import run


def checked(text: str, names: Mapping[str, Sort], wanted: Sort, *, where: str = "") -> Formula:
    """Parse a formula that must give a condition, a word or a number (any other sort).

    Raises DeclarationError, also where a number stands for a condition or is compared with a word. It is tried on an
    item of which nothing is known: the walker alone decides what fits together.
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
    return formula
