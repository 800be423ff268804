"""What is no TOML, or no text, is told in Chinese with its line."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from duban.declare import parse, read
from duban.errors import DeclarationError

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/declare/syntax.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_a_fault_is_told_with_its_line(case: dict[str, Any]) -> None:
    with pytest.raises(DeclarationError) as refused:
        parse(case["text"], "文件.toml")
    assert refused.value.where == f"文件.toml:{case['line']}"
    assert case["says"] in str(refused.value)
    assert str(refused.value).count("\n") == 0


def test_numbers_stay_exact() -> None:
    assert parse("value = 0.1").tree == {"value": Decimal("0.1")}


@pytest.mark.parametrize(
    ("raw", "line", "says"),
    [
        ("id = 1\nname = '平湖'\n".encode("gb18030"), 2, "不是 UTF-8"),
        ("id = 1\n".encode("utf-16"), 1, "UTF-16"),
        (b"id = 1\n\n\xff", 3, "不是 UTF-8"),
    ],
)
def test_other_encodings_are_refused_with_a_way_out(raw: bytes, line: int, says: str, tmp_path: Path) -> None:
    path = tmp_path / "pack.toml"
    path.write_bytes(raw)
    with pytest.raises(DeclarationError, match=says) as refused:
        read(path)
    assert refused.value.where == f"{path}:{line}"
    assert "另存为 UTF-8" in refused.value.do


def test_a_mark_before_the_text_and_windows_breaks_are_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "pack.toml"
    path.write_bytes(b"\xef\xbb\xbf[a]\r\nb = 1\r\nc = 2\r\n")
    toml = read(path)
    assert toml.tree == {"a": {"b": 1, "c": 2}}
    assert toml.where("a", "c") == f"{path}:3"


def test_what_is_not_there_or_is_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.toml", tmp_path):
        with pytest.raises(DeclarationError) as refused:
            read(path)
        assert refused.value.where == str(path)


@pytest.mark.parametrize("text", ["a = " + "[" * 5000, "a = 1" + "0" * 5000, "a = [" + "{b = " * 3000])
def test_a_text_that_would_break_the_reader_is_refused(text: str) -> None:
    with pytest.raises(DeclarationError) as refused:
        parse(text, "文件.toml")
    assert refused.value.where.startswith("文件.toml")
