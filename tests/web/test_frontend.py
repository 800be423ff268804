"""The bundle that the pages load: there after set-up, small, and whole without any other host."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

FILES = ("app.js", "charts.js", "app.css", "icons.svg")
# What every page loads, and what the pages with a chart load besides.
MOST_BYTES, MOST_OF_CHARTS = 300_000, 600_000

# What a browser fetches by itself: not the addresses in licences, nor the names of XML's vocabularies.
FETCHED = re.compile(r"""(?:url\(|@import|sourceMappingURL=|\bimport\(|\bfrom)\s*["']?\s*(?:https?:)?//[^"')\s]+""")


@pytest.fixture(scope="module")
def bundle(root: Path) -> Path:
    return root / "src/duban/web/static/duban"


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_fetched_from_another_host(bundle: Path, name: str) -> None:
    text = (bundle / name).read_text(encoding="utf-8")
    assert text
    assert FETCHED.findall(text) == []


@pytest.mark.parametrize(
    "loads", ['@import "https://cdn.example/a.css"', "url(https://cdn.example/a.woff2)", "url('//cdn.example/a.png')"]
)
def test_what_would_be_fetched_is_seen(loads: str) -> None:
    assert FETCHED.search(loads)


def test_it_is_small(bundle: Path) -> None:
    charts = (bundle / "charts.js").stat().st_size
    assert sum((bundle / name).stat().st_size for name in FILES) - charts < MOST_BYTES
    assert charts < MOST_OF_CHARTS


def test_the_style_keeps_every_class_of_our_own(bundle: Path, root: Path) -> None:
    told = (bundle / "app.css").read_text(encoding="utf-8")
    for path in sorted((root / "frontend/src/css").glob("*.css")):
        own = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert set(re.findall(r"\.([a-z_][\w-]*)", own)) <= set(re.findall(r"\.([a-z_][\w-]*)", told)), path.name


def test_every_icon_of_the_list_is_drawn(bundle: Path, root: Path) -> None:
    wanted = re.findall(r'"([a-z0-9-]+)"', (root / "frontend/src/icons.json").read_text(encoding="utf-8"))
    symbols = ElementTree.parse(bundle / "icons.svg").getroot().iterfind("{http://www.w3.org/2000/svg}symbol")
    assert {symbol.get("id"): len(symbol) > 0 for symbol in symbols} == dict.fromkeys(wanted, True)
