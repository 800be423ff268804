"""A pack's folder: which files it may hold, and how they are told."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Final

from duban.declare import Toml, read
from duban.errors import DeclarationError
from duban.pack.told import Told

PACKS: Final = Path(str(files("duban"))) / "packs"
SINGLE: Final = ("pack.toml", "org_units.toml", "posts.toml", "providers.toml", "indicators.toml")
FILES: Final = (*SINGLE, "books.toml", "rules.toml", "links.toml", "rulebooks.toml", "adjustments.toml")
FOLDERS: Final = {
    "books": "",
    "pledges": ".toml",
    "figures": ".csv",
    "results": ".json",
    "peers": "",
    "rulebooks": ".toml",
}


@dataclass(frozen=True, slots=True)
class Folder:
    """A pack's folder; ``shown`` is how people call it."""

    root: Path
    shown: str

    def toml(self, name: str, told: Told) -> Toml | None:
        """One of its files; None where it is not there, or cannot be read, which is a refusal."""
        path = self.root / name
        if not path.exists():
            return None
        try:
            return read(path, self.told(name))
        except DeclarationError as error:
            told.sort(error.problems)
            return None

    def told(self, name: str) -> str:
        """A file of it as people are told."""
        return f"{self.shown}/{name}"

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        return (self.root / name).exists()

    def within(self, folder: str, ending: str) -> list[str]:
        """The files of one of its folders, by name."""
        found = sorted(path.name for path in (self.root / folder).glob(f"*{ending}") if path.is_file())
        return [f"{folder}/{name}" for name in found if not name.startswith((".", "~"))]

    def strangers(self, told: Told) -> None:
        """Note every file that nothing reads: a name misspelt would pass silently."""
        for path in sorted(self.root.iterdir()):
            name = path.name
            if name.startswith((".", "~", "_")) or name in FILES or name in FOLDERS:
                continue
            if path.is_dir() or path.suffix in {".toml", ".csv"}:
                near = get_close_matches(name, [*FILES, *FOLDERS], 1, 0.6)
                do = f"您是不是想写 {near[0]}？" if near else f"会读的有：{' '.join((*FILES, *FOLDERS))}"
                told.note("unread-file", self.told(name), "没有用到", do)
        for folder, ending in FOLDERS.items():
            for path in sorted((self.root / folder).glob("*")) if ending else ():
                if path.suffix != ending and not path.name.startswith((".", "~")):
                    do = f"这里只读 *{ending}" + ("；表格请另存为 csv" if ending == ".csv" else "")
                    told.note("unread-file", self.told(f"{folder}/{path.name}"), "没有用到", do)


def folder_of(name: str | Path) -> Folder:
    """The folder of a pack by its path, or by the name of one that duban brings along.

    Raises DeclarationError where there is none.
    """
    path = Path(name)
    if path.is_dir():
        return _pack(path, str(name).rstrip("/\\") or str(name))
    built_in = PACKS / str(name)
    if path.name == str(name) and built_in.is_dir():
        return _pack(built_in, str(name))
    names = built_in_names()
    near = get_close_matches(str(name), names, 1, 0.5)
    hint = f"您是不是想写 {near[0]}？" if near else ""
    known = f"自带的有：{'、'.join(names)}；" if names else ""
    do = f"{hint}{known}新建一个：duban pack new 文件夹"
    raise DeclarationError("没有这个城市文件夹", where=str(name), do=do)


def built_in_names() -> list[str]:
    """The packs that duban brings along."""
    return sorted(path.parent.name for path in PACKS.glob("*/pack.toml"))


def _pack(root: Path, shown: str) -> Folder:
    if not (root / "pack.toml").is_file():
        do = "请检查路径；新建一个：duban pack new 文件夹"
        raise DeclarationError("里面没有 pack.toml，不是城市文件夹", where=shown, do=do)
    return Folder(root, shown)
