"""``[[step]]`` of ``rules.toml``: the steps of a body's own sheet before its figures count (填报, 审核, 签发)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from duban.declare import Declaration, Item, Text
from duban.pack.told import Told

Role = Literal["liaison", "checker", "signer"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the role of the post that does it, and its word.

    ``paper``: a signed copy on paper stands for it, once it was taken in as a scan.
    """

    role: Role
    name: str
    paper: bool = False


# What holds where a pack says nothing.
STEPS: Final = (Step("liaison", "填报"), Step("checker", "审核"), Step("signer", "签发", paper=True))


class StepDeclared(Declaration):
    """``[[step]]``."""

    role: Role
    name: Text
    paper: bool = False


def steps(items: Iterable[Item[StepDeclared]], told: Told) -> tuple[Step, ...]:
    """The steps in the order in which they are written, each role once; the usual three where none is."""
    return tuple(_each(items, told)) or STEPS


def _each(items: Iterable[Item[StepDeclared]], told: Told) -> Iterator[Step]:
    seen: set[str] = set()
    for item in items:
        one = item.value
        if one.role in seen:
            told.refuse("step-twice", item.at("role"), f"{one.role} 已经有一步了", "一种角色只写一步")
        else:
            seen.add(one.role)
            yield Step(one.role, one.name, one.paper)
