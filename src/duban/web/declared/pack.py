"""The pack as it was declared, from the files that were loaded."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from duban.errors import DubanError
from duban.ledger.types import Indicator
from duban.pack.load import open_pack
from duban.pack.pack import Pack
from duban.pack.schema.lights import UNLIT
from duban.web.declared.models import Declared
from duban.web.org.directory import Directory, directory, in_english


@dataclass(slots=True)
class _Kept:
    """The pack, the newest file that it was made from, and the directory beside which that was looked up.

    A load writes a directory anew, so while it is the same one nothing was loaded.
    """

    newest: int
    pack: Pack
    places: Directory


_kept: _Kept | None = None
_lock = Lock()


def declarations() -> Pack:
    """The pack as it was declared: its indicators, rules, providers; made anew only when a load changed a file.

    Raises DubanError where no pack was loaded.
    """
    global _kept
    places = directory()
    with _lock:
        if _kept is not None and _kept.places is places:
            return _kept.pack
        newest = Declared.objects.order_by("-id").values_list("id", flat=True).first()
        if newest is None:
            raise DubanError("库里还没有城市包", do="请先运行 duban load，例如 duban load pinghu_2023")
        pack = _kept.pack if _kept is not None and _kept.newest == newest else opened()
        _kept = _Kept(newest, pack, places)
        return pack


def indicator_name(one: Indicator) -> str:
    """An indicator's name in the language of the page."""
    return one.name_en if one.name_en and in_english() else one.name


def light_names() -> dict[tuple[str, str], str]:
    """The English word of every light that has one, by its rule and key."""
    own = {(rule.id, one.key): one.word_en for rule in declarations().light_rules for one in rule.lights}
    return own | {("", one.key): one.word_en for one in UNLIT}


def forget() -> None:
    """Ask anew: another store stands behind the connection (tests)."""
    global _kept
    _kept = None


def opened(more: Mapping[str, str] | None = None) -> Pack:
    """The pack from the files that were loaded, and some ``more``. Raises DubanError for what is wrong in them."""
    files = dict(Declared.objects.current().values_list("key", "text")) | dict(more or {})
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return open_pack(folder)
