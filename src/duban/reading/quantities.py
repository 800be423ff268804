"""Every number of a text with its span, exact value, unit and comparator.

``quantities`` takes any raw text and finds every number in it, dates and set phrases included. ``scan`` takes the
clean, half-width text of a document and leaves out what is no figure there: dates, codes, section heads, phrases. Each
gives fractions in its own way: ``scan`` as the percent that the guideline wants (减少三分之一 is 33.33… %),
``quantities`` as the fraction itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from duban.reading.figure_scan import Quantity, Scanner
from duban.reading.figures import HAN, Form, figures, liberal
from duban.reading.numbers import widths

__all__ = ["Form", "Quantity", "quantities", "scan"]

_SPACE = re.compile(r"\s+")
_HAN = re.compile(f"[{HAN}]")


def scan(clean: str) -> list[Quantity]:
    """The figures of a clean, half-width text, in order; dates, codes, heads and set phrases are left out."""
    return Scanner(clean, figures(), strict=True).run(figures().strict)


def quantities(text: str) -> tuple[Quantity, ...]:
    """Every number of a raw text, in order, not overlapping; spans are those of ``text`` itself.

    Full-width and traditional forms are understood, and white space inside a number is. Values are exact fractions in
    the base unit (percent as the percent number). Never raises.
    """
    squeezed, starts, sources = _squeeze(widths(text))
    found = Scanner(squeezed, figures(), strict=False).run(liberal())
    if len(starts) == 1:
        return tuple(found)

    def source(offset: int) -> int:
        at = bisect_right(starts, offset) - 1
        return sources[at] + offset - starts[at]

    return tuple(
        replace(
            one,
            start=source(one.start),
            end=source(one.end - 1) + 1,
            outer_start=source(one.outer_start),
            outer_end=source(one.outer_end - 1) + 1,
        )
        for one in found
    )


def _squeeze(text: str) -> tuple[str, list[int], list[int]]:
    """The text without the white space that touches a Chinese character or a sign, and the way back.

    ``sources[i]`` is where the piece that begins at ``starts[i]`` stood. An empty line always stays: it parts.
    """
    pieces: list[str] = []
    starts, sources, length, at = [], [], 0, 0
    for gap in _SPACE.finditer(text):
        left, right = text[gap.start() - 1 : gap.start()], text[gap.end() : gap.end() + 1]
        touching = _HAN.match(left) or _HAN.match(right) or right in ("%", "‰") or left in ("≥", "≤", ">", "<", "~")
        if not touching or not gap.start() or gap[0].count("\n") > 1:
            continue
        starts.append(length)
        sources.append(at)
        pieces.append(text[at : gap.start()])
        length += gap.start() - at
        at = gap.end()
    starts.append(length)
    sources.append(at)
    pieces.append(text[at:])
    return "".join(pieces), starts, sources
