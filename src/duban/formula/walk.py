"""The walker: one formula on one algebra. There is no second way to compute a formula."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import reduce
from typing import Final

from duban.formula.algebra import Algebra, Value
from duban.formula.parse import WINDOWS, Formula
from duban.formula.ratio import Leaf, Ratio, absolute, add, as_float, divide, multiply, negate, sides

_COMPARED: Final[Mapping[type[ast.cmpop], Callable[[Leaf, Leaf], Leaf]]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


def run(formula: Formula, algebra: Algebra) -> Value:
    """The formula's value: a Ratio for a number, a leaf for a condition or a word."""
    return _walk(formula.tree, algebra)


def number(formula: Formula, algebra: Algebra) -> Leaf:
    """A numeric formula's value as float64."""
    value = run(formula, algebra)
    return as_float(value, algebra) if isinstance(value, Ratio) else value


def condition(formula: Formula, algebra: Algebra) -> Leaf:
    """A condition's value: true, false or unknown."""
    return _condition(formula.tree, algebra)


def by_zero(formula: Formula, on: Algebra) -> Leaf | None:
    """Whether it divides by what is known to be zero; None where it divides by nothing but constants.

    What windows see of other rows is theirs: a peer without an answer is left out there.
    """
    found = []
    for node in divisors(formula.tree):
        if any(isinstance(part, ast.Name) for part in ast.walk(node)):
            under = _number(node, on)
            zero = on.whole(0)
            found.append(under.over == (on.inexact(zero) if under.inexact else zero))
    return reduce(operator.or_, found) if found else None


def divisors(tree: ast.expr) -> Iterator[ast.expr]:
    """What an expression divides by, outside of windows."""
    match tree:
        case ast.Call(func=ast.Name(id=name)) if name in WINDOWS:
            return
        case ast.BinOp(op=ast.Div(), right=right):
            yield right
    for part in ast.iter_child_nodes(tree):
        if isinstance(part, ast.expr):
            yield from divisors(part)


def _walk(node: ast.expr, on: Algebra) -> Value:
    match node:
        case ast.Constant(value=str() as text):
            return on.word(text)
        case ast.Constant(value=value):
            return constant(Fraction(str(value)), on)
        case ast.Name(id=name):
            return on.name(name)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return negate(_number(operand, on))
        case ast.UnaryOp(operand=operand):
            return ~_condition(operand, on)
        case ast.BoolOp(op=operation, values=parts):
            join = operator.and_ if isinstance(operation, ast.And) else operator.or_
            return reduce(join, [_condition(part, on) for part in parts])
        case ast.BinOp(left=left, op=operation, right=right):
            return _arithmetic(_number(left, on), operation, _number(right, on), on)
        case ast.Compare():
            return _compare(node, on)
        case ast.IfExp(test=test, body=body, orelse=otherwise):
            return _choose(_condition(test, on), _walk(body, on), _walk(otherwise, on), on)
        case ast.Call(func=ast.Name(id=name), args=args):
            return _call(name, args, on)
    raise AssertionError(f"parse lets no {type(node).__name__} through")


def constant(value: Fraction, on: Algebra) -> Ratio:
    """A constant as a ratio of whole numbers."""
    under = None if value.denominator == 1 else on.whole(value.denominator)
    return Ratio(on.whole(value.numerator), under)


def _number(node: ast.expr, on: Algebra) -> Ratio:
    value = _walk(node, on)
    if not isinstance(value, Ratio):
        raise TypeError(f"not a number: {ast.unparse(node)}")
    return value


def _condition(node: ast.expr, on: Algebra) -> Leaf:
    value = _walk(node, on)
    if isinstance(value, Ratio):
        raise TypeError(f"not a condition: {ast.unparse(node)}")
    return value


def _arithmetic(left: Ratio, operation: ast.operator, right: Ratio, on: Algebra) -> Ratio:
    match operation:
        case ast.Add():
            return add(left, right, 1, on)
        case ast.Sub():
            return add(left, right, -1, on)
        case ast.Mult():
            return multiply(left, right, on)
        case _:
            return divide(left, right, on)


def _compare(node: ast.Compare, on: Algebra) -> Leaf:
    left, found = node.left, []
    for operation, right in zip(node.ops, node.comparators, strict=True):
        found.append(_compare_two(left, operation, right, on))
        left = right
    return reduce(operator.and_, found)


def _compare_two(left: ast.expr, operation: ast.cmpop, right: ast.expr, on: Algebra) -> Leaf:
    one = _walk(left, on)
    if isinstance(right, ast.Tuple):
        options = tuple(part.value for part in right.elts if isinstance(part, ast.Constant))
        if isinstance(one, Ratio):
            tests = [operator.eq(*sides(one, constant(Fraction(str(option)), on), on)) for option in options]
            within = reduce(operator.or_, tests)
        else:
            within = on.one_of(one, options)
        return ~within if isinstance(operation, ast.NotIn) else within
    other = _walk(right, on)
    if isinstance(one, Ratio) and isinstance(other, Ratio):
        return _COMPARED[type(operation)](*sides(one, other, on))
    if isinstance(one, Ratio) or isinstance(other, Ratio):
        raise TypeError(f"a number is compared with a word: {ast.unparse(left)}, {ast.unparse(right)}")
    return _COMPARED[type(operation)](one, other)


def _choose(condition: Leaf, then: Value, otherwise: Value, on: Algebra) -> Value:
    if not isinstance(then, Ratio) or not isinstance(otherwise, Ratio):
        return on.choose(condition, then, otherwise)
    if then.inexact or otherwise.inexact or then.degree_under or otherwise.degree_under:
        return Ratio(on.choose(condition, as_float(then, on), as_float(otherwise, on)), inexact=True)
    one = on.whole(1)
    under = None
    if then.under is not None or otherwise.under is not None:
        unders = [one if side.under is None else side.under for side in (then, otherwise)]
        under = on.choose(condition, *unders)
    return Ratio(on.choose(condition, then.over, otherwise.over), under, max(then.degree, otherwise.degree))


def _call(name: str, args: list[ast.expr], on: Algebra) -> Value:
    if name in WINDOWS:
        return on.window(name, args[0], _walk)
    if name == "given":
        value = _walk(args[0], on)
        if isinstance(value, Ratio):
            return on.known(value.over) if value.under is None else on.known(value.over) & on.known(value.under)
        return on.known(value)
    numbers = [_number(arg, on) for arg in args]
    if name == "abs":
        return absolute(numbers[0], on)
    smaller = name in {"capped", "least"}
    return reduce(lambda one, other: _extreme(one, other, smaller, on), numbers)


def _extreme(one: Ratio, other: Ratio, smaller: bool, on: Algebra) -> Value:
    """The smaller or the larger of two; unknown where one of them is."""
    if one.under is not None or other.under is not None or one.inexact or other.inexact:
        return Ratio(on.extreme(as_float(one, on), as_float(other, on), smaller), inexact=True)
    left, right = one.over, other.over
    chosen = _choose(left <= right if smaller else left >= right, one, other, on)
    assert isinstance(chosen, Ratio)
    both = on.known(left) & on.known(right)
    return Ratio(on.choose(both, chosen.over, on.nonzero(on.whole(0))), degree=chosen.degree)
