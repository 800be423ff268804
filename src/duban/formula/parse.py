"""A formula's text, checked: only the grammar, only the functions, only the names that it is given."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final, Literal

from duban.errors import DeclarationError

# What a name stands for. An amount is exact and may be summed, but two are never multiplied or divided as such;
# a whole is a count of months or days, a share is a quotient of amounts.
Sort = Literal["amount", "whole", "share", "condition", "word"]

# Every function, with how many arguments it takes (None: two or more) and its meaning.
FUNCTIONS: Final[Mapping[str, tuple[int | None, str]]] = {
    "best": (1, "同组里最好的（越低越好的指标取最低）"),
    "worst": (1, "同组里最差的"),
    "mean": (1, "同组的平均，没有报的不算"),
    "rank": (1, "在同组里的名次，并列的同名次，后面跳过"),
    "share_of": (1, "占同组合计的百分之几"),
    "previous": (1, "同一承诺上一个有数的月份的值"),
    "latest": (1, "同一承诺到判定日为止最后一个有数的月份的值"),
    "streak": (1, "到这个月为止，条件连续成立了几个有数的月份"),
    "capped": (2, "封顶：不超过第二个数"),
    "least": (None, "几个数里最小的"),
    "most": (None, "几个数里最大的"),
    "abs": (1, "绝对值"),
    "given": (1, "是否有这个数"),
}
# Those that look at other rows: the peers, or the months before.
WINDOWS: Final = frozenset({"best", "worst", "mean", "rank", "share_of", "previous", "latest", "streak"})
_ALLOWED: Final = (
    *(ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.UnaryOp, ast.USub, ast.Not, ast.BoolOp, ast.And, ast.Or),
    *(ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.IfExp, ast.Call),
    *(ast.Name, ast.Load, ast.Constant, ast.Tuple),
)
_LONGEST: Final = 2000
_HEAVIEST: Final = 1000


@dataclass(frozen=True, slots=True)
class Formula:
    """A checked formula: its text, where it stands, and its tree. Its text, which is its repr, is all that it means."""

    text: str
    where: str = field(repr=False)
    tree: ast.expr = field(repr=False)
    names: frozenset[str] = field(repr=False)

    @property
    def looks_around(self) -> bool:
        """Whether it asks of other rows: of the peers', or of other months'."""
        calls = (node.func for node in ast.walk(self.tree) if isinstance(node, ast.Call))
        return any(isinstance(func, ast.Name) and func.id in WINDOWS for func in calls)


def parse(text: str, names: Mapping[str, Sort], *, where: str = "") -> Formula:
    """Check a formula that may use ``names``.

    Raises DeclarationError, which names the place, what is wrong, and the allowed names with the nearest first.
    """
    flat = " ".join(text.split())
    if len(flat) > _LONGEST:
        raise DeclarationError(f"公式长过 {_LONGEST} 个字", where=where, do="请拆成几条")
    try:
        tree = ast.parse(flat, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        what = error.msg if isinstance(error, SyntaxError) else type(error).__name__
        raise DeclarationError(f"公式写得不通：{flat}（{what}）", where=where, do="写法见文档“公式”") from None
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in _nodes(tree, flat, where):
        if id(node) not in called:
            _check(node, names, flat, where)
    if _weight(tree) > _HEAVIEST:
        raise DeclarationError(f"公式套得太深：{flat[:80]}", where=where, do="请少套几层 capped、least、most")
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in called}
    return Formula(flat, where, tree, frozenset(found))


def _weight(node: ast.AST) -> int:
    """How long a formula gets on an engine: what compares two numbers says each of them several times over."""
    parts = sum(_weight(part) for part in ast.iter_child_nodes(node))
    match node:
        case ast.Call(func=ast.Name(id="capped" | "least" | "most")):
            return 4 * parts
        case ast.Name() | ast.Constant():
            return 1
    return parts


def _nodes(tree: ast.expr, text: str, where: str) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if not isinstance(node, _ALLOWED):
            part = ast.get_source_segment(text, node) if isinstance(node, ast.expr) else type(node).__name__
            what = f"公式里不能用“{part}”"
            raise DeclarationError(what, where=where, do="可用的是四则运算、比较、and or not、in、if else 和列出的函数")
        yield node


def _check(node: ast.AST, names: Mapping[str, Sort], text: str, where: str) -> None:
    match node:
        case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords):
            if name not in FUNCTIONS:
                _refuse("函数", name, FUNCTIONS, where)
            wanted = FUNCTIONS[name][0]
            if keywords or (len(args) != wanted if wanted else len(args) < 2):
                raise DeclarationError(f"{name} 要 {wanted or '至少 2'} 个数：{text}", where=where)
            if name in WINDOWS:
                _check_window(name, args[0], text, where)
        case ast.Call():
            raise DeclarationError(f"只能调用列出的函数：{text}", where=where)
        case ast.Name(id=name) if name not in names:
            _refuse("名字", name, names, where)
        case ast.Constant(value=value) if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise DeclarationError(f"公式里只能写数和引号里的词，不能写 {value!r}", where=where)
        case ast.Compare(ops=ops, comparators=others):
            for operation, other in zip(ops, others, strict=True):
                if isinstance(operation, ast.In | ast.NotIn) != isinstance(other, ast.Tuple):
                    raise DeclarationError(f'in 后面要写成 ("甲", "乙")：{text}', where=where)
        case ast.Tuple(elts=parts) if not all(isinstance(part, ast.Constant) for part in parts):
            raise DeclarationError(f"括号里只能列出词或数：{text}", where=where)


def _check_window(name: str, arg: ast.expr, text: str, where: str) -> None:
    found = {part.id for part in ast.walk(arg) if isinstance(part, ast.Name)}
    if not found:
        raise DeclarationError(f"{name} 里要有名字，只有数没有意思：{text}", where=where)
    if inner := found & WINDOWS:
        raise DeclarationError(f"{name} 里不能再用 {'、'.join(sorted(inner))}：{text}", where=where, do="请拆成两条")


def _refuse(what: str, name: str, allowed: Mapping[str, object], where: str) -> None:
    near = get_close_matches(name, allowed, 1, 0.6)
    hint = f"您是不是想写 {near[0]}？" if near else ""
    raise DeclarationError(f"公式里没有{what} {name}", where=where, do=f"{hint}可用的有：{' '.join(allowed)}")
