"""What a progress table says and nothing is held against: told, a cell of it is not dropped without a word."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import duban

PLAN = "2024年工作计划\n规上工业产值增长6%。固定资产投资100亿元。敬老院年底前建成。\n"
HEAD = "2024年上半年重点工作进展情况\n序号\t主要工作任务\t完成情况\t责任单位\n"
DONE = "1\t规上工业产值增长6%\t增长6.5%\t经信局\n"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            "2\t固定资产投资100亿元\t下一步，力争上半年完成60亿元\t发改局\n",
            {"cells-ahead": "1处读成了还没有做的，没有拿来对照：“力争上半年完成60亿元”"},
        ),
        (
            "2\t固定资产投资100亿元\t完成60亿元，确保全年完成110亿元\t发改局\n",
            {"cells-ahead": "1处读成了还没有做的，没有拿来对照：“确保全年完成110亿元”"},
        ),
        (
            "2\t敬老院建成\t敬老院主体完工，正在装修\t民政局\n",
            {"states-unmatched": "1个节点没有对上任何承诺：“敬老院主体完工”"},
        ),
        (
            "2\t敬老院建成\t多次召开协调会\t民政局\n",
            {"cells-unread": "1格没有读出数或节点，没有拿来对照：“多次召开协调会”"},
        ),
        ("2\t敬老院建成\t正在开展前期工作\t民政局\n", {}),
        ("2\t敬老院建成\t敬老院建成\t民政局\n", {}),
        ("2\t敬老院建成\t/\t民政局\n", {}),
    ],
)
def test_a_cell_that_is_not_held_against_anything_is_told(row: str, told: dict[str, str], tmp_path: Path) -> None:
    plan, report = tmp_path / "计划.txt", tmp_path / "进展.txt"
    plan.write_text(PLAN, "utf-8")
    report.write_text(HEAD + DONE + row, "utf-8")
    judged = duban.judge(plan, report, as_of=date(2024, 6, 30))
    found = {one.code: one.what for one in judged.findings if one.code.startswith(("cells", "states"))}
    assert found.keys() == told.keys()
    assert all(told[code] in what for code, what in found.items())
    assert judged.verdicts[0].verdict == "on_pace"
