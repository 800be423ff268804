"""The two functions that people call, with what they are handed in the wild: paths, texts, and what is neither."""

from __future__ import annotations

import doctest
import os
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

import duban
from duban.reading import document, formats, reader
from duban.reading import quantities as numbers
from duban.reading import read as module

PLAN = "规上工业产值增长6.5%（力争7%）。"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "计划.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.mark.parametrize("form", [Path, str], ids=["Path", "str"])
def test_a_path_is_read_as_a_file(plan: Path, form: Callable[[Path], str | Path]) -> None:
    got = duban.read(form(plan))
    assert (got.text, got.file) == (PLAN, plan.name) or (got.text, got.file) == (PLAN, str(plan))
    assert [str(one.value) for one in got.statements] == ["13/2", "7"]


def test_anything_with_a_path_is_a_file(plan: Path) -> None:
    with os.scandir(plan.parent) as entries:
        (entry,) = entries
    assert duban.read(entry).text == PLAN


def test_a_file_that_is_there_needs_no_ending(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "计划").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert duban.read("计划").text == PLAN
    assert duban.read("报告").text == "报告"  # no such file: two words of text


@pytest.mark.parametrize(
    "text",
    [
        PLAN,
        "",
        " ",
        f"{PLAN}\n见 计划.docx",  # it has a line break
        "一" * 1020 + ".txt",  # it is too long for a path
        "一" * 400,  # too long for the name of a file, and not for us
        "产值\0增长7%",
        "产值\ud800增长7%",
        "产值增长7%/税收增长8%",
        "第1.5条",
    ],
    ids=lambda text: ascii(text)[:24],
)
def test_what_is_no_path_is_the_text(text: str) -> None:
    got = duban.read(text)
    assert (got.text, got.file) == (text, None)
    assert got == duban.read_source(duban.Source(text))


@pytest.mark.parametrize(
    "name", ["没有.docx", "没有.PDF", "没有/没有.txt", "a\0.txt", "\ud800.txt", "长" * 900 + ".txt"], ids=ascii
)
def test_a_name_that_is_mistyped_is_refused_and_not_read_as_a_text(name: str) -> None:
    with pytest.raises(duban.UnreadableError) as refusal:
        duban.read(name)
    assert refusal.value.what
    assert refusal.value.do


@pytest.mark.parametrize("ending", formats.EXTENSIONS)
def test_every_ending_that_we_read_makes_a_name(ending: str) -> None:
    with pytest.raises(duban.UnreadableError, match="没有这个文件"):
        duban.read(f"没有的文件{ending}")


def test_a_path_without_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(duban.UnreadableError, match="没有这个文件"):
        duban.read(tmp_path / "没有")


@pytest.mark.parametrize("form", [Path, str], ids=["Path", "str"])
def test_a_folder_is_refused_with_the_way_out(tmp_path: Path, form: Callable[[Path], str | Path]) -> None:
    with pytest.raises(duban.UnreadableError, match="文件夹") as refusal:
        duban.read(form(tmp_path))
    assert refusal.value.do


def test_a_file_without_a_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "空.txt").touch()
    (tmp_path / "包.zip").write_bytes(b"Rar!\x1a\x07\x00" + bytes(40))
    with pytest.raises(duban.UnreadableError, match="空"):
        duban.read(tmp_path / "空.txt")
    with pytest.raises(duban.UnknownFormatError):
        duban.read(tmp_path / "包.zip")


@pytest.mark.parametrize("wrong", [None, 7, b"plan.txt", ["plan.txt"]], ids=str)
def test_what_is_neither_path_nor_text_is_a_mistake_of_the_caller(wrong: object) -> None:
    with pytest.raises(TypeError):
        duban.read(wrong)  # type: ignore[arg-type]


def test_every_statement_leads_back_to_the_text() -> None:
    got = duban.read("全年招引项目15个以上，其中亿元以上项目2个。")
    assert [got.quote(one) == got.text[one.start : one.end] for one in got.statements] == [True, True]
    assert [got.text[slice(*one.num)] for one in got.statements] == ["15个", "2个"]
    assert got.as_record(got.statements[0])["value"] == 15
    assert got.place(3) == (duban.Place(), 3)


@pytest.mark.parametrize(
    ("text", "value", "upper", "unit", "comparator"),
    [
        ("增长6.5%以上", "13/2", None, "%", ">="),
        ("投资4000万元", "40000000", None, "元", "="),
        ("５至６个", "5", "6", "个", "range"),
        ("两千三百", "2300", None, "", "="),
    ],
)
def test_quantities_are_exact_and_in_the_base_unit(
    text: str, value: str, upper: str | None, unit: str, comparator: str
) -> None:
    (one,) = duban.quantities(text)
    assert (one.value, one.unit, one.comparator) == (Fraction(value), unit, comparator)
    assert one.upper == (None if upper is None else Fraction(upper))
    assert 0 <= one.outer_start <= one.start < one.end <= one.outer_end <= len(text)


@pytest.mark.parametrize("text", ["", "没有数", "队伍", "\ud800"], ids=ascii)
def test_where_no_number_is_none_is_found(text: str) -> None:
    assert duban.quantities(text) == ()


@pytest.mark.parametrize("room", [module, numbers, document, reader], ids=lambda room: str(room.__name__))
def test_the_examples_in_the_docstrings_are_true(room: object) -> None:
    assert doctest.testmod(room).failed == 0  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["read", "read_source", "quantities"])
def test_a_function_that_people_call_says_what_it_gives_and_raises(name: str) -> None:
    told = getattr(duban, name).__doc__
    assert told
    assert len(told) > 60


def test_a_report_is_read_as_one_unless_its_title_says_otherwise() -> None:
    said = "上半年完成投资48亿元。"
    assert [one.mood for one in duban.read(said).statements] == ["pledged"]
    [one] = duban.read(said, report_of=2026).statements
    assert (one.mood, one.subject, one.period) == ("reported", "投资", "2026-01/2026-06")
    assert [one.mood for one in duban.read("2026年工作计划\n完成投资48亿元。", report_of=2026).statements] == [
        "pledged"
    ]
    ahead = duban.read(f"{said}\n下一步打算\n全年完成投资100亿元。", report_of=2026).statements
    assert [one.mood for one in ahead] == ["reported", "pledged"]


def test_what_is_neither_a_path_nor_a_text_is_told() -> None:
    with pytest.raises(TypeError, match="要一个文件的路径或一段文字"):
        duban.read(123)  # type: ignore[arg-type]
