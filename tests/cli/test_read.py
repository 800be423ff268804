"""``duban read`` as it is typed: what it says and where its results go."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from duban import __version__
from duban.cli import jobs
from duban.cli.main import app
from duban.reading.document import Document, Source
from duban.reading.reader import read_source
from tests.cli.documents import PLAN
from tests.reading.formats import makers

FORMS = {"table": "txt", "jsonl": "jsonl", "csv": "csv", "xlsx": "xlsx", "html": "html"}


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = tmp_path / "计划"
    folder.mkdir()
    for name in ("一", "二", "三"):
        (folder / f"{name}.txt").write_text(PLAN, "utf-8")
    return folder


def duban(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="duban")


def test_the_version_is_told() -> None:
    assert duban("--version").output == f"duban {__version__}\n"


def test_help_is_chinese_first(plans: Path) -> None:
    for words in ([], ["--help"], ["read", "--help"]):
        result = duban(*words)
        assert result.exit_code == 0
        assert result.output.startswith("用法：duban")
        assert "Options" not in result.output
        assert "duban reads" in result.output or "Read plans" in result.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["read"], "缺少文件…"),
        (["red"], "没有 red 这个命令"),
        (["--nope"], "没有 --nope 这个选项"),
        (["read", "x", "--nope"], "没有 --nope 这个选项"),
        (["read", "x", "--format", "pdf"], "--format 不能是 pdf，可以是 table、jsonl、csv、xlsx、html"),
        (["read", "x", "--format"], "--format 后面缺少内容"),
        (["read", "x", "--jobs", "0"], "--jobs 至少是 1"),
        (["read", "x", "--jobs", "两"], "--jobs 要是一个整数"),
        (["judge", "x", "--as-of", "2023-06-31"], "--as-of 要是日期，写作 2023-06-30，写的是 2023-06-31"),
    ],
)
def test_a_wrong_command_line_is_one_chinese_line(words: list[str], said: str) -> None:
    result = duban(*words)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"用法不对：{said}。看说明：duban")
    assert result.stderr.count("\n") == 1


def test_a_table_says_who_what_how_much(plans: Path) -> None:
    result = duban("read", plans / "一.txt")
    assert result.exit_code == 0
    assert "增长7%以上" in result.stdout
    assert "力争" in result.stdout
    assert result.stderr == ""


def test_several_tables_come_one_after_another(plans: Path) -> None:
    out = duban("read", plans).stdout
    assert [line for line in out.splitlines() if line.endswith(".txt")] == [
        str(plans / f"{name}.txt") for name in sorted("一二三")
    ]


def test_one_file_as_jsonl_is_on_standard_output(plans: Path) -> None:
    result = duban("read", plans / "一.txt", "--format", "jsonl")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [record["value"] for record in records] == [7, 12]
    assert all(PLAN[record["start"] : record["end"]] == record["quote"] for record in records)


@pytest.mark.parametrize("form", FORMS)
def test_each_form_goes_to_a_file_or_a_folder(form: str, plans: Path, tmp_path: Path) -> None:
    one = tmp_path / f"结果.{FORMS[form]}"
    assert duban("read", plans / "一.txt", "-f", form, "-o", one).exit_code == 0
    many = duban("read", plans, "-f", form, "-o", tmp_path / "新" / "结果")
    assert many.exit_code == 0
    assert many.stderr.count("承诺2条") == 3
    written = sorted((tmp_path / "新" / "结果").iterdir())
    assert [path.name for path in written] == [f"{name}.{FORMS[form]}" for name in sorted("一二三")]
    assert all(path.stat().st_size for path in [one, *written])


@pytest.mark.parametrize("count", [None, 1, 2])
def test_one_bad_file_is_told_and_the_others_are_read(count: int | None, plans: Path, tmp_path: Path) -> None:
    (plans / "二.txt").write_bytes(b"")
    (plans / "四.pdf").write_bytes(b"%PDF-1.7\n\x00\x01broken")
    asked = ["--jobs", count] if count else []
    result = duban("read", plans, tmp_path / "没有.txt", "-f", "csv", "-o", tmp_path / "out", *asked)
    assert result.exit_code == 2
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(["一.csv", "三.csv"])
    for name in ("二.txt", "四.pdf", "没有.txt"):
        (line,) = [line for line in result.stderr.splitlines() if name in line]
        assert "。" in line


def test_many_processes_answer_in_the_order_asked(plans: Path) -> None:
    (plans / "零.txt").write_text(PLAN * 2000, "utf-8")
    paths = [plans / "零.txt", plans / "三.txt", plans / "一.txt", plans / "二.txt"]
    out = duban("read", *paths, "--jobs", 2).stdout
    assert [line for line in out.splitlines() if line.endswith(".txt")] == [str(path) for path in paths]


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    result = duban("read", tmp_path)
    assert result.exit_code == 2
    assert "没有可读的文件" in result.stderr
    assert " docx " in result.stderr
    assert " pdf " in result.stderr


def test_a_second_run_does_not_read_the_results_of_the_first(plans: Path) -> None:
    for _ in range(2):
        assert duban("read", plans, "-f", "html", "-o", plans / "结果").exit_code == 0
    assert len(list((plans / "结果").iterdir())) == 3
    again = duban("read", plans, "-f", "html", "-o", plans)
    assert again.exit_code == 2
    assert "不能写回原文所在的文件夹" in again.stderr


def test_a_wrong_place_is_told_before_reading(plans: Path, tmp_path: Path) -> None:
    result = duban("read", plans, "--format", "html")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--out 指定一个文件夹" in result.stderr
    assert duban("read", plans / "一.txt", "-f", "xlsx").exit_code == 2


def test_our_own_fault_is_told_and_the_others_are_read(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(source: Source) -> Document:
        if "二" in str(source.file):
            raise RecursionError("too deep")
        return read_source(source)

    monkeypatch.setattr(jobs, "read_source", faulty)
    result = duban("read", plans)
    assert result.exit_code == 2
    assert "二.txt：duban 自己出错了（RecursionError: too deep）" in result.stderr
    assert result.stdout.count("增长7%以上") == 2


@pytest.mark.parametrize(
    ("name", "data", "place"),
    [
        ("计划.docx", makers.word("第一段", PLAN), {"paragraph": 2}),
        ("计划.xlsx", makers.excel({"目标": {"B3": PLAN.strip()}}), {"sheet": "目标", "cell": "B3"}),
        ("计划.pdf", makers.pdf([(72, 770, "第一页")], [(8, 770, PLAN.strip())]), {"page": 2}),
    ],
)
def test_a_statement_of_a_paged_file_has_its_place(
    name: str, data: bytes, place: dict[str, object], tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    lines = duban("read", tmp_path / name, "-f", "jsonl").stdout.splitlines()
    records = [json.loads(line) for line in lines]
    assert [record["value"] for record in records] == [7, 12]
    assert all(place.items() <= record["place"].items() for record in records)
    for form in FORMS:
        assert duban("read", tmp_path / name, "-f", form, "-o", tmp_path / "out").exit_code == 0
        (tmp_path / "out").unlink()
