"""Where everything in a TOML text stands: a small scanner, because tomllib keeps no places.

It runs only when something is to be told of a text, and never judges, which is tomllib's part: whatever it cannot
follow ends the scan, and the nearest table that it has seen is told instead.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from contextlib import suppress
from typing import Final

# The keys, and the places in arrays, that lead to a value.
Path = tuple[str | int, ...]

_BLANK: Final = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_PART: Final = re.compile(r"""[ \t]*("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[A-Za-z0-9_-]+)[ \t]*""")
_TEXT: Final = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}' + r"|'''.*?'{3,5}" + r'|"(?:[^"\\\n]|\\.)*"' + r"|'[^'\n]*'", re.DOTALL
)
_PLAIN: Final = re.compile(r"[^\s,\]}#][^,\]}#\n]*")


def lines(text: str) -> dict[Path, int]:
    """The line (from 1) of every table, key and element of an array in a TOML text."""
    scanner = _Scanner(text.replace("\r\n", "\n"))
    with suppress(_LostError, RecursionError):
        scanner.document()
    return scanner.found


class _LostError(Exception):
    """The text goes on in a way that this scanner does not follow."""


def _key(part: str) -> str:
    """A key without its quotes and escapes."""
    try:
        return str(tomllib.loads(f"k={part}")["k"]) if part[0] in "\"'" else part
    except tomllib.TOMLDecodeError:
        raise _LostError from None


class _Scanner:
    """One pass over a text: ``at`` is where it is, ``last`` the place of the last element of each array of tables."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.found: dict[Path, int] = {}
        self.last: dict[Path, int] = {}
        self._breaks = [found.start() for found in re.finditer("\n", text)]

    def document(self) -> None:
        """Headers and keys to the end."""
        table: Path = ()
        while self._goes_on():
            if self.text.startswith("[", self.at):
                table = self._header()
            else:
                self._pair(table)

    def _goes_on(self) -> bool:
        self._skip()
        return self.at < len(self.text)

    def _skip(self) -> None:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _take(self, sign: str) -> bool:
        if not self.text.startswith(sign, self.at):
            return False
        self.at += len(sign)
        return True

    def _closes(self, sign: str) -> bool:
        self._skip()
        return self._take(sign)

    def _see(self, path: Path, at: int) -> None:
        self.found.setdefault(path, bisect_right(self._breaks, at - 1) + 1)

    def _header(self) -> Path:
        start, many = self.at, self._take("[[")
        if not many:
            self._take("[")
        keys = self._keys()
        if not self._take("]]" if many else "]"):
            raise _LostError
        path = self._among(keys[:-1]) + keys[-1:]
        if many:
            self._see(path, start)
            self.last[path] = self.last.get(path, -1) + 1
            path += (self.last[path],)
        else:
            path = self._among(keys)
        self._see(path, start)
        return path

    def _among(self, keys: Path) -> Path:
        """The path that a header's keys mean: in an array of tables, its last one."""
        path: Path = ()
        for key in keys:
            path += (key,)
            if path in self.last:
                path += (self.last[path],)
        return path

    def _keys(self) -> Path:
        keys: Path = ()
        while found := _PART.match(self.text, self.at):
            self.at = found.end()
            keys += (_key(found[1]),)
            if not self._take("."):
                return keys
        raise _LostError

    def _pair(self, table: Path) -> None:
        start, path = self.at, table
        for key in self._keys():
            path += (key,)
            self._see(path, start)
        if not self._take("="):
            raise _LostError
        self._skip()
        self._value(path)

    def _value(self, path: Path) -> None:
        if self._take("["):
            self._array(path)
        elif self._take("{"):
            self._inline(path)
        elif found := _TEXT.match(self.text, self.at) or _PLAIN.match(self.text, self.at):
            self.at = found.end()
        else:
            raise _LostError

    def _array(self, path: Path) -> None:
        at = 0
        while not self._closes("]"):
            self._see((*path, at), self.at)
            self._value((*path, at))
            self._skip()
            self._take(",")
            at += 1

    def _inline(self, path: Path) -> None:
        while not self._closes("}"):
            self._pair(path)
            self._skip()
            self._take(",")
