"""The recipes work as they are written: their files pass the check, and the check says what the page shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from duban.cli.main import app
from duban.pack.load import look_through
from duban.pack.new import STARTER
from tests.pack.city import city

RECIPES = Path(__file__).parents[2] / "docs/recipes"


def _duban(*words: str) -> str:
    return CliRunner().invoke(app, list(words), prog_name="duban").stdout


def _blocks(page: str) -> list[tuple[str, str]]:
    return re.findall(r"```(\w*)\n(.*?)```", (RECIPES / page).read_text("utf-8"), flags=re.DOTALL)


def _lay(folder: Path, text: str) -> None:
    """Write a block into the file that its first line names."""
    name = text.split("\n", 1)[0].removeprefix("# ")
    (folder / name).write_text(text, "utf-8")


def test_a_city_is_brought_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder, shown = Path("东海"), []
    for kind, text in _blocks("city.md"):
        if kind == "sh" and text.startswith("duban pack new"):
            _duban(*text.split("\n", 1)[0].split()[1:])
        elif text.startswith("rm "):
            for path in (one for name in text.split()[1:] for one in Path().glob(name)):
                path.unlink()
        elif kind == "toml":
            _lay(folder, text)
        elif kind in {"text", "csv"}:
            (folder / {"text": "books/linhai.txt", "csv": "figures/2024.csv"}[kind]).write_text(text, "utf-8")
        elif kind == "":
            shown.append(text)
            assert _duban("pack", "check", "东海") == text
    assert len(shown) == 3


def test_an_indicator_is_added_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = city(Path("我的城市"))
    alias, indicator = (text for kind, text in _blocks("indicator.md") if kind == "toml")
    for text in (alias + indicator, indicator):
        _lay(folder, text)
        look = look_through(folder)
        assert (look.refusals, look.findings) == ((), ())
    wrong = indicator.replace('unit = "个"', 'unit = "万个"', 1).replace('"higher"', '"high"')
    _lay(folder, wrong)
    [shown] = (text for kind, text in _blocks("indicator.md") if kind == "")
    assert _duban("pack", "check", "我的城市") == shown


def test_a_rulebook_is_written_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    test_a_city_is_brought_as_the_page_says(tmp_path, monkeypatch)
    groups, book = (text for kind, text in _blocks("../standings.md") if kind == "toml")
    bodies, town = Path("东海/org_units.toml"), 'kind = "镇街道"\n'
    assert bodies.read_text("utf-8").count(town) == 2
    bodies.write_text(bodies.read_text("utf-8").replace(town, town + groups), "utf-8")
    _lay(bodies.parent, book)
    assert look_through(bodies.parent).refusals == ()
    shown = _duban("standings", "东海", "--as-of", "2024-04-30")
    assert "镇街道" in shown
    assert "临海镇" in shown


@pytest.mark.parametrize("page", ["city.md", "indicator.md"])
def test_the_page_names_every_key_that_a_person_needs(page: str) -> None:
    text = (RECIPES / page).read_text("utf-8")
    file = {"city.md": "pledges/chengguan.toml", "indicator.md": "indicators.toml"}[page]
    keys = set(re.findall(r"^(\w+) = ", (STARTER / file).read_text("utf-8"), flags=re.MULTILINE))
    assert sorted(key for key in keys if key not in text) == []
