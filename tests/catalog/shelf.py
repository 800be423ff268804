"""The catalog and the demo pack's own indicators as they stand in their files, for the tests of this room."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CATALOG = ROOT / "src/duban/catalog"
OWN = ROOT / "src/duban/packs/pinghu_2023/indicators.toml"
CASES = ROOT / "tests/cases/catalog"

# What a text puts before an indicator to say whose it is, or when; the page says 全区 of a zone.
_PLACES = ("全市", "全镇", "全区", "全街道", "全年", "本镇", "本市", "本区", "本街道")
_QUOTES = "“”‘’「」\"' "


def read(path: Path) -> dict[str, Any]:
    """A declaration with its numbers exact."""
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


@cache
def indicators() -> dict[str, list[dict[str, Any]]]:
    """The catalog's indicators by file."""
    return {path.stem: read(path)["indicator"] for path in sorted((CATALOG / "indicators").glob("*.toml"))}


def shared_indicators() -> list[dict[str, Any]]:
    """The catalog's indicators."""
    return [one for file in indicators().values() for one in file]


def all_indicators() -> list[dict[str, Any]]:
    """The catalog's indicators and the demo pack's own."""
    return [*shared_indicators(), *read(OWN)["indicator"]]


def lights() -> dict[str, dict[str, Any]]:
    """The light rules by file name without its ending."""
    return {path.name.removesuffix(".toml"): read(path) for path in sorted((CATALOG / "lights").glob("*.toml"))}


def _named() -> Iterator[tuple[str, str]]:
    for one in all_indicators():
        yield from ((word, one["id"]) for word in (one["name"], *one["aliases"]))
    for alias in read(OWN)["alias"]:
        yield from ((word, alias["indicator"]) for word in alias["words"])


def plain(word: str) -> str:
    """A word without quotes, spaces, case and the width of its brackets."""
    return re.sub(rf"[{_QUOTES}]", "", word).replace("（", "(").replace("）", ")").casefold()


@cache
def words() -> dict[str, set[str]]:
    """Every name and alias in its plain form, and the indicators that it names."""
    told: dict[str, set[str]] = defaultdict(set)
    for word, indicator in _named():
        told[plain(word)].add(indicator)
    return told


def find(subject: str) -> str | None:
    """The one indicator that a subject names exactly, with or without a place before it and quotes around it."""
    subject = subject.strip(_QUOTES)
    bare = next((subject.removeprefix(place) for place in _PLACES if subject.startswith(place)), subject)
    found = words().get(plain(subject), set()) | words().get(plain(bare), set())
    return next(iter(found)) if len(found) == 1 else None
