"""Where results go: standard output, one file, or a folder with one file for each source."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from duban.cli.atomic import reason
from duban.cli.writers import Form
from duban.errors import DubanError


@dataclass(frozen=True, slots=True)
class Plan:
    """The target of each source, in order; no targets mean standard output. ``notes`` say what was renamed."""

    targets: tuple[Path, ...] | None
    notes: tuple[str, ...] = ()


def plan(sources: Sequence[Path], form: Form, out: Path | None, *, many: bool) -> Plan:
    """Settle every target before the first file is read, so that a wrong ``--out`` costs nothing.

    ``many`` says that several files or a folder were asked for: then ``out`` is a folder. Raises DubanError where the
    form and the place do not go together, and where a result would be written over a source.
    """
    if out is None:
        _must_fit_screen(sources, form)
        return Plan(None)
    if not many and not out.is_dir():
        _must_be_free(out, sources)
        return Plan((out,))
    _make_folder(out)
    return _into_folder(sources, form, out)


def _must_fit_screen(sources: Sequence[Path], form: Form) -> None:
    if not form.on_screen:
        raise DubanError(f"{form.name} 不能输出到屏幕", do=f"请用 --out 指定文件，例如 --out 结果{form.suffix}")
    if form.name != "table" and len(sources) > 1:
        raise DubanError(
            f"{len(sources)}个文件的 {form.name} 不能接在一起输出", do="请用 --out 指定一个文件夹，或一次只读一个文件"
        )


def _must_be_free(out: Path, sources: Sequence[Path]) -> None:
    if not out.parent.is_dir():
        raise DubanError("没有这个文件夹", where=str(out.parent), do="请先建好文件夹，或换一个 --out")
    if any(_same(out, source) for source in sources):
        raise DubanError("结果会盖掉原文", where=str(out), do="请换一个 --out")


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = "这里已有一个同名文件" if out.is_file() else reason(error)
        raise DubanError(f"建不了文件夹（{why}）", where=str(out), do="读多个文件时 --out 要是一个文件夹") from error


def _into_folder(sources: Sequence[Path], form: Form, out: Path) -> Plan:
    """Every source keeps its name with the form's ending; a name that is taken gets a number, and that is told."""
    here = out.resolve()
    taken = {_key(source.name) for source in sources if source.parent.resolve() == here}
    targets, notes = [], []
    for source in sources:
        wanted = source.stem + form.suffix
        name, number = wanted, 1
        while _key(name) in taken:
            number += 1
            name = f"{source.stem}-{number}{form.suffix}"
        taken.add(_key(name))
        if name != wanted:
            notes.append(f"{source}：{wanted} 这个名字已被占用，结果写到 {name}")
        targets.append(out / name)
    return Plan(tuple(targets), tuple(notes))


def _key(name: str) -> str:
    """Names that differ only in case are one file on many systems."""
    return os.path.normcase(name).casefold()
