"""``catalog/lights/*.toml`` and ``[[light_rule]]`` of ``rules.toml``: a rule, checked with its formulas.

A rule without a source, or with a light without a clause, is none: whoever is shown a red light may ask why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Final, Literal

from pydantic import Field

from duban.declare import Declaration, Exact, Id, Item, Listed, Text
from duban.errors import Finding
from duban.formula.parse import FUNCTIONS
from duban.pack.schema.dated import Dated
from duban.pack.schema.formulas import formula, parameter_names, parameters
from duban.pack.schema.lights import UNLIT, Case, Light, LightRule
from duban.pack.schema.names import LIGHT_NAMES, light_sorts

Colour = Literal["green", "yellow", "orange", "red", "blue", "grey"]
_WORDS_OF_THE_LANGUAGE: Final = {*LIGHT_NAMES, *FUNCTIONS, "and", "or", "not", "in", "if", "else"}


class LightDeclared(Declaration):
    """``[[light]]``."""

    key: Id
    word: Text
    word_en: str = ""
    colour: Colour
    shape: Text
    order: int = Field(ge=1)
    clause: Text
    when: Text | None = None
    clauses: dict[Case, Text] = Field(default_factory=dict)


class LightRuleDeclared(Dated):
    """A whole file of the catalog, or a ``[[light_rule]]``."""

    id: Id
    name: Text
    name_en: str = ""
    source: Text
    url: str = ""
    note: str = ""
    applies: Text | None = None
    gap_kind: Literal["pp", "ratio"] = "pp"
    parameters: dict[str, Exact] = Field(default_factory=dict)
    light: Annotated[Listed[LightDeclared], Field(min_length=1)]


def light_rule(item: Item[LightRuleDeclared], found: list[Finding]) -> LightRule | None:
    """The rule with its formulas parsed; None where something is wrong, which is added to ``found``."""
    told = item.value
    faults = [*parameters(item, told.parameters, _WORDS_OF_THE_LANGUAGE), *_distinct(item), *_last(item)]
    names = light_sorts(parameter_names(item))
    applies = formula(told.applies, item.at("applies"), names, "condition", faults)
    lights = []
    for at, one in enumerate(told.light):
        when = formula(one.when, item.at("light", at, "when"), names, "condition", faults)
        lights.append(
            Light(one.key, one.word, one.word_en, one.colour, one.shape, one.order, one.clause, when, one.clauses)
        )
    found += faults
    if any(fault.fatal for fault in faults):
        return None
    used = {name for one in (applies, *(light.when for light in lights)) if one for name in one.names}
    for name in told.parameters:
        if name not in used:
            found.append(Finding("unused-parameter", item.at("parameters", name), f"参数 {name} 没有公式用到"))
    return LightRule(
        id=told.id,
        name=told.name,
        name_en=told.name_en,
        source=told.source,
        url=told.url,
        note=told.note,
        start=told.start,
        end=told.end,
        applies=applies,
        parameters={name: Fraction(value) for name, value in told.parameters.items()},
        gap_kind=told.gap_kind,
        lights=tuple(lights),
    )


def _distinct(item: Item[LightRuleDeclared]) -> Iterator[Finding]:
    """No two lights alike, none like those that the engine has of its own."""
    taken = {"key": {one.key for one in UNLIT}, "shape": {one.shape for one in UNLIT}}
    for key in ("key", "word", "shape", "order"):
        values = [getattr(light, key) for light in item.value.light]
        counted = Counter(values)
        for at, value in enumerate(values):
            where = item.at("light", at, key)
            if value in taken.get(key, ()):
                what = f"灯的 {key} 不能是 {value}：留给未评价、未报送、不再考核、目标已调整"
                yield Finding("reserved-light", where, what, "请换一个", fatal=True)
            elif counted[value] > 1 and values.index(value) != at:
                yield Finding("duplicate-light", where, f"两盏灯的 {key} 都是 {value}", "请换一个", fatal=True)


def _last(item: Item[LightRuleDeclared]) -> Iterator[Finding]:
    """Every light but the last says when; the last is for all that is left."""
    *others, last = item.value.light
    for at, light in enumerate(others):
        if light.when is None:
            do = "只有最后一盏不写 when，它是“其余”"
            yield Finding("missing-key", item.at("light", at), f"“{light.word}”缺少 when", do, fatal=True)
    if last.when is not None:
        do = "请在最后加一盏不写 when 的灯，或者去掉这一行"
        what = f"最后一盏“{last.word}”写了 when，不符合的就没有灯"
        yield Finding("no-last-light", item.at("light", len(others), "when"), what, do, fatal=True)
