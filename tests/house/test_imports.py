"""What import-linter's contracts (pyproject.toml) cannot see by themselves: that their lists are complete."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def _declared(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def _packages(path: Path) -> Iterator[str]:
    """The top packages that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def _foreign(paths: Iterator[Path]) -> set[str]:
    found = {name for path in paths for name in _packages(path)}
    return found - sys.stdlib_module_names - {"duban"}


def test_every_third_party_package_is_in_the_contract(root: Path) -> None:
    contracts = _declared(root)["tool"]["importlinter"]["contracts"]
    forbidden = {name for contract in contracts for name in contract.get("forbidden_modules", [])}
    assert _foreign((root / "src").rglob("*.py")) <= forbidden


def test_the_benchmarks_yardsticks_stay_out_of_duban(root: Path) -> None:
    assert "jionlp" not in _foreign((root / "src").rglob("*.py"))


def test_no_room_is_left_out_of_the_layers(root: Path) -> None:
    layers = next(c for c in _declared(root)["tool"]["importlinter"]["contracts"] if c["type"] == "layers")
    rooms = {path.stem for path in (root / "src/duban").glob("*.py")} - {"__init__"}
    rooms |= {path.parent.name for path in (root / "src/duban").glob("*/__init__.py")}
    # A layer may hold several rooms that do not know each other: "amounts | periods".
    assert {room for layer in layers["layers"] for room in layer.split(" | ")} == rooms
