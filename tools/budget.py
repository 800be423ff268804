"""The size budget: no Python file over 400 lines, no function over 50.

Small files and functions are what keeps a house of many rooms readable. Where one must be larger, it stands in
``EXCEPTIONS`` with its reason. ``python -m tools.budget`` prints the medians and every breach; its status is 1 if
there is one.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

FILE_LINES = 400
FUNCTION_LINES = 50
FOLDERS = ("src", "tests", "benchmarks", "tools")

# "src/duban/x.py" or "src/duban/x.py:function" → why it must be larger. It should be empty.
EXCEPTIONS: Mapping[str, str] = {}


@dataclass(slots=True)
class Sizes:
    """Lines of every file and function, by name; a function is ``file:name`` and is counted with its decorators."""

    files: dict[str, int] = field(default_factory=dict)
    functions: dict[str, int] = field(default_factory=dict)

    def breaches(self, exceptions: Mapping[str, str] = EXCEPTIONS) -> list[str]:
        """What is over the budget and no exception, and exceptions that are needed no more; a line each."""
        over = {name: n for name, n in self.files.items() if n > FILE_LINES}
        over |= {name: n for name, n in self.functions.items() if n > FUNCTION_LINES}
        found = [f"{name}: {lines} lines" for name, lines in sorted(over.items()) if name not in exceptions]
        return found + [f"{name}: no exception is needed any more" for name in sorted(exceptions) if name not in over]


def measure(root: Path, folders: tuple[str, ...] = FOLDERS) -> Sizes:
    """The sizes of all Python files under ``root`` in ``folders``; migrations are Django's writing and not counted."""
    sizes = Sizes()
    for path in sorted(
        path for folder in folders for path in (root / folder).rglob("*.py") if "migrations" not in path.parts
    ):
        name, source = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
        sizes.files[name] = source.count("\n")
        sizes.functions |= {f"{name}:{function}": lines for function, lines in _functions(ast.parse(source))}
    return sizes


def _functions(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            yield node.name, (node.end_lineno or first) - first + 1


def main() -> int:
    """Print the medians over ``src`` and every breach."""
    root = Path(__file__).parents[1]
    source = measure(root, ("src",))
    files, functions = [n for n in source.files.values() if n], list(source.functions.values())
    print(f"src: {len(files)} files, median {median(files):.0f} lines, largest {max(files)} of {FILE_LINES};", end=" ")
    print(f"{len(functions)} functions, median {median(functions):.0f}, largest {max(functions)} of {FUNCTION_LINES}")
    breaches = measure(root).breaches()
    print("\n".join(breaches) or "size budget: kept")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
