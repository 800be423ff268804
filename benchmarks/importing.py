"""``make bench``: 50,000 rows of figures read from one workbook, beside python-calamine's bare read of the same file.

Read as an import reads them: by declared columns, with exact amounts, periods, and findings that name their cells.
Wanted: at most ten times the bare read.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import xlsxwriter
from python_calamine import CalamineWorkbook

from duban.sheets.columns import Column
from duban.sheets.tables import read_table

ROWS, WANTED, TRIES = 50_000, 10.0, 3
HEADS = ("单位", "指标", "时期", "累计完成（亿元）", "同比增长（%）")
COLUMNS = (
    Column("org_unit", ("单位",), required=True),
    Column("indicator", ("指标",), required=True),
    Column("period", ("时期",), kind="period"),
    Column("value", ("累计完成",), kind="amount", unit="亿元", per="indicator"),
    Column("growth", ("同比增长",), kind="amount", unit="%"),
)


def _written(path: Path) -> None:
    """A table as a statistics body keeps it: a row a body, an indicator and a month."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("数据")
        sheet.write_row(0, 0, HEADS)
        for row in range(ROWS):
            body, indicator, month = row % 40, row // 40 % 100, row // 4000 % 12 + 1
            value = round((row * 7919 % 49_999 + 100) / 100, 2)
            growth = round((row % 240 - 60) / 10, 1)
            sheet.write_row(row + 1, 0, (f"第{body + 1}镇", f"指标{indicator}", f"2023年{month}月", value, growth))


def _bare(path: Path) -> int:
    return len(CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()) - 1


def _import(path: Path) -> int:
    return len(read_table(path, COLUMNS, year=2023).rows)


def _best(read: Callable[[Path], int], path: Path) -> float:
    took = []
    for _ in range(TRIES):
        begun = perf_counter()
        rows = read(path)
        took.append(perf_counter() - begun)
        if rows != ROWS:
            raise SystemExit(f"读出{rows}行，应该是{ROWS}行")
    return min(took)


def main() -> int:
    """Write it, read it both ways, print both."""
    with tempfile.TemporaryDirectory(prefix="duban-bench-") as folder:
        path = Path(folder) / "figures.xlsx"
        _written(path)
        bare, ours = _best(_bare, path), _best(_import, path)
    times = ours / bare
    print(f"导入{ROWS}行 {path.name}")
    told = f"  calamine 光读 {bare:.2f} s，按声明的列读 {ours:.2f} s，{times:.1f} 倍（要 ≤{WANTED:.0f}）"
    print(told + ("✓" if times <= WANTED else "✗"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
