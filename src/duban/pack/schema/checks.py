"""A check on figures, and what becomes of figures that did not hold in a spot check.

A check looks at one view and says ``when`` a row of it is worth a finding, in the language of formulas. It bars
nothing unless it says so: whether a doubtful figure counts is the city's to decide.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from duban.formula.parse import Formula, Sort
from duban.pack.schema.check_views import VIEWS

Severity = Literal["refused", "doubt", "note"]
ViewName = Literal["figures", "twins", "digits", "wholes", "within", "handed"]


@dataclass(frozen=True, slots=True)
class Check:
    """A check: the view it looks at, when a row is told, and the words.

    ``needs``: what must hold for a row to be looked at; rows that fail it are counted and told, with
    the words of ``too_few``, which has the parameters' names in it. ``says`` is
    the reason with ``{names}`` of the view in it. ``bars``: what it finds does not count in judging.
    """

    id: str
    name: str
    source: str
    looks_at: ViewName
    when: Formula
    severity: Severity
    says: str
    suggestion: str
    name_en: str = ""
    url: str = ""
    note: str = ""
    needs: Formula | None = None
    too_few: str = ""
    bars: bool = False
    words: tuple[str, ...] = ()
    parameters: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SpotCheck:
    """``[spot_check]``: what becomes of a figure that did not hold: corrected, or the whole report scaled (湖州)."""

    on_false: Literal["correct", "scale"] = "correct"


def placeholders(says: str) -> set[str]:
    """The names in the braces of a sentence. Raises ValueError for braces that do not close."""
    return {name for _, name, _, _ in string.Formatter().parse(says) if name is not None}


def check_sorts(looks_at: ViewName, parameters: Iterable[str]) -> Mapping[str, Sort]:
    """The names that such a check's formulas may use, its own parameters among them."""
    return {**dict.fromkeys(parameters, "share"), **VIEWS[looks_at].sorts}
