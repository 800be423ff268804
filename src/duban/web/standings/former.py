"""The light that a pledge had before its last change, as a lamp shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Former:
    """A light that was, with the sentence that was said for it."""

    rule: str
    light: str
    shape: str
    word: str
    colour: str
    reason: str
    stretch: str = ""
