"""The catalog as packs see it, and what is said of a wrong one."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from duban.cache import VARIABLE
from duban.errors import DeclarationError
from duban.pack.catalog import HOME, _key, catalog, is_read
from duban.pack.catalog_files import catalog_of
from duban.pack.files import PACKS, built_in_names
from duban.pack.load import look_through
from duban.pack.new import STARTER
from duban.pack.shared import Catalog, as_text, from_text
from tests.pack.city import city, looked

INDICATOR = """
[[indicator]]
id = "{id}"
name = "夜市摊位"
unit = "个"
polarity = "higher"
accumulation = "stock"
"""
RULE = """
id = "{id}"
name = "一条"
source = "某市办法"
[[light]]
key = "green"
word = "绿"
colour = "green"
shape = "●"
order = 1
clause = "都亮绿灯。"
"""


def _home(folder: Path, indicators: dict[str, str], lights: dict[str, str]) -> Path:
    for name, texts in (("indicators", indicators), ("lights", lights)):
        (folder / name).mkdir()
        for file, text in texts.items():
            (folder / name / file).write_text(text, "utf-8")
    return folder


def _forget() -> None:
    """As a new process knows nothing."""
    catalog.cache_clear()
    _key.cache_clear()


def test_the_catalog_is_whole() -> None:
    shared = catalog()
    assert len(shared.fields) == len(list((HOME / "indicators").glob("*.toml")))
    assert len(shared.indicators) > 150
    assert {rule.id for rule in shared.rules} == {path.stem for path in (HOME / "lights").glob("*.toml")}
    assert all(rule.lights[-1].when is None and rule.source for rule in shared.rules)


def test_the_packs_that_duban_brings_along_pass_the_check() -> None:
    for name in built_in_names():
        assert look_through(name).refusals == ()


def test_the_demo_citys_own_indicators_go_with_the_catalog(tmp_path: Path) -> None:
    own = (PACKS / "pinghu_2023/indicators.toml").read_text("utf-8") + (STARTER / "indicators.toml").read_text("utf-8")
    look = looked(city(tmp_path, {"file": "indicators.toml", "whole": own}))
    assert (look.refusals, look.findings) == ((), ())


def test_it_is_read_once() -> None:
    assert catalog() is catalog()


def test_indicators_come_by_field_and_rules_with_their_formulas(tmp_path: Path) -> None:
    home = _home(
        tmp_path, {"a.toml": INDICATOR.format(id="one"), "b.toml": INDICATOR.format(id="two")}, {"r.toml": RULE}
    )
    with pytest.raises(DeclarationError, match="id 不能是"):
        catalog(home)
    (home / "lights/r.toml").write_text(RULE.format(id="r"), "utf-8")
    _forget()
    shared = catalog(home)
    assert [(field, [one.id for one in told]) for field, told in shared.fields.items()] == [
        ("a", ["one"]),
        ("b", ["two"]),
    ]
    assert [light.key for light in shared.rules[0].lights] == ["green"]


def test_an_indicator_in_two_fields_is_refused(tmp_path: Path) -> None:
    home = _home(
        tmp_path, {"a.toml": INDICATOR.format(id="one"), "b.toml": INDICATOR.format(id="one")}, {"r.toml": RULE}
    )
    with pytest.raises(DeclarationError, match="两个指标都叫 one"):
        catalog(home)


def _trees(shared: Catalog) -> list[str]:
    formulas = [formula for rule in shared.rules for formula in (rule.applies, *(one.when for one in rule.lights))]
    return [f"{one.where} {ast.dump(one.tree)} {sorted(one.names)}" for one in formulas if one]


def test_the_catalog_as_a_text_is_the_catalog() -> None:
    read, again = catalog_of(HOME), from_text(as_text(catalog_of(HOME)))
    assert (again.fields, repr(again.rules)) == (read.fields, repr(read.rules))
    assert _trees(again) == _trees(read) != []
    assert [type(value) for rule in again.rules for value in rule.parameters.values()] == [
        type(value) for rule in read.rules for value in rule.parameters.values()
    ]


def test_a_kept_catalog_goes_with_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    (tmp_path / "home").mkdir()
    home = _home(tmp_path / "home", {"a.toml": INDICATOR.format(id="one")}, {"r.toml": RULE.format(id="r")})
    seen = []
    assert not is_read(home)
    for text in (INDICATOR.format(id="one"), INDICATOR.format(id="one").replace("夜市", "早市")):
        (home / "indicators/a.toml").write_text(text, "utf-8")
        for _ in range(2):
            _forget()
            seen.append(catalog(home))
    assert seen[0] == seen[1] != seen[2] == seen[3]
    assert is_read(home)
    _forget()
