"""Nothing in the house depends on where it was built."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

# Written so that this file does not find itself.
HOSTS = re.compile(r"py[p]i\.org|pythonhos[t]ed\.org|npm[j]s\.(org|com)|npm[m]irror|deb\.de[b]ian|ghc[r]\.io")
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home)/")


def _files(root: Path) -> list[Path]:
    """What belongs to the house, committed or not yet; what git ignores does not."""
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(asked, cwd=root, capture_output=True, encoding="utf-8", check=True).stdout
    return [path for name in sorted(filter(None, listed.split("\0"))) if (path := root / name).is_file()]


@pytest.mark.parametrize("pattern", [HOSTS, MACHINE], ids=["registry hosts", "paths of a machine"])
def test_no_file_names_a_registry_or_a_machine(root: Path, pattern: re.Pattern[str]) -> None:
    found = [path.relative_to(root) for path in _files(root) if pattern.search(path.read_text("utf-8", "ignore"))]
    assert found == []


@pytest.mark.parametrize("name", ["setup", "base", "dev", "bench"])
def test_a_lock_is_pinned_hashed_and_names_no_host(root: Path, name: str) -> None:
    lock = (root / f"requirements/{name}.lock").read_text(encoding="utf-8")
    assert not re.search(r"https?:|--index-url|--extra-index-url|--find-links", lock)
    entries = re.findall(r"^\S.*", lock, flags=re.MULTILINE)
    assert all(re.match(r"[a-z0-9-]+==\S+( ; .*)? \\$", entry) for entry in entries)
    assert lock.count("--hash=sha256:") >= len(entries) > 0


def test_locks_agree_on_versions(root: Path) -> None:
    seen: dict[str, set[str]] = {}
    for path in (root / "requirements").glob("*.lock"):
        for name, rest in re.findall(r"^([a-z0-9-]+)==(.*?) \\$", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
            seen.setdefault(f"{name} {rest.partition(' ; ')[2]}", set()).add(rest)
    assert [name for name, versions in seen.items() if len(versions) > 1] == []
