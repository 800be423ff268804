"""A light rule that stands in a file of its own, for one judging: no city and no catalog has to know it."""

from __future__ import annotations

from pathlib import Path

from duban.declare import closed, many, read, whole
from duban.errors import DeclarationError, Finding
from duban.pack.schema.light_rules import LightRuleDeclared, light_rule
from duban.pack.schema.lights import LightRule

_TABLE = "light_rule"


def rule_in(path: Path) -> LightRule:
    """The rule of a TOML file, written as one of the catalog's or as the only ``[[light_rule]]``.

    Raises DeclarationError with all that is wrong in it: a parameter that no formula asks for, too, since nobody but
    the one who wrote the file is there to be told.
    """
    found: list[Finding] = []
    toml = read(path)
    if _TABLE in toml.tree:
        items = many(toml, _TABLE, LightRuleDeclared, found)
        closed(toml, [_TABLE], found)
        if (number := len(toml.tree[_TABLE])) > 1:
            what = f"文件里有{number}条规则，不知道用哪一条"
            found.append(Finding("several-rules", toml.where(_TABLE, 1), what, "一个文件只写一条", fatal=True))
    else:
        one = whole(toml, LightRuleDeclared, found)
        items = [one] if one else []
    rule = light_rule(items[0], found) if items and items[0].whole else None
    if found or rule is None:
        raise DeclarationError.of(found or [Finding("no-rule", str(path), "文件里没有规则", fatal=True)])
    return rule
