"""Peers' tables as they are pasted."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

HEAD = "县（市、区）\t固定资产投资（亿元）\t同比（%）\n"
ROWS = {
    "南湖区": ("180.1", "8.0"),
    "秀洲区": ("201.7", "10.4"),
    "嘉善县": ("155.2", "12.9"),
    "平湖市": ("164.42", "14.6"),
    "海盐县": ("139.9", "14.1"),
    "海宁市": ("190.3", "8.9"),
    "桐乡市": ("176.8", "7.0"),
}


def table(
    title: str = "2023年1—6月嘉兴市各县（市、区）固定资产投资",
    *,
    changed: Mapping[str, tuple[str, str]] = MappingProxyType({}),
    without: str = "",
) -> str:
    """A table of half a year, some rows with other figures, and one left out."""
    rows = {name: pair for name, pair in (ROWS | dict(changed)).items() if name != without}
    return f"{title}\n{HEAD}" + "".join(f"{name}\t{level}\t{growth}\n" for name, (level, growth) in rows.items())
