"""The colours of charts: neutral ink, and those of the lights; nothing else is coloured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Palette:
    """Ink for what is said first, quiet for what stands beside it, line for axes; ``lights`` by a light's colour."""

    ink: str
    quiet: str
    line: str
    band: str
    lights: Mapping[str, str] = field(default_factory=dict)

    def light(self, colour: str) -> str:
        """The colour of a light; ink where it has none."""
        return self.lights.get(colour, self.ink)


_COLOURS: Final = ("green", "yellow", "red", "blue", "grey")
# The page's own variables: they follow light and dark by themselves, and turn black on paper.
SCREEN: Final = Palette(
    ink="var(--ink)",
    quiet="var(--ink-2)",
    line="var(--line)",
    band="var(--line-strong)",
    lights={one: f"var(--{one}-mark)" for one in _COLOURS},
)
# For what is drawn without a page: documents.
PAPER: Final = Palette(
    ink="#000000",
    quiet="#444444",
    line="#bbbbbb",
    band="#777777",
    lights=dict(zip(_COLOURS, ("#1c8045", "#a86c00", "#cc2b2b", "#2a6fc0", "#6b7981"), strict=True)),
)
