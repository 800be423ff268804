from __future__ import annotations

import os
from pathlib import Path

import pytest

from duban.cli.atomic import write_whole
from duban.cli.targets import plan
from duban.cli.writers import FORMS
from duban.errors import DubanError


def files(folder: Path, *names: str) -> list[Path]:
    made = [folder / name for name in names]
    for path in made:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("甲", "utf-8")
    return made


@pytest.mark.parametrize("form", ["jsonl", "csv", "html"])
def test_one_file_may_go_to_the_screen_but_not_two(form: str, tmp_path: Path) -> None:
    one, two = files(tmp_path, "一.txt", "二.txt")
    assert plan([one], FORMS[form], None, many=False).targets is None
    with pytest.raises(DubanError, match=r"2个文件.*--out 指定一个文件夹"):
        plan([one, two], FORMS[form], None, many=True)


def test_many_tables_may_go_to_the_screen(tmp_path: Path) -> None:
    assert plan(files(tmp_path, "一.txt", "二.txt"), FORMS["table"], None, many=True).targets is None


def test_xlsx_never_goes_to_the_screen(tmp_path: Path) -> None:
    with pytest.raises(DubanError, match=r"--out 结果\.xlsx"):
        plan(files(tmp_path, "一.txt"), FORMS["xlsx"], None, many=False)


def test_one_file_goes_to_a_file_or_into_a_folder(tmp_path: Path) -> None:
    (source,) = files(tmp_path, "计划.txt")
    out = tmp_path / "结果.html"
    assert plan([source], FORMS["html"], out, many=False).targets == (out,)
    assert plan([source], FORMS["html"], tmp_path, many=False).targets == (tmp_path / "计划.html",)


def test_many_files_keep_their_names_and_a_clash_is_told(tmp_path: Path) -> None:
    sources = files(tmp_path, "a/计划.txt", "b/计划.docx", "b/报告.txt")
    settled = plan(sources, FORMS["csv"], tmp_path / "out", many=True)
    assert [target.name for target in settled.targets or ()] == ["计划.csv", "计划-2.csv", "报告.csv"]
    (note,) = settled.notes
    assert "b/计划.docx" in note
    assert "计划-2.csv" in note


def test_names_that_differ_in_case_clash(tmp_path: Path) -> None:
    settled = plan(files(tmp_path, "a/Plan.txt", "b/plan.txt"), FORMS["csv"], tmp_path / "out", many=True)
    assert [target.name for target in settled.targets or ()] == ["Plan.csv", "plan-2.csv"]


def test_no_source_is_written_over(tmp_path: Path) -> None:
    (source,) = files(tmp_path, "网页.html")
    assert [target.name for target in plan([source], FORMS["html"], tmp_path, many=True).targets or ()] == [
        "网页-2.html"
    ]
    with pytest.raises(DubanError, match="盖掉原文"):
        plan([source], FORMS["html"], tmp_path / "." / "网页.html", many=False)


def test_a_wrong_out_is_told_before_anything_is_read(tmp_path: Path) -> None:
    one, two = files(tmp_path, "一.txt", "二.txt")
    with pytest.raises(DubanError, match="没有这个文件夹"):
        plan([one], FORMS["csv"], tmp_path / "无" / "a.csv", many=False)
    with pytest.raises(DubanError, match="已有一个同名文件"):
        plan([one, two], FORMS["csv"], one, many=True)


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "结果.csv"
    target.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DubanError, match="磁盘已满"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_that_is_there_keeps_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "结果.csv"
    target.write_bytes(b"old")
    target.chmod(0o640)
    write_whole(target, b"new")
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640
