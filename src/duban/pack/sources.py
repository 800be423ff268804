"""The files of a pack as they were read: their tables as models, and the ids that they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from duban.declare import Item, Toml, closed, many, single
from duban.errors import Finding
from duban.pack.files import Folder
from duban.pack.told import Known, Told

M = TypeVar("M", bound=BaseModel)

# The tables that each file may hold; the files of pledges/ and rulebooks/ hold those.
TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "pack.toml": ("pack",),
    "org_units.toml": ("org_unit",),
    "posts.toml": ("post", "portfolio"),
    "providers.toml": ("provider",),
    "indicators.toml": ("indicator", "alias"),
    "books.toml": ("book",),
    "rules.toml": ("rules", "calendar", "retention", "light_rule", "check", "spot_check", "step"),
    "links.toml": ("link",),
    "rulebooks.toml": ("rulebook", "score"),
    "adjustments.toml": ("adjustment",),
}
BODIES: Final = "org_units.toml"
_NOUNS: Final[Mapping[str, tuple[str, str]]] = {
    "org_unit": ("个单位", "unknown-org-unit"),
    "indicator": ("个指标", "unknown-indicator"),
    "book": ("本书", "unknown-book"),
    "post": ("个职务", "unknown-post"),
    "light_rule": ("条规则", "unknown-rule"),
}


@dataclass(frozen=True, slots=True)
class Sources:
    """All files of a pack by name; None for one that is there and could not be read."""

    folder: Folder
    tomls: Mapping[str, Toml | None]
    told: Told

    def items(self, table: str, model: type[M]) -> list[Item[M]]:
        """The tables ``[[table]]`` of all files that are right in themselves; faults of the others are told."""
        found: list[Finding] = []
        items = [item for toml in self.tomls.values() if toml for item in many(toml, table, model, found)]
        self.told.sort(found)
        return items

    def single(self, file: str, table: str, model: type[M]) -> Item[M] | None:
        """The one table ``[table]`` of a file; None where it is not there or not right, which is told."""
        toml, found = self.tomls.get(file), list[Finding]()
        item = single(toml, table, model, found) if toml else None
        self.told.sort(found)
        return item

    def known(self, table: str, named: Iterable[Any] = (), listing: str = "") -> Known:
        """The ids that tables ``[[table]]`` declare, faulty ones among them, and those of what is ``named``.

        ``named`` also gives the names that people write in the place of an id.
        """
        ids = set(self._ids(table))
        words: dict[str, str] = {}
        for one in named:
            ids.add(one.id)
            words |= dict.fromkeys((one.name, *getattr(one, "aliases", ())), one.id)
        noun, code = _NOUNS[table]
        return Known(noun, code, frozenset(ids), words, listing, self._whole(table))

    def _ids(self, table: str) -> Iterable[str]:
        for toml in self.tomls.values():
            tables = toml.tree.get(table, []) if toml else []
            for one in tables if isinstance(tables, list) else []:
                if isinstance(one, dict) and isinstance(one.get("id"), str):
                    yield one["id"]

    def _whole(self, table: str) -> bool:
        """Whether no file of them is broken, nor the one missing that every pack must have."""
        homes = (file for file, tables in TABLES.items() if table in tables)
        return all(self.tomls[file] is not None if file in self.tomls else file != BODIES for file in homes)


def read_all(folder: Folder, told: Told) -> Sources:
    """Read every file of a pack; what cannot be read, and tables that no file may hold, are told."""
    files = [file for file in TABLES if folder.has(file)]
    allowed = {file: TABLES[file] for file in files} | dict.fromkeys(folder.within("pledges", ".toml"), ("pledge",))
    allowed |= dict.fromkeys(folder.within("rulebooks", ".toml"), ("rulebook",))
    tomls = {}
    for file, tables in allowed.items():
        tomls[file] = toml = folder.toml(file, told)
        found: list[Finding] = []
        if toml:
            closed(toml, tables, found)
        told.sort(found)
    return Sources(folder, tomls, told)
