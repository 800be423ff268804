"""What is kept is given again only where it is whole and of the same key; what is wrong with it changes nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from duban import cache
from duban.cache import VARIABLE, fingerprint, folder, is_kept, kept

TEXT = "一条查询\nSELECT 1\r\n" * 50


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "deep" / "cache"))
    return tmp_path / "deep" / "cache"


def _never() -> str:
    raise AssertionError("it was to be kept")


def _the_file(place: Path) -> Path:
    (file,) = place.iterdir()
    return file


def test_what_is_kept_is_made_once(place: Path) -> None:
    assert kept("key", lambda: TEXT) == TEXT
    assert kept("key", _never) == TEXT
    if hasattr(os, "getuid"):
        assert place.stat().st_mode & 0o777 == 0o700


def test_a_name_that_is_no_utf8_can_be_in_keys_and_texts(place: Path) -> None:
    name = os.fsdecode(b"\xff\xfe")
    assert kept(name, lambda: name) == name
    assert kept(name, _never) == name
    assert is_kept(name)
    assert not is_kept("another")


def test_another_key_is_made_anew(place: Path) -> None:
    assert [kept("one", lambda: "1"), kept("two", lambda: "2"), kept("one", _never)] == ["1", "2", "1"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: b"",
        lambda raw: raw[:-1],
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw.replace(b"SELECT 1", b"SELECT 2", 1),
        lambda raw: raw + b" ",
        lambda raw: raw.partition(b"\n")[2],
        lambda raw: b"\xff" * len(raw),
        lambda raw: b"\n",
    ],
    ids=["empty", "cut", "halved", "changed", "longer", "no seal", "no text", "nothing sealed"],
)
def test_a_damaged_file_is_made_anew(place: Path, spoil: Callable[[bytes], bytes]) -> None:
    kept("key", lambda: TEXT)
    file = _the_file(place)
    whole = file.read_bytes()
    file.write_bytes(spoil(whole))
    assert kept("key", lambda: TEXT) == TEXT
    assert file.read_bytes() == whole


def test_a_whole_file_of_another_key_is_not_believed(place: Path) -> None:
    kept("old", lambda: "old")
    stale = _the_file(place)
    kept("new", lambda: "new")
    (fresh,) = set(place.iterdir()) - {stale}
    fresh.write_bytes(stale.read_bytes())
    assert kept("new", lambda: "new") == "new"


def test_a_file_that_somebody_else_put_there_is_not_believed(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept("key", lambda: "theirs")
    monkeypatch.setattr(os, "getuid", lambda: _the_file(place).stat().st_uid + 1, raising=False)
    assert kept("key", lambda: "ours") == "ours"


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A file in the folder's place: whoever runs the tests, root among them, cannot write below it.
    (tmp_path / "taken").write_text("a file", "utf-8")
    for told in (tmp_path / "taken", tmp_path / "taken" / "below"):
        monkeypatch.setenv(VARIABLE, str(told))
        assert [kept("key", lambda: TEXT), kept("key", lambda: TEXT)] == [TEXT, TEXT]
    assert (tmp_path / "taken").read_text("utf-8") == "a file"


def test_a_read_only_folder_still_gives_what_it_has(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(self: Path, data: bytes) -> int:
        raise PermissionError(13, "read-only")

    kept("key", lambda: TEXT)
    monkeypatch.setattr(Path, "write_bytes", closed)
    assert kept("key", _never) == TEXT
    assert [kept("other", lambda: "made"), kept("other", lambda: "again")] == ["made", "again"]


def test_a_full_disk_leaves_nothing_half(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, data: bytes) -> int:
        with self.open("wb") as file:
            file.write(data[:10])
        raise OSError(28, "no space left")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert kept("key", lambda: TEXT) == TEXT
    assert list(place.iterdir()) == []


def test_what_cannot_be_made_is_not_kept(place: Path) -> None:
    with pytest.raises(AssertionError):
        kept("key", _never)
    assert not place.exists()


def test_two_processes_at_once_both_get_the_whole(place: Path) -> None:
    script = (
        "import sys; from duban.cache import kept\n"
        "for n in range(200):\n"
        "    text = f'{n}' * 20000\n"
        "    assert kept(f'key{n % 7}', lambda: text)[:1].isdigit()\n"
        "    assert set(kept('same', lambda: 'x' * 50000)) == {'x'}"
    )
    running = [subprocess.Popen([sys.executable, "-c", script], env=dict(os.environ)) for _ in range(2)]
    assert [one.wait(60) for one in running] == [0, 0]
    assert not [path for path in place.iterdir() if "draft" in path.name]


def test_the_oldest_go(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_MOST", 3)
    place.mkdir(parents=True)
    (place / "a person's own.txt").write_text("stays", "utf-8")
    for n in range(5):
        kept(f"key{n}", lambda: TEXT)
        for age, path in enumerate(sorted(place.glob("*.kept"), key=lambda path: path.stat().st_mtime)):
            os.utime(path, (age + 1, age + 1))
    assert len(list(place.glob("*.kept"))) == 3
    assert kept("key4", _never) == TEXT
    assert (place / "a person's own.txt").exists()


def test_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "")
    assert folder() is None
    assert kept("key", lambda: "made") == "made"
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert folder() == tmp_path / "duban"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert folder() == tmp_path / ".cache" / "duban"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert folder() == tmp_path / "Library" / "Caches" / "duban"


def test_nobodys_home_is_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> Path:
        raise RuntimeError("no home")

    monkeypatch.delenv(VARIABLE)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(Path, "home", unknown)
    assert folder() is None


def test_a_fingerprint_sees_names_contents_and_nothing_compiled(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.py").write_text("1", "utf-8")
    (tmp_path / "two.toml").write_text("2", "utf-8")
    seen = [fingerprint(tmp_path)]
    (tmp_path / "a" / "one.pyc").write_text("compiled", "utf-8")
    assert fingerprint(tmp_path) == seen[0]
    (tmp_path / "a" / "one.py").write_text("3", "utf-8")
    seen.append(fingerprint(tmp_path))
    (tmp_path / "two.toml").rename(tmp_path / "three.toml")
    seen.append(fingerprint(tmp_path))
    assert len(set(seen)) == 3
    assert fingerprint(tmp_path / "a" / "one.py") != fingerprint(tmp_path / "three.toml")
