"""The tables of a file as models: each good one with its place, each fault of the others as a finding."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from functools import reduce
from operator import getitem
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from duban.declare.lines import Path
from duban.declare.refusals import allowed, problems
from duban.declare.toml import Toml
from duban.errors import Finding

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Item(Generic[M]):
    """A declared table: its value and where it stands.

    ``whole`` is false where keys with faults, all told, were left out of it: what is left may still be held against
    the rest, so that everything wrong is told at once.
    """

    value: M
    toml: Toml
    path: Path = ()
    whole: bool = True

    def at(self, *path: str | int) -> str:
        """``file:line`` of one of its keys; of the table where it has no such key."""
        return self.toml.where(*self.path, *path)


def closed(toml: Toml, known: Iterable[str], found: list[Finding]) -> None:
    """Add a finding for every table or key of a file that is not a known one."""
    names = list(known)
    for key in toml.tree:
        if key not in names:
            do = allowed(key, names)
            found.append(Finding("unknown-key", toml.where(key), f"没有 {key} 这张表", do, fatal=True))


def whole(toml: Toml, model: type[M], found: list[Finding]) -> Item[M] | None:
    """The file itself as one table."""
    return _item(toml.tree, (), toml, model, found)


def single(toml: Toml, key: str, model: type[M], found: list[Finding]) -> Item[M] | None:
    """The one table ``[key]``; None where it is not there."""
    value = toml.tree.get(key)
    if value is None:
        return None
    if not isinstance(value, dict):
        found.append(Finding("wrong-type", toml.where(key), f"{key} 只写一张表", f"请写作 [{key}]", fatal=True))
        return None
    return _item(value, (key,), toml, model, found)


def many(toml: Toml, key: str, model: type[M], found: list[Finding]) -> list[Item[M]]:
    """The tables ``[[key]]``, all faults added to ``found``; without those that lack something after them."""
    value = toml.tree.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        what = f"{key} 可以有好几张表"
        found.append(Finding("wrong-type", toml.where(key), what, f"请写作双方括号 [[{key}]]", fatal=True))
        return []
    items = (_item(one, (key, at), toml, model, found) for at, one in enumerate(value))
    return [item for item in items if item is not None]


def _item(value: Any, path: Path, toml: Toml, model: type[M], found: list[Finding]) -> Item[M] | None:
    try:
        return Item(model.model_validate(value), toml, path)
    except ValidationError as error:
        found.extend(problems(error, model, lambda *inner: toml.where(*path, *inner), path))
        return _rest(value, error, path, toml, model)


def _rest(value: Any, error: ValidationError, path: Path, toml: Toml, model: type[M]) -> Item[M] | None:
    """The table without the keys that have faults; None where it is none without them.

    A text that is missing within a list of tables is stood in for, so that the rest of the list can be looked at.
    """
    faults = error.errors(include_url=False)
    lacking = [fault["loc"] for fault in faults if fault["type"] == "missing" and len(fault["loc"]) > 1]
    faulty = {fault["loc"][0] if fault["loc"] else None for fault in faults if fault["loc"] not in lacking}
    rest = {key: one for key, one in deepcopy(value).items() if key not in faulty}
    for *way, last in lacking:
        if way[0] not in faulty:
            reduce(getitem, way, rest)[last] = "－"
    try:
        return None if None in faulty else Item(model.model_validate(rest), toml, path, whole=False)
    except ValidationError:
        return None
