"""A small city to try things on: the starter, with changes."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from duban.errors import Finding
from duban.pack.load import Look, look_through
from duban.pack.new import STARTER


def city(folder: Path, *changes: dict[str, Any]) -> Path:
    """The starter in a folder, changed: ``file``, and ``replace`` and ``by``, ``add`` to the end, or the ``whole``."""
    shutil.copytree(STARTER, folder, dirs_exist_ok=True)
    for change in changes:
        path = folder / change["file"]
        before = path.read_text("utf-8") if path.exists() else ""
        if "replace" in change:
            assert before.count(change["replace"]) >= 1, change
            after = before.replace(change["replace"], change["by"], 1)
        else:
            after = change.get("whole", before + "\n" + change.get("add", ""))
        if change.get("gone"):
            path.unlink()
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(after, "utf-8")
    return folder


def looked(folder: Path) -> Look:
    """What is told of a pack, with places inside of it."""
    look = look_through(folder)
    return Look(look.pack, _inside(look.refusals, folder), _inside(look.findings, folder))


def _inside(found: tuple[Finding, ...], folder: Path) -> tuple[Finding, ...]:
    return tuple(
        Finding(one.code, one.where.replace(f"{folder}/", ""), one.what.replace(f"{folder}/", ""), one.do, one.fatal)
        for one in found
    )
