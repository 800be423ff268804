"""A light rule by its name, as a person types it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Final

from duban.errors import Finding, InputError
from duban.pack.schema.lights import LightRule

_FILE: Final = ".toml"


def rule_named(name: str, rules: Sequence[LightRule]) -> LightRule:
    """The rule with this id or name, or in this TOML file.

    Raises InputError, which lists the rules with the nearest first; DeclarationError for a file that declares none.
    """
    if name.lower().endswith(_FILE):
        found: LightRule = import_module("duban.pack.rule_file").rule_in(Path(name))
        return found
    for rule in rules:
        if name in {rule.id, rule.name}:
            return rule
    ids = [rule.id for rule in rules]
    near = get_close_matches(name, ids, 1, 0.5)
    hint = f"您是不是想写 {near[0]}？" if near else ""
    raise InputError(f"没有 {name} 这套规则", do=f"{hint}可用的有：{'、'.join(ids)}；自己的规则写成 .toml 文件")


def untimely(rule: LightRule, day: date) -> Iterator[Finding]:
    """Told where a rule is asked about a day on which it was not, or is no longer, in force."""
    if rule.start and day < rule.start:
        yield Finding("rule-not-yet", "", f"“{rule.name}”从{rule.start}起用，判定日在这以前，灯只供比较")
    if rule.end and day > rule.end:
        yield Finding("rule-no-longer", "", f"“{rule.name}”用到{rule.end}为止，判定日在这以后，灯只供比较")
