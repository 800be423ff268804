"""Ranks over time as lines of a drawing: points of an SVG, laid out here so that the page needs no script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from duban.web.leagues.issued import Past

_LEFT: Final = 36
_TOP: Final = 20
_WIDE: Final = 560
_STEP: Final = 26


@dataclass(frozen=True, slots=True)
class Spot:
    """A place at a result."""

    x: int
    y: int
    rank: int


@dataclass(frozen=True, slots=True)
class Line:
    """A body's places; ``paths`` are the stretches without a gap, ``kind`` is which of the few dashes it has."""

    org_unit: str
    spots: tuple[Spot, ...]
    paths: tuple[str, ...]
    kind: int


@dataclass(frozen=True, slots=True)
class Curve:
    """The drawing: its size, a day a column, a place a row, a line a body."""

    width: int
    height: int
    days: tuple[tuple[int, date], ...]
    ranks: tuple[tuple[int, int], ...]
    lines: tuple[Line, ...]
    right: int = _LEFT + _WIDE


def curve(found: Sequence[Past], bodies: Sequence[str]) -> Curve | None:
    """The places of bodies at each of several results; None where there is but one."""
    newest = list({one.as_of: one for one in found}.values())
    if len(newest) < 2:
        return None
    first, last = newest[0].as_of.toordinal(), newest[-1].as_of.toordinal()
    xs = [_LEFT + _WIDE * (one.as_of.toordinal() - first) // (last - first) for one in newest]
    most = max((rank for one in newest for rank, _ in one.ranks.values() if rank), default=1)
    lines = tuple(_line(body, at, newest, xs) for at, body in enumerate(bodies))
    return Curve(
        width=_LEFT + _WIDE + 130,
        height=_TOP + _STEP * most + 24,
        days=tuple((x, one.as_of) for x, one in zip(xs, newest, strict=True)),
        ranks=tuple((_y(rank), rank) for rank in range(1, most + 1)),
        lines=lines,
    )


def _line(body: str, at: int, found: Sequence[Past], xs: Sequence[int]) -> Line:
    spots: list[Spot] = []
    stretches: list[list[str]] = [[]]
    for x, one in zip(xs, found, strict=True):
        rank = one.ranks.get(body, [None])[0]
        if rank is None:
            stretches.append([])
        else:
            spots.append(Spot(x, _y(rank), rank))
            stretches[-1].append(f"{x},{_y(rank)}")
    return Line(body, tuple(spots), tuple(" ".join(one) for one in stretches if len(one) > 1), at % 6)


def _y(rank: int) -> int:
    return _TOP + _STEP * (rank - 1) + 8
