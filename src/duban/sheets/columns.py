"""What a table must hold, declared once: it is read by these columns, and its template is written from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal

from duban.sheets.words import plain

# The hidden sheet on which a template keeps the words of its longer drop-downs.
LISTS = "选项"

Kind = Literal["text", "amount", "date", "period", "choice"]


@dataclass(frozen=True)
class Column:
    """A column of a table.

    ``labels`` are the heads that it may stand under, the first of them in the template; a head is compared without
    white space, line breaks and a unit in brackets. ``unit`` is that of an amount where neither the cell, its head nor
    a line above says another. A row without a ``required`` value is left out. ``choices`` are the values of a choice
    with the words that may stand for each, the first of them in the template; the value itself may always.

    ``said`` is true where the column may be left out and one line above the head give its value for the whole sheet
    (填报单位：林埭镇). ``by_sheet``: failing both, the sheet's own name is the value (a sheet per town). ``per`` names
    the column that says what an amount measures, where not all rows measure the same: only like figures are compared
    and added.
    """

    name: str
    labels: tuple[str, ...]
    kind: Kind = "text"
    unit: str = ""
    required: bool = False
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    said: bool = True
    by_sheet: bool = False
    per: str = ""

    @cached_property
    def keys(self) -> frozenset[str]:
        """The labels as they are compared."""
        return frozenset(key(label) for label in (*self.labels, self.name))

    @cached_property
    def values(self) -> Mapping[str, str]:
        """What may stand in a cell of a choice, as it is compared → the value."""
        return {key(word): value for value, given in self.choices.items() for word in (value, *given)}

    @property
    def label(self) -> str:
        """The head in the template."""
        return self.labels[0] if self.labels else self.name


@lru_cache(maxsize=1 << 14)
def key(label: str) -> str:
    """A head or a word as it is compared: no white space, no star of a required column, no colon at its end."""
    return plain(label).strip("*★:").casefold()
