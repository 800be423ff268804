"""The fields of a record: by which heads they go, and which words may stand in them. The words are ``words.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from duban.sheets.columns import Column, key

AMOUNTS: Final = ("value", "target", "actual", "growth", "target_growth", "share", "upper", "assessed")
# What stands under 单位: a body, or a unit of measure.
BODY_OR_UNIT: Final = "body_or_unit"
_BODY_OR_UNIT: Final = "单位"


@cache
def words() -> Mapping[str, Any]:
    """``words.toml``, as it is."""
    return tomllib.loads(files("duban.ledger").joinpath("words.toml").read_text(encoding="utf-8"))


@cache
def columns() -> tuple[Column, ...]:
    """The columns by which workbooks and csv files are read; those with an underscore are known and not used."""
    named = [
        Column(
            name,
            (*labels, name),
            "amount" if name in AMOUNTS else "text",
            per="subject" if name in AMOUNTS else "",
        )
        for name, labels in words()["fields"].items()
    ]
    idle = [Column(f"_{label}", (label,), said=False) for label in words()["idle"]["heads"]]
    return (*named, Column(BODY_OR_UNIT, (_BODY_OR_UNIT,)), *idle)


@cache
def names() -> Mapping[str, tuple[str, ...]]:
    """A head or a key of a record, as it is compared → the field; of several, the first that is not there yet."""
    found: dict[str, tuple[str, ...]] = {}
    for column in columns():
        for one in column.keys:
            found[one] = (*found.get(one, ()), column.name)
    return found


@cache
def choices(name: str) -> Mapping[str, str]:
    """What may stand in a field of few words, as it is compared → the field's own word."""
    given = words()["choices"][name]
    return {key(word): value for value, group in given.items() for word in (value, *group)}


@cache
def allowed(name: str) -> str:
    """The words of a field, for a person who wrote another one."""
    return "、".join(f"{value}（{group[0]}）" for value, group in words()["choices"][name].items())


@cache
def states() -> frozenset[str]:
    """The states of milestones."""
    return frozenset(words()["states"]["words"])


@cache
def is_body(name: str) -> bool:
    """Whether a sheet's name is that of a body, so that all of its rows are that body's."""
    return name.strip().endswith(tuple(words()["bodies"]["endings"]))


@cache
def growths() -> tuple[str, ...]:
    """The ends of a subject that say that its figure is a growth."""
    return tuple(words()["growth"]["endings"])
