"""Files of records, from the case files: what is read, and what is told with which place."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from duban.ledger.files import read_facts, read_pledges
from tests.ledger.told import told

CASES = Path(__file__).parents[1] / "cases" / "ledger"


def cases() -> list[dict[str, Any]]:
    found = []
    for path in sorted(CASES.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            found.append(case | {"id": f"{path.stem}: {case['name']}"})
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_a_file(case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path(f"x.{case['form']}")
    path.write_text(case["text"], encoding=case.get("encoding", "utf-8"))
    read = read_pledges if "pledges" in case else read_facts
    items, findings = read(path, as_of=case.get("as_of"))
    assert [told(one) for one in items] == case.get("pledges", case.get("facts"))
    said = [f"{'!' if one.fatal else ''}{one.code} {one.where.removeprefix(f'{path} ')}" for one in findings]
    assert said == case.get("findings", [])
    for part in case.get("said", ()):
        assert any(part in str(one) for one in findings)
