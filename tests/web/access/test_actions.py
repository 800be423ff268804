"""What can be read off the source: an action asks for its permission first, and nothing else writes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import duban.web
from duban.web.audit.verbs import VERBS as WORDS

WEB = Path(duban.web.__file__).parent
# What writes beside the actions: loads, the job that reads a book, sign-in itself, accounts to try with.
WRITERS = {
    "load/merge.py",
    "books/reading.py",
    "access/sign_in.py",
    "access/trial.py",
    "log/writing.py",
    "leagues/freezing.py",
}


def actions() -> list[Path]:
    return sorted(path for path in WEB.glob("*/actions/*.py") if path.name != "__init__.py")


def functions(path: Path) -> dict[str, ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef)}


def called(name: str, known: dict[str, ast.FunctionDef], within: tuple[str, ...] = ()) -> Iterator[str]:
    """The names that a function calls, in the order of the source, those of its own module gone into."""
    calls = [one for one in ast.walk(known[name]) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)]
    for one in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        assert isinstance(one.func, ast.Name)
        inner = one.func.id
        if inner in known and inner not in within:
            yield from called(inner, known, (*within, inner))
        yield inner


def test_every_action_asks_for_its_permission_before_it_writes() -> None:
    checked = 0
    for path in actions():
        known = functions(path)
        for name in known:
            names = list(called(name, known))
            if name.startswith("_") or "writing" not in names:
                continue
            checked += 1
            where = f"{path.relative_to(WEB)}: {name}"
            assert "require" in names, where
            assert names.index("require") < names.index("writing"), where
    assert checked >= 20


def test_nothing_writes_but_actions_and_what_is_named_here() -> None:
    found = {
        path.relative_to(WEB).as_posix()
        for path in WEB.rglob("*.py")
        if "writing(" in path.read_text(encoding="utf-8") and path not in actions()
    }
    assert found == WRITERS


def test_every_verb_of_the_log_has_words() -> None:
    written = set()
    for path in WEB.rglob("*.py"):
        for one in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == "writing" and one.args:
                verb = one.args[0]
                written |= {verb.value} if isinstance(verb, ast.Constant) else set()
    assert written
    assert written <= WORDS.keys()
