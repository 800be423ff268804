"""A new pack: the starter, a small city that works, with the name and the year that are asked for."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Final

from duban.errors import InputError

STARTER: Final = Path(str(files("duban.pack"))) / "starter"
_NAME, _YEAR, _ID = "某市", "2023", "my_city"
_LONGEST: Final = 40


def create(folder: Path, name: str = _NAME, year: int = int(_YEAR)) -> list[Path]:
    """Write the starter into a folder, which must be new or empty; the files written.

    Raises InputError where the folder holds something, cannot be written, or the name cannot stand in TOML.
    """
    if not name.strip() or len(name) > _LONGEST or not name.isprintable() or set(name) & set("\"'\\#"):
        raise InputError(f"名称不能是“{name[:_LONGEST]}”", do="请写城市的名称，不带引号和反斜杠")
    said = {_YEAR: str(year), _NAME: name.strip(), _ID: _id_of(folder)}
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise InputError("已经有了，里面有东西", where=str(folder), do="请换一个文件夹，已有的不会被覆盖")
        return [_write(path, folder, said) for path in sorted(STARTER.rglob("*")) if path.is_file()]
    except OSError as error:
        raise InputError(f"写不了：{error.strerror}", where=str(folder), do="请检查路径和权限") from None


def _write(path: Path, folder: Path, said: dict[str, str]) -> Path:
    target = folder / _told(path.relative_to(STARTER).as_posix(), said)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(_told(path.read_text(encoding="utf-8"), said), encoding="utf-8", newline="\n")
    return target


def _told(text: str, said: dict[str, str]) -> str:
    for word, wanted in said.items():
        text = text.replace(word, wanted)
    return text


def _id_of(folder: Path) -> str:
    """The folder's name as an id."""
    return re.sub(r"[^\w.\-]+", "_", folder.resolve().name).lstrip("._-") or _ID
