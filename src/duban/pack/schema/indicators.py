"""``indicators.toml``: the city's own indicators, with the catalog's keys, and its words for the catalog's."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator, Field, field_validator, model_validator

from duban.amounts import base_unit, convert
from duban.declare import Declaration, Id, Listed, Text
from duban.ledger.types import Accumulation, Aggregation, Indicator, Polarity


def _plain_english(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", value):
        raise ValueError(f"不能是“{value[:40]}”。指标的 id 用英文小写字母、数字和下划线，如 grain_output")
    return value


class IndicatorDeclared(Declaration):
    """``[[indicator]]``, of the catalog or of a pack."""

    id: Annotated[str, BeforeValidator(_plain_english)]
    name: Text
    name_en: str = ""
    aliases: Listed[Text] = ()
    unit: str
    display_unit: str = ""
    decimals: int = Field(2, ge=0, le=6)
    polarity: Polarity
    accumulation: Accumulation
    aggregation: Aggregation | None = None
    scopes: Listed[Text] = ()
    definition: str = ""
    annual_only: bool = False

    @field_validator("unit")
    @classmethod
    def _is_a_base(cls, unit: str) -> str:
        base, times = base_unit(unit)
        if (base, times) != (unit, Fraction(1)):
            raise ValueError(f"要写基本单位 {base}，写的是 {unit}。{unit} 可以写在 display_unit")
        return unit

    @model_validator(mode="after")
    def _is_sound(self) -> IndicatorDeclared:
        if self.display_unit and convert(Fraction(1), self.unit, self.display_unit) is None:
            raise ValueError(f"display_unit {self.display_unit} 和 unit {self.unit} 不是一种单位，不能互相折算")
        if self.accumulation == "rate" and self.aggregation == "sum":
            raise ValueError('aggregation 不能是 sum：率、占比、名次不能相加。请写 "none" 或 "mean"')
        return self

    @property
    def indicator(self) -> Indicator:
        """As the ledger has it."""
        return Indicator(
            id=self.id,
            name=self.name,
            name_en=self.name_en,
            unit=self.unit,
            polarity=self.polarity,
            accumulation=self.accumulation,
            aggregation=self.aggregation or ("none" if self.accumulation == "rate" else "sum"),
            aliases=self.aliases,
            display_unit=self.display_unit or self.unit,
            decimals=self.decimals,
            scopes=self.scopes,
            definition=self.definition,
            annual_only=self.annual_only,
        )


class AliasDeclared(Declaration):
    """``[[alias]]``: a city's words for an indicator."""

    indicator: Id
    words: Annotated[Listed[Text], Field(min_length=1)]
