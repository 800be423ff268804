"""A progress bar on long work, on standard error, only where a person watches."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from duban.cli.jobs import Outcomes, size_of

_LONG = 1_000_000


def watched(outcomes: Outcomes, paths: Sequence[Path]) -> Outcomes:
    """The same outcomes, with a bar while they come; the bar is gone when the last one is there."""
    long = len(paths) > 1 or sum(map(size_of, paths)) > _LONG
    if not (long and sys.stderr.isatty()):
        return outcomes
    return _with_bar(outcomes, paths)


def _with_bar(outcomes: Outcomes, paths: Sequence[Path]) -> Outcomes:
    # Loaded only here: most runs are short or unwatched, and rich takes longer to load than a page to read.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("正在读"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[name]}"),
    )
    # Lines on standard error are shown above the bar; standard output carries results and is left alone.
    with Progress(*columns, console=Console(stderr=True, soft_wrap=True), transient=True, redirect_stdout=False) as bar:
        # One file has no steps to count: its bar only shows that work goes on.
        task = bar.add_task("", total=len(paths) if len(paths) > 1 else None, name=_shown(paths[0]))
        for number, outcome in enumerate(outcomes, 1):
            bar.update(task, completed=number, name=_shown(paths[min(number, len(paths) - 1)]))
            yield outcome


def _shown(path: Path) -> str:
    """A file's name without marks that rich would read as styling."""
    return path.name.encode("utf-8", "replace").decode().replace("[", "\\[")
