"""A TOML file as a tree with places: UTF-8 only, numbers exact, syntax errors told in Chinese with their line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any, Final

from duban.declare.lines import Path, lines
from duban.errors import DeclarationError

LARGEST: Final = 8 * 1024 * 1024
_PLACE: Final = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)
# What tomllib says, and what the writer did.
_SYNTAX: Final = (
    (r"Expected '=' after a key.*", "键的后面要有等号"),
    (r"Invalid value|Invalid (?:initial )?character for a .*|Invalid statement", "看不懂这一行"),
    (r"Cannot overwrite a value|Duplicate inline table key.*|Cannot mutate immutable namespace.*", "这个键写了两次"),
    (r"Cannot declare .+ twice", "这张表写了两次；要写几张，用双方括号，如 [[表]]"),
    (r"Cannot .*namespace.*", "这张表前面已经写过，而且不是双方括号的"),
    (r"Unclosed array", "方括号没有收尾"),
    (r"Unclosed inline table|Expected .}.*", "花括号没有收尾"),
    (r"Expected newline or end of document after a statement", "这一行在这里应当结束"),
    (r"Expected ']' at the end of a table declaration|Expected ']]' at .*", "表头的方括号没有收尾"),
    (r"Illegal character '\\n'|Unterminated string|Expected [\"'].*", "文字的引号没有收尾"),
    (r"Unescaped .+ in a string|Illegal character .*", "文字里有不能这样写的字符；反斜杠要写两个"),
    (r"Invalid date or datetime", "没有这一天"),
)
_FULL_WIDTH: Final = {"“": '"', "”": '"', "‘": "'", "’": "'", "，": ",", "＝": "=", "：": "=", "［": "[", "］": "]"}
_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"' + r"|'[^']*'|#.*")


@dataclass(frozen=True)
class Toml:
    """A file that has been read: ``file`` as it is told, its text, its tree. Places are worked out when asked for."""

    file: str
    text: str
    tree: Mapping[str, Any]

    @cached_property
    def lines(self) -> Mapping[Path, int]:
        """The line of every table, key and element."""
        return lines(self.text)

    def where(self, *path: str | int) -> str:
        """``file:line`` of a key or table; of what holds it where it is not there."""
        while path and path not in self.lines:
            path = path[:-1]
        return f"{self.file}:{self.lines[path]}" if path else self.file


def read(path: FilePath, file: str = "") -> Toml:
    """Read a TOML file; ``file`` is how it is told.

    Raises DeclarationError, with its line, where it is missing, too large, not UTF-8 or no TOML.
    """
    file = file or str(path)
    try:
        raw = path.read_bytes() if path.stat().st_size <= LARGEST else b""
    except OSError as error:
        what = "没有这个文件" if isinstance(error, FileNotFoundError) else "打不开这个文件"
        raise DeclarationError(what, where=file, do="请检查路径和权限") from None
    if not raw and path.stat().st_size:
        raise DeclarationError(f"大过 {LARGEST // 1024 // 1024} MB", where=file, do="请拆成几个文件")
    return parse(_decoded(raw, file), file)


def parse(text: str, file: str = "") -> Toml:
    """A TOML text as a tree; raises DeclarationError with the line of what is wrong."""
    try:
        return Toml(file, text, tomllib.loads(text, parse_float=Decimal))
    except tomllib.TOMLDecodeError as error:
        raise _refusal(str(error), text, file) from None
    except RecursionError:
        raise DeclarationError("括号套得太深", where=file) from None
    except (ValueError, ArithmeticError):  # a number of thousands of digits
        raise DeclarationError("有一个数写得太长", where=file) from None


def _decoded(raw: bytes, file: str) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DeclarationError("文件是 UTF-16 编码", where=f"{file}:1", do="请另存为 UTF-8")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DeclarationError("文件不是 UTF-8 编码", where=f"{file}:{line}", do="请另存为 UTF-8") from None


def _refusal(said: str, text: str, file: str) -> DeclarationError:
    found = _PLACE.fullmatch(said)
    english = found[1] if found else said
    at, last = int(found[2] or 0) if found else 0, text.rstrip().count("\n") + 1
    if not at:
        at = last if english.startswith("Cannot") else _last_key(text)
        english = "Unclosed array" if english == "Invalid value" and at < last else english
    what = next((words for pattern, words in _SYNTAX if re.fullmatch(pattern, english, re.DOTALL)), english)
    row = "".join(char for char in text.replace("\r\n", "\n").split("\n")[at - 1] if char.isprintable()).strip()
    do = _way_out(row) + (f"这一行是：{row[:60]}" if row else "")
    return DeclarationError(f"不合 TOML 的写法：{what}", where=f"{file}:{at}", do=do)


def _last_key(text: str) -> int:
    """Where something was opened that the text never closes: at its last key, not at its end."""
    return max((line for path, line in lines(text).items() if isinstance(path[-1], str)), default=1)


def _way_out(row: str) -> str:
    """What an office's keyboard often does: full-width signs, text without quotes, a Chinese key."""
    bare = _QUOTED.sub("", row)
    wide = [sign for sign in _FULL_WIDTH if sign in bare]
    if wide:
        return f"{' '.join(wide)} 是中文标点，请换成英文的 {' '.join(dict.fromkeys(_FULL_WIDTH[s] for s in wide))}。"
    key, equals, value = bare.partition("=")
    if equals and re.search(r"[^\x00-\x7f]", key):
        return "键要用英文，可以写的键见文档。"
    if equals and re.search(r"[^\x00-\x7f]", value):
        return "文字要放在英文引号里。"
    return ""
