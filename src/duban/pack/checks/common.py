"""What several nouns are held to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

from duban.declare import Item
from duban.errors import Finding
from duban.pack.told import Told

I = TypeVar("I", bound=Item[Any])  # noqa: E741
T = TypeVar("T", bound="Named")


class Named(Protocol):
    """What has an id and a name."""

    @property
    def id(self) -> str:
        """As other declarations name it."""

    @property
    def name(self) -> str:
        """As people call it."""


def laid_over(
    shared: Sequence[T], own: Iterable[I], noun: str, make: Callable[[I, list[Finding]], T | None], told: Told
) -> tuple[T, ...]:
    """The catalog's, then the city's own that are right; none may take an id that the catalog has."""
    taken = {one.id: one for one in shared}
    found = list(shared)
    for item in once(own, noun, told):
        if item.value.id in taken:
            what = f"公共{noun}里已有 {item.value.id}（{taken[item.value.id].name}）"
            told.refuse("duplicate-id", item.at("id"), what, "请换一个 id")
            continue
        faults: list[Finding] = []
        made = make(item, faults)  # what is wrong in a table that lacks a key is told with it
        told.sort(faults if item.whole else (one for one in faults if one.fatal))
        found += [made] if made and item.whole else []
    return tuple(found)


def once(items: Iterable[I], noun: str, told: Told, key: Callable[[I], str] = lambda item: item.value.id) -> list[I]:
    """The items without those whose id an earlier one has, which are refused."""
    kept: dict[str, I] = {}
    for item in items:
        earlier = kept.setdefault(key(item), item)
        if earlier is not item:
            what = f"{noun} {key(item)} 前面已经有了（{earlier.at()}）"
            told.refuse("duplicate-id", item.at("id"), what, "请换一个 id，或删去一处")
    return list(kept.values())


def ordered(items: Sequence[Item[Any]], noun: str, told: Told) -> None:
    """Either every one says its place in the official sequence, or none does."""
    items = [item for item in items if item.whole]
    without = [item for item in items if item.value.order is None]
    if 0 < len(without) < len(items):
        for item in without:
            do = "要么都写，要么都不写（不写就是文件里的先后）"
            told.refuse("missing-key", item.at(), f"别的{noun}写了 order，这一个没有写", do)
    places: dict[int, Item[Any]] = {}
    for item in items:
        if item.value.order is not None:
            earlier = places.setdefault(item.value.order, item)
            if earlier is not item:
                what = f"order {item.value.order} 和“{earlier.value.id}”一样"
                told.note("same-order", item.at("order"), what, "官方排序里的先后不清楚，请各写一个数")
