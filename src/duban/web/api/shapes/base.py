"""What all shapes are made from: keys and months of addresses, pages of lists, and the one shape of a refusal."""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar

from ninja import Schema
from pydantic import ConfigDict, Field

T = TypeVar("T")

# No control character is part of a key, and PostgreSQL keeps no NUL.
_PLAIN = r"^[^\u0000-\u001f\u007f]*$"
_PARAGRAPHS = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$"

Key = Annotated[str, Field(min_length=1, max_length=200, pattern=_PLAIN)]
Words = Annotated[str, Field(max_length=200, pattern=_PLAIN)]
Text = Annotated[str, Field(max_length=2000, pattern=_PARAGRAPHS)]
MonthText = Annotated[
    str, Field(pattern=r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$", description="月份，写作 2023-07", examples=["2023-07"])
]
Amount = Annotated[str, Field(description="精确的数，基本单位，写成文字以免失真：11700000000")]


class Problem(Schema):
    """Why something was refused, and what to do."""

    code: str = Field(description="不变的短码，给程序认")
    message: str = Field(description="出了什么事")
    where: str = Field("", description="在哪里：参数、格子、单位")
    do: str = Field("", description="怎么办")


class Page(Schema, Generic[T]):
    """A stretch of a list; ``next`` is the cursor of the one after it."""

    items: list[T]
    next: str | None = Field(description="下一页的游标，照样写进 cursor；没有了就是 null")


class Asked(Schema):
    """What every list may be asked. Any other word is refused, so that a misspelt filter does not give everything."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(50, ge=1, le=200, description="一页几条")
    cursor: str = Field("", max_length=1000, pattern=_PLAIN, description="上一页给的 next，不要自己写")
