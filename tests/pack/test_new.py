"""A new pack is the starter in another name and year, and passes the check."""

from __future__ import annotations

from pathlib import Path

import pytest

from duban.errors import InputError
from duban.pack.load import look_through, open_pack
from duban.pack.new import STARTER, create


def test_it_works_as_it_is_in_any_name_and_year(tmp_path: Path) -> None:
    written = create(tmp_path / "my city", "东海市", 2031)
    look = look_through(tmp_path / "my city")
    assert (look.refusals, look.findings) == ((), ())
    pack = open_pack(tmp_path / "my city")
    assert (pack.name, pack.year, pack.id, pack.org_units[0].name) == ("东海市", 2031, "my_city", "东海市")
    assert {path.name for path in written} >= {"pack.toml", "org_units.toml", "chengguan.txt", "2031.csv"}
    texts = "".join(path.read_text("utf-8") for path in written)
    assert ("某市" in texts, "2023" in texts) == (False, False)


def test_every_file_explains_itself() -> None:
    for path in STARTER.rglob("*.toml"):
        assert path.read_text("utf-8").startswith("# "), path.name


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "里面").mkdir()
    (tmp_path / "里面" / "x.txt").write_text("x", "utf-8")
    (tmp_path / "文件").write_text("x", "utf-8")
    for place in ("里面", "文件"):
        with pytest.raises(InputError, match="里面有东西"):
            create(tmp_path / place)
    assert [path.name for path in (tmp_path / "里面").iterdir()] == ["x.txt"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    create(tmp_path)
    assert open_pack(tmp_path).name == "某市"


@pytest.mark.parametrize("name", ["", " ", 'a"b', "a\\b", "a\nb", "市" * 41])
def test_a_name_that_cannot_stand_in_a_file_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="名称不能是"):
        create(tmp_path / "x", name)
    assert not (tmp_path / "x").exists()


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("x", "utf-8")
    with pytest.raises(InputError, match=r"写不了|里面有东西"):
        create(tmp_path / "文件" / "里")
