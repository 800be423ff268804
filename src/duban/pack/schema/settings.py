"""``pack.toml`` and the table ``[rules]`` of ``rules.toml``: whose year it is, and how it is judged."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, model_validator

from duban.declare import Declaration, ExactFromZero, Id, Listed, Text

DEFAULT_LIGHT = "duban.default"


class PackDeclared(Declaration):
    """``[pack]``. ``whole`` is the id of the city itself; ``light`` the rule that shows the lights."""

    id: Id
    name: Text
    name_en: str = ""
    year: int = Field(ge=1950, le=2200)
    whole: Id
    light: Id | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """How a city judges: the light rule by its id, the pace of sums, what 左右 allows on either side.

    ``pace`` is months/12 or the season that last year had; ``per_cent`` of a level, ``points`` of a growth or a rate.
    ``headline`` are the indicators that the overview shows first, in this order.
    """

    light: str = DEFAULT_LIGHT
    pace: Literal["months", "season"] = "months"
    per_cent: Fraction = Fraction(5)
    points: Fraction = Fraction(1, 2)
    headline: tuple[str, ...] = ()


class ToleranceDeclared(Declaration):
    """``tolerance = {per_cent = 5, points = 0.5}``."""

    per_cent: ExactFromZero = Rules().per_cent
    points: ExactFromZero = Rules().points


class RulesDeclared(Declaration):
    """``[rules]``."""

    light: Id | None = None
    pace: Literal["months", "season"] = "months"
    tolerance: ToleranceDeclared | None = None
    headline: list[Id] = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of a month's figures: open from a day of the month itself; due and closed on days of the next.

    ``remind`` says how many days before they fall due those are reminded who have not handed in.
    """

    opens: int = 25
    due: int = 10
    closes: int = 20
    remind: tuple[int, ...] = (3, 1)


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many months after it was due the proof of a spot check is kept; None: until somebody purges it."""

    check_answers: int | None = None


class RetentionDeclared(Declaration):
    """``[retention]``."""

    check_answers: int | None = Field(None, ge=1, le=600)


class CalendarDeclared(Declaration):
    """``[calendar]``."""

    opens: int = Field(Calendar().opens, ge=1, le=31)
    due: int = Field(Calendar().due, ge=1, le=28)
    closes: int = Field(Calendar().closes, ge=1, le=31)
    remind: Listed[Annotated[int, Field(ge=0, le=27)]] = Calendar().remind

    @model_validator(mode="after")
    def _due_before_it_closes(self) -> CalendarDeclared:
        if self.closes < self.due:
            raise ValueError("的 closes 早于 due：要先到期，后关账")
        return self

    @property
    def calendar(self) -> Calendar:
        """As the office has it."""
        return Calendar(self.opens, self.due, self.closes, tuple(sorted(set(self.remind), reverse=True)))
