"""The public names: there, documented, and cheap to import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import duban
from duban import errors
from duban.errors import DubanError


@pytest.mark.parametrize("name", duban.__all__)
def test_a_public_name_is_there_and_documented(name: str, root: Path) -> None:
    assert (getattr(duban, name).__doc__ or "").strip()
    assert f"`{name}" in (root / "docs/reference.md").read_text(encoding="utf-8")


def _errors() -> dict[str, type[DubanError]]:
    kinds = {name: thing for name, thing in vars(errors).items() if isinstance(thing, type)}
    return {name: thing for name, thing in kinds.items() if issubclass(thing, DubanError)}


def test_every_error_is_public() -> None:
    assert set(_errors()) == {name for name in duban.__all__ if name.endswith("Error")}


def test_the_error_tree_is_drawn_whole() -> None:
    assert all(name in (errors.__doc__ or "") for name in duban.__all__ if name.endswith("Error"))


def test_codes_tell_errors_apart() -> None:
    codes = [thing.code for thing in _errors().values()]
    assert len(codes) == len(set(codes))


def test_names_are_sorted_and_listed() -> None:
    assert duban.__all__ == sorted(duban.__all__)
    assert set(duban.__all__) <= set(dir(duban))


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'judges'"):
        _ = duban.judges


def test_importing_duban_imports_nothing_else() -> None:
    script = "import sys, duban; print(*[m for m in sys.modules if m.startswith('duban.')])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
