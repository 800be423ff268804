"""The pack as it was declared, from the files that were loaded."""

from __future__ import annotations

import tempfile
from pathlib import Path
from threading import Lock

from duban.errors import DubanError
from duban.pack.load import open_pack
from duban.pack.pack import Pack
from duban.web.declared.models import Declared

_kept: tuple[int, Pack] | None = None
_lock = Lock()


def declarations() -> Pack:
    """The pack as it was declared: its indicators, rules, providers; made anew only when a load changed a file.

    Raises DubanError where no pack was loaded.
    """
    global _kept
    newest = Declared.objects.order_by("-id").values_list("id", flat=True).first()
    if newest is None:
        raise DubanError("库里还没有城市包", do="请先运行 duban load，例如 duban load pinghu_2023")
    with _lock:
        if _kept is None or _kept[0] != newest:
            _kept = (newest, _opened())
        return _kept[1]


def forget() -> None:
    """Ask anew: another store stands behind the connection (tests)."""
    global _kept
    _kept = None


def _opened() -> Pack:
    with tempfile.TemporaryDirectory() as folder:
        for row in Declared.objects.current():
            path = Path(folder) / row.key
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(row.text, encoding="utf-8")
        return open_pack(folder)
