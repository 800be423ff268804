"""A list of words, searched for the longest of them: walked itself, or as one regular expression.

Walking costs nothing to build, which is what a thousand words and a short text need. In an expression ``re`` tries the
branches of an alternation one after the other; a trie that is halved by character classes at its wide nodes needs a
handful of tests instead of hundreds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Generic, TypeVar

WIDE = 16  # branches beyond which halving by a character class pays, which takes long to compile

Value = TypeVar("Value")
_Branch = tuple[Any, dict[str, Any]]
Node = dict[str, "Node"]


def _tree(words: Iterable[str]) -> Node:
    root: Node = {}
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return root


def _choose(branches: list[tuple[str, str]]) -> str:
    if len(branches) <= WIDE:
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
    root = _tree(words)
    first = "".join(re.escape(char) for char in sorted(root))
    return f"(?=[{first}]){_pattern(root)}"


def spotted(words: Mapping[str, str]) -> str:
    """The pattern that finds one of ``words`` where it is followed by the pattern that it maps to.

    Classes of first and of second characters come first, which ``re`` looks for fastest and few places pass.
    """
    rests: dict[str, dict[str, list[str]]] = {}
    for word, following in words.items():
        rests.setdefault(following, {}).setdefault(word[0], []).append(word[1:])
    firsts, seconds = ("".join(sorted({word[at : at + 1] for word in words})) for at in (0, 1))
    more = f"(?=[{seconds}])" if all(len(word) > 1 for word in words) else ""
    branches = [
        _behind([(first, _pattern(_tree(rest))) for first, rest in sorted(of.items())]) + following
        for following, of in rests.items()
    ]
    return f"[{firsts}]{more}(?:{'|'.join(branches)})"


def _behind(branches: list[tuple[str, str]]) -> str:
    """What may follow a first character that has been passed, found by halving: few tests instead of one a branch."""
    middle = len(branches) // 2
    if not middle:
        return f"(?<={branches[0][0]}){branches[0][1]}"
    left = "".join(first for first, _ in branches[:middle])
    return f"(?:(?<=[{left}]){_behind(branches[:middle])}|{_behind(branches[middle:])})"


class Trie(Generic[Value]):
    """Words with a value each, to be found in a text: the longest at each place, from left to right."""

    __slots__ = ("_branches",)

    def __init__(self, words: Mapping[str, Value]) -> None:
        self._branches: dict[str, _Branch] = {}  # by character: the value of the word that ends with it, what follows
        for word, value in words.items():
            branches = self._branches
            for char in word[:-1]:
                branches = branches.setdefault(char, (None, {}))[1]
            following = branches[word[-1]][1] if word[-1] in branches else {}
            branches[word[-1]] = (value, following)

    def find(self, text: str, start: int, end: int) -> list[tuple[int, int, Value]]:
        """Start, end and value of the words in ``text[start:end]``; they do not overlap."""
        first, found = self._branches, []
        chars = [*text[start:end], ""]  # a list hands its items out faster than a text; no word has the last of these
        at, last = 0, end - start
        while at < last:
            branch = first.get(chars[at])
            if branch is None:
                at += 1
                continue
            longest, following = branch
            stop = behind = at + 1
            while following:
                branch = following.get(chars[behind])
                if branch is None:
                    break
                behind += 1
                value, following = branch
                if value is not None:
                    longest, stop = value, behind
            if longest is not None:
                found.append((start + at, start + stop, longest))
            at = stop
        return found
