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
