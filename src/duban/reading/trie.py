"""A list of words, searched for the longest of them: walked itself, or as one regular expression.

Walking costs nothing to build, which is what a thousand words and a short text need. In an expression ``re`` tries the
branches of an alternation one after the other; a trie that is halved by character classes at its wide nodes needs a
handful of tests instead of hundreds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_WIDE = 6  # branches beyond which halving by a character class pays

Node = dict[str, "Node"]


def _insert(root: Node, word: str) -> None:
    node = root
    for char in word:
        node = node.setdefault(char, {})
    node[""] = {}


def _choose(branches: list[tuple[str, str]]) -> str:
    if len(branches) <= _WIDE:
        return "|".join(re.escape(char) + rest for char, rest in branches)
    middle = len(branches) // 2
    left, right = branches[:middle], branches[middle:]
    class_ = "".join(re.escape(char) for char, _ in left)
    return f"(?=[{class_}])(?:{_choose(left)})|{_choose(right)}"


def _pattern(node: Node) -> str:
    branches = [(char, _pattern(child)) for char, child in sorted(node.items()) if char]
    if not branches:
        return ""
    inner = f"(?:{_choose(branches)})"
    return inner + "?" if "" in node else inner


def longest(words: Iterable[str]) -> str:
    """The pattern (no groups) that matches the longest of ``words`` at a position."""
    root: Node = {}
    for word in words:
        _insert(root, word)
    first = "".join(re.escape(char) for char in sorted(root))
    return f"(?=[{first}]){_pattern(root)}"


class Trie:
    """Words to be found in a text, the longest at each place, from left to right."""

    __slots__ = ("_root",)

    def __init__(self, words: Iterable[str]) -> None:
        self._root: Node = {}
        for word in words:
            _insert(self._root, word)

    def find(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The spans of the words in ``text[start:end]``; they do not overlap."""
        root = self._root
        at = start
        while at < end:
            node = root.get(text[at])
            stop = 0
            behind = at + 1
            while node is not None:
                if "" in node:
                    stop = behind
                if behind == end:
                    break
                node = node.get(text[behind])
                behind += 1
            if stop:
                yield at, stop
                at = stop
            else:
                at += 1
