"""The scanner finds the line of whatever a TOML text says, and never stumbles over what it cannot follow."""

from __future__ import annotations

import tomllib
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from duban.declare.lines import Path, lines

WORDS = st.text(alphabet="ab_-0", min_size=1, max_size=4)
BARE = st.one_of(WORDS, st.sampled_from(['"甲 乙"', "'a.b'", '"q\\"x"', '"#"']))
PLAIN = st.sampled_from(
    ["1", "-2.5", "true", '"text # no comment"', "'[x]'", "2023-01-02", "1979-05-27 07:32:00", '""', "''", '"\\\\"']
)
TALL = st.sampled_from(['"""\na\n# b = 1\n"""', "'''\n[x]\n'''", '"""a "" b"""', "''''a'''"])


def _list(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def joined(values: list[str], tall: bool) -> str:
        return "[\n  " + ", # c ]\n  ".join(values) + ",\n]" if tall and values else "[" + ", ".join(values) + "]"

    return st.builds(joined, st.lists(inner, max_size=3), st.booleans())


VALUES = st.recursive(st.one_of(PLAIN, TALL), _list, max_leaves=6)


def _unquoted(key: str) -> str:
    return str(tomllib.loads(f"k={key}")["k"]) if key[0] in "\"'" else key


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, dict[Path, int]]:
    """A text of tables, and the line of every table and key as it was written."""
    text, known = "", {}
    for table in range(draw(st.integers(0, 3))):
        name = draw(BARE)
        key = f"{_unquoted(name)}{table}"
        many, prefix = draw(st.booleans()), ""
        for at in range(draw(st.integers(1, 3)) if many else 1):
            text += draw(st.sampled_from(["", "\n", "# [[no]]\n"]))
            quoted = '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'
            path: Path = (key, at) if many else (key,)
            known[path] = text.count("\n") + 1
            text += f"[[ {quoted} ]] # x\n" if many else f"[{quoted}]\n"
            for place, word in enumerate(draw(st.lists(BARE, max_size=3, unique_by=_unquoted))):
                prefix = draw(st.sampled_from(["", "  ", "\n\t"]))
                text += prefix
                dotted = draw(st.booleans())
                known[(*path, _unquoted(word))] = text.count("\n") + 1
                text += f"{word}{f'.in{place}' if dotted else ''} = {draw(VALUES)}"
                text += draw(st.sampled_from(["\n", " # a = 1\n", "\r\n"]))
    return text, known


@given(documents())
def test_every_table_and_key_has_its_line(document: tuple[str, dict[Path, int]]) -> None:
    text, known = document
    tomllib.loads(text)
    found = lines(text)
    assert {path: found.get(path) for path in known} == known


def _paths(value: Any, path: Path = ()) -> set[Path]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {path}.union(*(_paths(one, (*path, key)) for key, one in inner)) - {()}


@given(documents())
def test_all_that_was_read_was_found(document: tuple[str, dict[Path, int]]) -> None:
    text, _ = document
    assert _paths(tomllib.loads(text)) <= set(lines(text))


@example('"\\1" = 1')
@given(st.text(alphabet="ab=[]{}\"'.,# \n\\1", max_size=60))
def test_it_ends_on_any_text(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line in lines(text).values())


def test_elements_and_tables_in_line_have_their_own_lines() -> None:
    text = "a = [\n  1,\n  {b = 2, c = [\n    3]},\n]\n[[t]]\n[[t.u]]\nv = 1\n[t.w]\n[[t]]\n[[t.u]]\nv = 2\n"
    found = lines(text)
    assert (found["a", 1, "b"], found["a", 1, "c", 0]) == (3, 4)
    assert (found["t", 0, "u", 0, "v"], found["t", 1, "u", 0, "v"], found["t", 0, "w"]) == (8, 12, 9)
