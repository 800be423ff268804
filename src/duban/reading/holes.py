"""Characters that could not be read: where they stand, and what they touch.

Bytes that fit no encoding become U+FFFD; a text that is handed in may hold lone surrogates. A figure beside one may
have lost its last digit or its 以上, so that nothing is stated there, and a person is told where to look.
"""

from __future__ import annotations

import re

_HOLE = re.compile("[\ufffd\ud800-\udfff]")


def is_whole(text: str) -> bool:
    """Whether every character of a text could be read."""
    try:
        text.encode()  # far faster than a search; fails at a lone surrogate
    except UnicodeEncodeError:
        return False
    return "\ufffd" not in text


def told(text: str) -> str:
    """Where the first of the characters stands that could not be read, and how many there are; empty without one."""
    first = _HOLE.search(text)
    if first is None:
        return ""
    lines = f"{text[: first.start()]}-".splitlines()
    count = len(_HOLE.findall(text))
    what = f"第{len(lines)}行第{len(lines[-1])}个字认不出"
    more = f"，连这处共{count}处" if count > 1 else ""
    return f"{what}{more}（文件损坏或编码不对），碰到的数没有采用"


def note(name: str, text: str) -> str:
    """The line that tells a person so; empty where all could be read."""
    what = told(text)
    return f"{name}：{what}。{DO}" if what else ""


DO = "请照原稿补上再读"
