"""Files and functions stay small."""

from __future__ import annotations

from pathlib import Path

from tools.budget import EXCEPTIONS, measure


def test_the_house_keeps_its_budget(root: Path) -> None:
    assert measure(root).breaches() == []


def test_every_exception_has_its_reason() -> None:
    assert all(reason.strip() for reason in EXCEPTIONS.values())


def test_what_is_over_is_named_unless_it_is_an_exception(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    body = "".join(f"    {n}\n" for n in range(50))
    (tmp_path / "src" / "long.py").write_text(f"@decorated\ndef f() -> None:\n{body}" + "\n" * 400, encoding="utf-8")
    sizes = measure(tmp_path)
    assert sizes.breaches({}) == ["src/long.py: 452 lines", "src/long.py:f: 52 lines"]
    assert sizes.breaches({"src/long.py": "generated", "src/long.py:f": "a table"}) == []


def test_an_exception_that_is_not_needed_is_a_breach(tmp_path: Path) -> None:
    assert measure(tmp_path).breaches({"src/gone.py": "once"}) == ["src/gone.py: no exception is needed any more"]
