"""A mistake in ``org_units.toml`` is told first, and nothing of other files that only follows from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from duban.cli.main import app
from tests.pack.city import city
from tests.pack.test_rulebooks import GROUPED, RIGHT


@pytest.mark.parametrize(
    ("add", "encoding", "says"),
    [
        ("", "gb18030", "文件不是 UTF-8 编码"),
        ("name = 城", "utf-8", "不合 TOML 的写法"),
        (
            '[[org_unit]]\nid = "other"\nname = "城关镇"\nkind = "镇街道"\nparent = "city"\n',
            "utf-8",
            "“城关镇”也是 chengguan",
        ),
    ],
)
def test_the_true_error_comes_first_and_alone(add: str, encoding: str, says: str, tmp_path: Path) -> None:
    folder = city(tmp_path / "城", GROUPED, {"file": "rulebooks.toml", "whole": RIGHT})
    bodies = folder / "org_units.toml"
    bodies.write_bytes(f"{bodies.read_text('utf-8')}\n{add}".encode(encoding))
    file, error, aside, verdict = CliRunner().invoke(app, ["pack", "check", str(folder)]).stdout.splitlines()
    assert file == str(bodies)
    assert says in error
    assert "还没有看" in aside
    assert verdict == "错误1处，留意1处。"


def test_how_figures_are_written_is_looked_at_all_the_same(tmp_path: Path) -> None:
    folder = city(tmp_path / "城", {"file": "org_units.toml", "replace": 'parent = "city"', "by": 'parent = "nobody"'})
    rows = "和平镇,没有这个,level,5,个,2023-06\n和平镇,gdp,level,12,公里,2023-06\n"
    (folder / "figures" / "new.csv").write_text(f"org_unit,indicator,basis,value,unit,period\n{rows}", "utf-8")
    told = CliRunner().invoke(app, ["pack", "check", str(folder)]).stdout
    assert "没有“没有这个”这个指标" in told
    assert "单位 公里 折不成“地区生产总值”的单位" in told
    assert "不知道“" not in told
