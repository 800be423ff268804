"""What takes long to work out and is the same every time, kept as text in the user's cache folder.

Only what follows from duban's own files and from declared rules is kept, never a text, a figure or a name that somebody
handed in. A kept text carries a digest of itself and of all that it depends on: one that is damaged, cut off or made by
another version is not believed but made anew. Where nothing can be written everything works, only slower.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

VARIABLE: Final = "DUBAN_CACHE"
_ENDING: Final = ".kept"
_ANY: Final = "surrogatepass"  # the name of a folder need not be UTF-8
_MOST: Final = 64  # texts that are kept; beyond it the oldest go


def kept(key: str, make: Callable[[], str]) -> str:
    """The text that ``make`` gives for a ``key``, made once.

    The key must hold everything that the text depends on, the code that makes it among it (see ``fingerprint``).
    """
    file = _file(key)
    found = _read(file, key) if file else None
    if found is None:
        found = make()
        if file:
            _write(file, key, found)
    return found


def is_kept(key: str) -> bool:
    """Whether the text of a key is there and whole."""
    file = _file(key)
    return file is not None and _read(file, key) is not None


def fingerprint(*places: Path) -> str:
    """A digest of the files in these places (a file, or a folder with all that is in it) by name and content."""
    total = sha256()
    for place in places:
        for path in _files(place):
            total.update(f"{os.path.relpath(path, place)}\n{digest(path.read_bytes())}\n".encode(errors=_ANY))
    return total.hexdigest()


def folder() -> Path | None:
    """Where texts are kept: ``DUBAN_CACHE`` where it is set (empty: nowhere), else the system's place for caches."""
    told = os.environ.get(VARIABLE)
    if told is not None:
        return Path(told) if told.strip() else None
    try:
        return _usual() / "duban"
    except RuntimeError:  # nobody's home is known
        return None


def _file(key: str) -> Path | None:
    place = folder()
    return place / f"{digest(key)[:40]}{_ENDING}" if place else None


def _usual() -> Path:
    match sys.platform:
        case "win32":
            return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        case "darwin":
            return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
        return
    for within, folders, names in os.walk(place):
        folders.sort()
        yield from (Path(within, name) for name in sorted(names) if name.endswith((".py", ".toml")))


def _read(file: Path, key: str) -> str | None:
    """The text of a file that is whole, is ours and was made for this key; else None."""
    try:
        with file.open("rb") as opened:
            if not _ours(os.fstat(opened.fileno())):
                return None
            seal, _, raw = opened.read().partition(b"\n")
    except OSError:
        return None
    return raw.decode(errors=_ANY) if seal == _seal(key, raw) else None


def _ours(status: os.stat_result) -> bool:
    """Whether nobody else has put the file there; Windows keeps a user's folder to the user by itself."""
    return not hasattr(os, "getuid") or status.st_uid == os.getuid()


def _write(file: Path, key: str, text: str) -> None:
    """Under a name of its own first, so that nobody reads half; whoever comes second writes the same."""
    raw, draft = text.encode(errors=_ANY), file.with_name(f"{os.urandom(8).hex()}.draft{_ENDING}")
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            draft.write_bytes(_seal(key, raw) + b"\n" + raw)
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)
        _clear(file.parent)


def _clear(place: Path) -> None:
    """Without the oldest: what another version has kept is not asked for again."""
    for path in sorted(place.glob(f"*{_ENDING}"), key=_age)[_MOST:]:
        with suppress(OSError):
            path.unlink()


def _age(path: Path) -> float:
    try:
        return -path.stat().st_mtime
    except OSError:  # gone meanwhile
        return 0.0


def _seal(key: str, raw: bytes) -> bytes:
    return digest(digest(key).encode() + raw).encode()


def digest(data: str | bytes) -> str:
    """The SHA-256 of a text or of bytes, in hexadecimal."""
    return sha256(data.encode(errors=_ANY) if isinstance(data, str) else data).hexdigest()


def joined(parts: Iterable[object]) -> str:
    """A key of several parts."""
    return "\n".join(map(str, parts))
