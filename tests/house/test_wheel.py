"""What is installed is whole: code, words, the demo city's books, types, licence and the command."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    """The wheel as it would be handed out."""
    out = tmp_path_factory.mktemp("dist")
    asked = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(out)]
    subprocess.run(asked, cwd=root, capture_output=True, check=True)
    return ZipFile(next(out.glob("*.whl")))


@pytest.mark.parametrize("ending", ["py", "toml", "txt", "jsonl", "css", "js", "typed"])
def test_every_file_of_the_source_is_in_it(wheel: ZipFile, root: Path, ending: str) -> None:
    source = {path.relative_to(root / "src").as_posix() for path in (root / "src/duban").rglob(f"*.{ending}")}
    assert source <= set(wheel.namelist())


def test_its_pages_speak_english(wheel: ZipFile) -> None:
    assert "duban/web/locale/en/LC_MESSAGES/django.mo" in wheel.namelist()


@pytest.mark.parametrize(
    ("ending", "holds"),
    [
        ("entry_points.txt", lambda text: "duban = duban.cli.main:app" in text),
        ("licenses/LICENSE", lambda text: "Apache License" in text),
        ("METADATA", lambda text: "License-Expression: Apache-2.0" in text and "Provides-Extra: ocr" in text),
    ],
)
def test_its_papers_are_in_order(wheel: ZipFile, ending: str, holds: Callable[[str], bool]) -> None:
    name = next(name for name in wheel.namelist() if name.endswith(f".dist-info/{ending}"))
    assert holds(wheel.read(name).decode("utf-8"))


def test_nothing_but_duban_is_in_it(wheel: ZipFile) -> None:
    assert {name.split("/")[0].split("-")[0] for name in wheel.namelist()} == {"duban"}
