"""The catalog: indicators, light rules, score formulas and checks that any city can use, as duban brings them along."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Final

from duban.cache import fingerprint, is_kept, joined, kept
from duban.pack.rules import rule_named
from duban.pack.schema.lights import LightRule
from duban.pack.shared import Catalog, as_text, from_text

_HOUSE: Final = Path(str(files("duban")))
HOME: Final = _HOUSE / "catalog"
# What is made of the files depends on the code that reads and checks them, too.
_CODE: Final = tuple(
    _HOUSE / place
    for place in (
        *("declare", "formula", "pack/schema", "pack/catalog_files.py", "pack/shared.py"),
        *("ledger/types.py", "amounts.py", "periods.py"),
    )
)


@cache
def catalog(home: Path = HOME) -> Catalog:
    """The catalog, read once. Raises DeclarationError with all that is wrong in it."""
    return from_text(kept(_key(home), lambda: as_text(_read(home))))


def is_read(home: Path = HOME) -> bool:
    """Whether the catalog is there without reading its files."""
    return is_kept(_key(home))


def shared_rule(name: str = "") -> LightRule:
    """The catalog's light rule of an id or a name; without one, duban's own. Raises InputError where there is none."""
    return rule_named(name or "duban.default", catalog().rules)


@cache
def _key(home: Path) -> str:
    return joined(("catalog", home, fingerprint(home, *_CODE)))


def _read(home: Path) -> Catalog:
    # By its name: what reads and checks declarations takes longer to load than a kept catalog to be there.
    found: Catalog = import_module("duban.pack.catalog_files").catalog_of(home)
    return found
