"""Which files of a folder are read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

# Ending → format. The old Word formats are among them: they are refused, but with the way out, and a plan that
# was never read must not go unnoticed.
EXTENSIONS: Mapping[str, str] = MappingProxyType(
    {
        ".txt": "text",
        ".text": "text",
        ".md": "text",
        ".csv": "text",
        ".tsv": "text",
        ".htm": "html",
        ".html": "html",
        ".xhtml": "html",
        ".docx": "docx",
        ".docm": "docx",
        ".doc": "doc",
        ".wps": "doc",
        ".xlsx": "xlsx",
        ".xlsm": "xlsx",
        ".ods": "ods",
        ".xls": "xls",
        ".et": "xls",
        ".pdf": "pdf",
        ".png": "picture",
        ".jpg": "picture",
        ".jpeg": "picture",
        ".tif": "picture",
        ".tiff": "picture",
        ".bmp": "picture",
    }
)


def expand(paths: Iterable[Path]) -> list[Path]:
    """The files to read: a file as it was named, a folder as its files in sorted order, none of them twice.

    Hidden files and folders, lock files (``~$``) and files of unknown endings are left out of a folder; pictures too
    where they cannot be read (without ``duban[ocr]``), for they are mostly photographs. A folder that may not be
    listed stands in the list itself, so that opening it says why.
    """
    found: dict[Path, None] = {}
    pictures = find_spec("rapidocr") is not None
    for path in paths:
        if _is_folder(path):
            wanted = (file for file in _walk(path) if pictures or EXTENSIONS.get(file.suffix.lower()) != "picture")
            found.update(dict.fromkeys(wanted))
        else:
            found[path] = None
    return list(found)


def _is_folder(path: Path) -> bool:
    """False also for what may not be looked at: opening it says why."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _walk(folder: Path) -> Iterator[Path]:
    barred: list[Path] = []
    files: list[Path] = []
    for root, folders, names in os.walk(folder, onerror=lambda error: barred.append(Path(error.filename))):
        folders[:] = [name for name in folders if not name.startswith((".", "__MACOSX"))]
        files += [Path(root, name) for name in names if _wanted(name)]
    yield from sorted([*files, *barred])


def _wanted(name: str) -> bool:
    return not name.startswith((".", "~$")) and Path(name).suffix.lower() in EXTENSIONS
