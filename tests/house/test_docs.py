"""The documents say what is true: commands, targets, files and words that they name are there."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from duban import errors
from duban.errors import DubanError
from duban.reading.document import Statement

TEXTS = ("README.md", "README.en.md", "CONTRIBUTING.md", "tools/demo.txt")
ROOT = Path(__file__).parents[2]
PAGES = [ROOT / name for name in TEXTS] + sorted((ROOT / "docs").rglob("*.md"))
LINK = re.compile(r"\]\((?!\w+:|#)([^)#]+)")


def _code(path: Path) -> str:
    """What stands in code in a Markdown page; all of a plain text."""
    text = path.read_text(encoding="utf-8")
    return text if path.suffix == ".txt" else "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, flags=re.DOTALL))


def _named(pattern: str) -> list[str]:
    return sorted({name for page in PAGES for name in re.findall(pattern, _code(page))})


@pytest.mark.parametrize("target", _named(r"\bmake ([a-z]+)"))
def test_a_target_that_is_named_exists(target: str, root: Path) -> None:
    assert re.search(rf"^{target}:", (root / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)


@pytest.mark.parametrize("command", _named(r"(?:^|[\s`/])duban ([a-z][a-z-]*[a-z])\b"))
def test_a_command_that_is_named_exists(command: str) -> None:
    assert _help(command)


def test_the_options_that_are_named_exist() -> None:
    named = {option for line in _named(r"\bduban read[^`\n]*") for option in re.findall(r"--[a-z]+", line)}
    known = _help("read")
    assert named
    assert [option for option in sorted(named) if option not in known] == []


def _help(command: str) -> str:
    asked = [sys.executable, "-m", "duban", command, "--help"]
    plain = os.environ | {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "160", "PYTHONUTF8": "1"}
    done = subprocess.run(asked, capture_output=True, text=True, encoding="utf-8", check=False, env=plain)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_a_link_leads_somewhere(page: Path) -> None:
    missing = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("page", [page for page in PAGES if ">>>" in page.read_text("utf-8")], ids=lambda p: p.name)
def test_an_example_gives_what_it_shows(page: Path) -> None:
    assert doctest.testfile(str(page), module_relative=False, encoding="utf-8").failed == 0


def test_the_errors_are_listed_with_their_codes(root: Path) -> None:
    reference = (root / "docs/reference.md").read_text(encoding="utf-8")
    kinds = [thing for thing in vars(errors).values() if isinstance(thing, type) and issubclass(thing, DubanError)]
    assert [kind for kind in kinds if f"| `{kind.__name__}` | `{kind.code}` |" not in reference] == []


def test_the_concepts_page_explains_every_field(root: Path) -> None:
    concepts = (root / "docs/concepts.md").read_text(encoding="utf-8")
    assert [f.name for f in fields(Statement) if f"`{f.name}`" not in concepts] == []


def test_every_target_says_what_it_does(root: Path) -> None:
    listed = subprocess.run(["make", "-s"], cwd=root, capture_output=True, text=True, encoding="utf-8", check=True)
    for line in (root / "Makefile").read_text(encoding="utf-8").splitlines():
        if (target := re.match(r"([a-z]+):(?!=)", line)) and target[1] != "help":
            assert f"make {target[1]} " in listed.stdout
