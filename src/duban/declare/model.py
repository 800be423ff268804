"""What declarations are made of: closed pydantic models, with the sorts of value that TOML can hold exactly.

Only what reads packs imports this room: pydantic takes a tenth of a second to load.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Final, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, StringConstraints

from duban.periods import Month

T = TypeVar("T")
_MONTH: Final = re.compile(r"(\d{4})-(\d{1,2})")


class Declaration(BaseModel):
    """A table of TOML: its keys are a closed list, its values are never guessed from another sort."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def _exact(value: Any) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("要是数，不带引号" + (f"，写的是“{value[:40]}”" if isinstance(value, str) else ""))
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError("要是一个有限的数")
    return Fraction(value)


def _exact_from_zero(value: Any) -> Fraction:
    exact = _exact(value)
    if exact < 0:
        raise ValueError(f"不能小于 0，写的是 {value}")
    return exact


def _day(value: Any) -> Any:
    if isinstance(value, datetime):
        raise ValueError("要是日期，不带钟点，如 2023-06-30")
    if isinstance(value, str):
        raise ValueError(f"要是日期，写作 2023-06-30，不带引号，写的是“{value[:40]}”")
    return value


def _month(value: Any) -> Month:
    found = _MONTH.fullmatch(value) if isinstance(value, str) else None
    if found is None or not 1 <= int(found[2]) <= 12 or int(found[1]) < 1000:
        raise ValueError(f'要是月份，写作 "2023-06"，放在引号里，写的是 {str(value)[:40]}')
    return Month(int(found[1]), int(found[2]))


def _id(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"\w[\w.\-]*", value):
        raise ValueError(f"不能是“{value[:40]}”。id 用字母、数字、汉字和 _ - . ，中间没有空格")
    return value


# Text with something in it; an id; a number of any size; a day; a month; a list of any length.
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Id = Annotated[str, BeforeValidator(_id)]
Exact = Annotated[Fraction, PlainValidator(_exact)]
ExactFromZero = Annotated[Fraction, PlainValidator(_exact_from_zero)]
Day = Annotated[date, BeforeValidator(_day)]
MonthOf = Annotated[Month, PlainValidator(_month)]
Listed = Annotated[tuple[T, ...], Field(strict=False)]
