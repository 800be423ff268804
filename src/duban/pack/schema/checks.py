"""``catalog/checks/*.toml``: a check on figures; ``[[check]]`` and ``[spot_check]`` of ``rules.toml``: a city's choice.

A check looks at one view and says ``when`` a row of it is worth a finding, in the language of formulas. It bars
nothing unless it says so: whether a doubtful figure counts is the city's to decide.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, Literal

from pydantic import Field

from duban.declare import Declaration, Exact, Id, Item, Listed, Text, allowed
from duban.errors import DeclarationError, Finding
from duban.formula.check import checked
from duban.formula.parse import FUNCTIONS, WINDOWS, Formula, Sort
from duban.pack.schema.check_views import VIEWS, View

Severity = Literal["refused", "doubt", "note"]
ViewName = Literal["figures", "twins", "digits", "wholes", "within", "handed"]
_PARAMETER: Final = re.compile(r"[a-z][a-z0-9_]*")
_WORDS_OF_THE_LANGUAGE: Final = {*FUNCTIONS, "and", "or", "not", "in", "if", "else"}


@dataclass(frozen=True, slots=True)
class Check:
    """A check: the view it looks at, when a row is told, and the words.

    ``needs``: what must hold for a row to be looked at; rows that fail it are counted and told, with
    the words of ``too_few``, which has the parameters' names in it. ``says`` is
    the reason with ``{names}`` of the view in it. ``bars``: what it finds does not count in judging.
    """

    id: str
    name: str
    source: str
    looks_at: ViewName
    when: Formula
    severity: Severity
    says: str
    suggestion: str
    name_en: str = ""
    url: str = ""
    note: str = ""
    needs: Formula | None = None
    too_few: str = ""
    bars: bool = False
    words: tuple[str, ...] = ()
    parameters: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SpotCheck:
    """``[spot_check]``: what becomes of a figure that did not hold: corrected, or the whole report scaled (湖州)."""

    on_false: Literal["correct", "scale"] = "correct"


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
    names: Mapping[str, Sort] = {**dict.fromkeys(told.parameters, "share"), **view.sorts}
    faults = [*_parameters(item, view), *_placeholders(item, view), *_barring(item, view)]
    when = _formula(told.when, item.at("when"), names, faults)
    needs = _formula(told.needs, item.at("needs"), names, faults) if told.needs else None
    used = {name for formula in (when, needs) if formula for name in formula.names}
    for name in told.parameters:
        if when and name not in used:
            faults.append(Finding("unused-parameter", item.at("parameters", name), f"参数 {name} 没有公式用到"))
    found += faults
    if when is None or any(fault.fatal for fault in faults):
        return None
    plain = told.model_dump(exclude={"when", "needs", "parameters"})
    return Check(**plain, when=when, needs=needs, parameters=told.parameters)


def placeholders(says: str) -> set[str]:
    """The names in the braces of a sentence. Raises ValueError for braces that do not close."""
    return {name for _, name, _, _ in string.Formatter().parse(says) if name is not None}


def _formula(text: str, where: str, names: Mapping[str, Sort], faults: list[Finding]) -> Formula | None:
    try:
        formula = checked(text, names, "condition", where=where)
    except DeclarationError as error:
        faults += [Finding("wrong-formula", one.where, one.what, one.do, fatal=True) for one in error.problems]
        return None
    seen = sorted(name for name in WINDOWS if re.search(rf"\b{name}\s*\(", formula.text))
    if seen:
        what = f"检查的公式里不能用 {'、'.join(seen)}：一行只看自己"
        faults.append(Finding("wrong-formula", where, what, "前后的数用 earlier later last_year", fatal=True))
        return None
    return formula


def _parameters(item: Item[CheckDeclared], view: View) -> Iterator[Finding]:
    for name in item.value.parameters:
        where = item.at("parameters", name)
        if name in _WORDS_OF_THE_LANGUAGE or name in view.names:
            what = f"参数不能叫 {name}，公式里已有这个名字"
            yield Finding("wrong-value", where, what, "请换一个名字", fatal=True)
        elif not _PARAMETER.fullmatch(name):
            yield Finding("wrong-value", where, f"参数不能叫 {name}", "请用英文小写字母和下划线", fatal=True)


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
