"""Which files of a folder are read, and in which order."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from duban.reading.formats import EXTENSIONS, READERS, expand

FILES = (
    "b.txt", "a.docx", "子/二.PDF", "子/一.xlsx", "旧.doc", "图.png", ".hidden.txt", "~$a.docx", "x.exe", "无",
    ".git/c.txt", "__MACOSX/d.txt", "子/~$一.xlsx",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    return tmp_path


def _names(folder: Path, *paths: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in expand(paths or [folder])]


def test_a_folder_is_walked_in_sorted_order(folder: Path) -> None:
    assert _names(folder) == ["a.docx", "b.txt", "图.png", "子/一.xlsx", "子/二.PDF", "旧.doc"]


def test_pictures_are_left_out_where_they_cannot_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.setattr(sys, "path_importer_cache", {})
    monkeypatch.delitem(sys.modules, "rapidocr", raising=False)
    assert "图.png" not in _names(folder)
    assert _names(folder, folder / "图.png") == ["图.png"]


def test_a_file_is_taken_as_it_was_named_and_only_once(folder: Path) -> None:
    paths = [folder / "x.exe", folder / "没有.txt", folder / "b.txt", folder, folder / "b.txt"]
    assert _names(folder, *paths) == [
        "x.exe", "没有.txt", "b.txt", "a.docx", "图.png", "子/一.xlsx", "子/二.PDF", "旧.doc",
    ]  # fmt: skip


def test_links_do_not_lead_in_circles(folder: Path) -> None:
    (folder / "子" / "loop").symlink_to(folder, target_is_directory=True)
    assert len(_names(folder)) == 6


def test_every_ending_has_a_reader_or_a_way_out() -> None:
    assert set(EXTENSIONS.values()) - set(READERS) == {"doc"}
