"""What a formula asks for again and again, worked out once: of a whole group, and a quotient of a row.

The best of a group's figures is a window over the peers to a formula, one value a row. An engine sorts all rows for
that; a table with a row a group, joined to the rows again, says the same in a tenth of the time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

import ibis.expr.operations as ops
import ibis.expr.types as ir

# What is the same in whatever order the rows of a group come; a sum of floats is not.
_EXACT: Final = (ops.Min, ops.Max, ops.Count)


def with_groups(t: ir.Table, columns: Mapping[str, ir.Value]) -> ir.Table:
    """The table with more columns; their windows over whole groups are read from a table of the groups."""
    windows = {node for value in columns.values() for node in value.op().find(ops.WindowFunction) if _whole(node)}
    if not windows or len({node.group_by for node in windows}) > 1:
        return t.mutate(**columns)
    named = {node: f"of_group{at}" for at, node in enumerate(sorted(windows, key=repr))}
    keys = [key.to_expr() for key in next(iter(windows)).group_by]
    groups = t.group_by(*keys).aggregate(**{name: node.func.to_expr() for node, name in named.items()})
    groups = groups.rename({f"group_{key.get_name()}": key.get_name() for key in keys})
    alike = [key.identical_to(groups[f"group_{key.get_name()}"]) for key in keys]
    joined = t.left_join(groups, alike).select(*t.columns, *named.values())
    seen: dict[Any, Any] = {t[name].op(): joined[name].op() for name in t.columns}
    seen |= {node: joined[name].op() for node, name in named.items()}
    more = {name: value.op().replace(seen).to_expr() for name, value in columns.items()}
    return joined.select(*(joined[name] for name in t.columns), **more)


def with_quotients(t: ir.Table, columns: Mapping[str, ir.Value]) -> tuple[ir.Table, dict[str, ir.Value]]:
    """The table with the quotients that the columns name more than once, and the columns as they read on it.

    A formula that says ``least(1, most(0, share))`` names the share four times, and an engine divides as often.
    """
    named = Counter(
        child
        for node in {node for value in columns.values() for node in value.op().find(ops.Value)}
        for child in node.__children__
        if isinstance(child, ops.Divide)
    )
    often = [node for node, times in named.items() if times > 1 and not node.find(ops.WindowFunction)]
    outer = [node for node in often if not any(node is not one and node in one.find(ops.Divide) for one in often)]
    if not outer:
        return t, dict(columns)
    names = {node: f"quotient{at}" for at, node in enumerate(sorted(outer, key=repr))}
    made = t.mutate(**{name: node.to_expr() for node, name in names.items()})
    seen: dict[Any, Any] = {t[name].op(): made[name].op() for name in t.columns}
    seen |= {node: made[name].op() for node, name in names.items()}
    return made, {name: value.op().replace(seen).to_expr() for name, value in columns.items()}


def _whole(node: ops.WindowFunction) -> bool:
    """Whether it looks at all rows of its group, in no order."""
    func = node.func
    exact = isinstance(func, _EXACT) or (isinstance(func, ops.Sum) and not func.dtype.is_floating())
    return exact and node.start is None and node.end is None and not node.order_by and bool(node.group_by)
