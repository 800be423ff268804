"""What declarations with formulas share: a formula checked in its place, and the names of parameters."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from duban.declare import Item
from duban.errors import DeclarationError, Finding
from duban.formula.check import checked
from duban.formula.parse import Formula, Sort

_PARAMETER: Final = re.compile(r"[a-z][a-z0-9_]*")


def formula(
    text: str | None, where: str, names: Mapping[str, Sort], wanted: Sort, faults: list[Finding]
) -> Formula | None:
    """The formula; None where there is none or it is wrong, which is told."""
    if text is None:
        return None
    try:
        return checked(text, names, wanted, where=where)
    except DeclarationError as error:
        faults += [Finding("wrong-formula", one.where, one.what, one.do, fatal=True) for one in error.problems]
        return None


def parameter_names(item: Item[Any]) -> dict[str, Any]:
    """The names of a table's parameters as they are written, also of those whose value is wrong."""
    table: Any = item.toml.tree
    for part in item.path:
        table = table[part]
    written = table.get("parameters")
    return {**dict.fromkeys(written if isinstance(written, dict) else ()), **item.value.parameters}


def parameters(item: Item[Any], own: Iterable[str], taken: Collection[str]) -> Iterator[Finding]:
    """Parameters whose name is the language's already, or none."""
    for name in own:
        where = item.at("parameters", name)
        if name in taken:
            what = f"参数不能叫 {name}，公式里已有这个名字"
            yield Finding("wrong-value", where, what, "请换一个名字", fatal=True)
        elif not _PARAMETER.fullmatch(name):
            yield Finding("wrong-value", where, f"参数不能叫 {name}", "请用英文小写字母和下划线", fatal=True)
