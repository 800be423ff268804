"""The container of the old Office formats (.doc, .xls) and of encrypted new ones: streams in a small file system.

Only reading, and with every length checked against the file: a broken chain ends in ``ValueError``, never in a loop
or in memory that the file does not fill.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_IN_HEADER = 109  # so many sectors of the allocation table are named in the header itself
_LAST = 0xFFFFFFFA  # from here on, a number is no sector but a mark
_STREAM, _ROOT = 2, 5


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the directory."""

    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class Compound:
    """The streams that stand at the root of a compound file."""

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER or not data.startswith(MAGIC):
            raise ValueError("no compound file")
        self._data = data
        shift, small = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small != 6:
            raise ValueError("no such sector size")
        self._sector = 1 << shift
        directory, _, self._cutoff, small_table = struct.unpack_from("<IIII", data, 48)
        self._table = self._allocation()
        entries = [_entry(line) for line in _cut(self._chain(directory), 128)]
        if not entries or entries[0].kind != _ROOT:
            raise ValueError("no root")
        self._small = self._chain(entries[0].start)[: entries[0].size]
        self._small_table = _numbers(self._chain(small_table)) if small_table < _LAST else ()
        self._streams = {entry.name: entry for entry in _siblings(entries) if entry.kind == _STREAM}

    @property
    def names(self) -> frozenset[str]:
        """The streams' names."""
        return frozenset(self._streams)

    def read(self, name: str) -> bytes:
        """All of a stream."""
        entry = self._streams[name]
        if entry.size >= self._cutoff:
            return self._chain(entry.start)[: entry.size]
        pieces = (self._small[at << 6 : (at + 1) << 6] for at in _follow(entry.start, self._small_table))
        return b"".join(pieces)[: entry.size]

    def _allocation(self) -> tuple[int, ...]:
        """For each sector, which one follows it."""
        listed = [at for at in struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76) if at < _LAST]
        more = struct.unpack_from("<I", self._data, 68)[0]
        seen = 0
        while more < _LAST:
            numbers = _numbers(self._at(more))
            listed += [at for at in numbers[:-1] if at < _LAST]
            more = numbers[-1]
            seen += 1
            if seen > len(self._data) // self._sector:
                raise ValueError("a loop")
        if len(listed) > len(self._data) // self._sector:
            raise ValueError("more sectors than the file has")
        return tuple(number for at in listed for number in _numbers(self._at(at)))

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        if start >= len(self._data):
            raise ValueError("beyond the end of the file")
        return self._data[start : start + self._sector].ljust(self._sector, b"\0")

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._at, _follow(start, self._table)))


def _follow(start: int, table: tuple[int, ...]) -> list[int]:
    """The sectors of a chain, in order."""
    chain: list[int] = []
    while start < _LAST:
        if start >= len(table) or len(chain) > len(table):
            raise ValueError("a broken chain")
        chain.append(start)
        start = table[start]
    return chain


def _siblings(entries: list[_Entry]) -> list[_Entry]:
    """The entries right under the root, which hang together as a tree."""
    found: dict[int, _Entry] = {}
    waiting = [entries[0].child]
    while waiting:
        at = waiting.pop()
        if at < len(entries) and at not in found:
            found[at] = entries[at]
            waiting += [entries[at].left, entries[at].right]
    return list(found.values())


def _entry(line: bytes) -> _Entry:
    length, kind = struct.unpack_from("<HB", line, 64)
    name = line[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    left, right, child = struct.unpack_from("<III", line, 68)
    start, size = struct.unpack_from("<II", line, 116)
    return _Entry(name, kind, left, right, child, start, size)


def _cut(data: bytes, size: int) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data) - size + 1, size)]


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data)
