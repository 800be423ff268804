"""``catalog/checks/*.toml``: a check; ``[[check]]`` and ``[spot_check]`` of ``rules.toml``: a city's choice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, Literal

from pydantic import Field

from duban.declare import Declaration, Exact, Id, Item, Listed, Text, allowed
from duban.errors import Finding
from duban.formula.parse import FUNCTIONS, WINDOWS, Formula, Sort
from duban.pack.schema.check_views import VIEWS, View
from duban.pack.schema.checks import Check, Severity, ViewName, check_sorts, placeholders
from duban.pack.schema.formulas import formula, parameters

_WORDS_OF_THE_LANGUAGE: Final = {*FUNCTIONS, "and", "or", "not", "in", "if", "else"}


class SpotCheckDeclared(Declaration):
    """``[spot_check]``."""

    on_false: Literal["correct", "scale"] = "correct"


class CheckDeclared(Declaration):
    """A whole file of the catalog."""

    id: Id
    name: Text
    name_en: str = ""
    source: Text
    url: str = ""
    note: str = ""
    severity: Severity
    looks_at: ViewName
    needs: Text | None = None
    too_few: str = ""
    when: Text
    says: Text
    suggestion: Text
    bars: bool = False
    words: Listed[Text] = ()
    parameters: dict[str, Exact] = Field(default_factory=dict)


class ChoiceDeclared(Declaration):
    """``[[check]]`` of a city: one of the catalog's, with what the city wants otherwise."""

    id: Id
    off: bool = False
    bars: bool | None = None
    severity: Severity | None = None
    words: Listed[Text] | None = None
    parameters: dict[str, Exact] = Field(default_factory=dict)
    note: str = ""


def check(item: Item[CheckDeclared], found: list[Finding]) -> Check | None:
    """The check with its formulas parsed; None where something is wrong, which is added to ``found``."""
    told, view = item.value, VIEWS[item.value.looks_at]
    names = check_sorts(told.looks_at, told.parameters)
    faults = [
        *parameters(item, told.parameters, {*_WORDS_OF_THE_LANGUAGE, *view.names}),
        *_placeholders(item, view),
        *_barring(item, view),
    ]
    when = _formula(told.when, item.at("when"), names, faults)
    needs = _formula(told.needs, item.at("needs"), names, faults)
    used = {name for formula in (when, needs) if formula for name in formula.names}
    for name in told.parameters:
        if when and name not in used:
            faults.append(Finding("unused-parameter", item.at("parameters", name), f"参数 {name} 没有公式用到"))
    found += faults
    if when is None or any(fault.fatal for fault in faults):
        return None
    plain = told.model_dump(exclude={"when", "needs", "parameters"})
    return Check(**plain, when=when, needs=needs, parameters=told.parameters)


def _formula(text: str | None, where: str, names: Mapping[str, Sort], faults: list[Finding]) -> Formula | None:
    found = formula(text, where, names, "condition", faults)
    seen = sorted(name for name in WINDOWS if found and re.search(rf"\b{name}\s*\(", found.text))
    if seen:
        what = f"检查的公式里不能用 {'、'.join(seen)}：一行只看自己"
        faults.append(Finding("wrong-formula", where, what, "前后的数用 earlier later last_year", fatal=True))
        return None
    return found


def _placeholders(item: Item[CheckDeclared], view: View) -> Iterator[Finding]:
    known = [*view.words, *(name for name, one in view.names.items() if one.said), *item.value.parameters]
    yield from _filled(item, "says", item.value.says, known)
    yield from _filled(item, "too_few", item.value.too_few, list(item.value.parameters))


def _filled(item: Item[CheckDeclared], key: str, text: str, known: list[str]) -> Iterator[Finding]:
    try:
        named = placeholders(text)
    except ValueError:
        what = f"{key} 的花括号没有成对"
        yield Finding("wrong-value", item.at(key), what, "写作 {value} 这样", fatal=True)
        return
    for name in sorted(named - set(known)):
        what = f"{key} 里没有 {{{name}}} 可以填"
        yield Finding("unknown-name", item.at(key), what, allowed(name, known), fatal=True)


def _barring(item: Item[CheckDeclared], view: View) -> Iterator[Finding]:
    if item.value.bars and not view.bars:
        what = f"{item.value.looks_at} 说的不是哪一个数，bars 不能是 true"
        yield Finding("wrong-value", item.at("bars"), what, "请去掉这一行", fatal=True)
