"""What a table without a column of indicators is about: the upper row of its head, else its title."""

from __future__ import annotations

import re
from functools import cache

from duban.ledger.fields import words
from duban.sheets.heads import Head, label
from duban.sheets.words import among, plain

# The title up to its last date: 某市2023年1—8月.
_WHEN = re.compile(r".*(?:\d{4}年度?|\d{1,2}月份?底?|[上下]半年|前?[一二三四1-4]个?季度|全年|截至|至)(?!\d)")
_OF_ALL = re.compile(r"\A全(?:省|市|县|区|镇|乡|州|旗)(?=..)")
_LONGEST = 20


def subject(head: Head) -> str:
    """The one thing that all figures of a sheet measure; empty where nothing names one."""
    for name in ("target", "actual", "value"):
        column = head.columns.get(name)
        parts = head.labels[column].split(" ") if column is not None else []
        if len(parts) > 1:
            return _bare(parts[0])
    return _bare(_WHEN.sub("", plain(head.title), count=1))


def _bare(text: str) -> str:
    """The name in a title: 固定资产投资进展情况表 is about 固定资产投资; 主要指标完成情况表 about many things."""
    keys = label(text).keys
    short = _endings().sub("", keys[0].upper() if keys else "")
    short = _of_each().sub("", _OF_ALL.sub("", short.strip("的、，,（）()")))
    return short if 1 < len(short) <= _LONGEST and not _general().search(short) else ""


@cache
def _endings() -> re.Pattern[str]:
    return re.compile(rf"(?:{among(words()['titles']['endings'])})+\Z")


@cache
def _of_each() -> re.Pattern[str]:
    """Whose figures they are, in front of the name: 各乡镇固定资产投资."""
    return re.compile(rf"\A各(?:{among(words()['fields']['org_unit'])})(?=..)")


@cache
def _general() -> re.Pattern[str]:
    return re.compile(among(words()["titles"]["general"]))
