"""One file read and rendered, whatever happens: the unit of work of ``duban read``."""

from __future__ import annotations

import os
import traceback
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from duban.cli.writers import FORMS, table
from duban.errors import DubanError
from duban.reading.document import Document
from duban.reading.formats import open_source
from duban.reading.reader import read_source

# Below this many bytes in all, starting more processes takes longer than it saves.
_WORTH_PROCESSES = 2_000_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: its result as bytes with the number of statements and a note, or why there is none."""

    path: Path
    payload: bytes = b""
    pledged: int = 0
    reported: int = 0
    error: str = ""
    note: str = ""


Outcomes = Generator[Outcome, None, None]


@dataclass(frozen=True, slots=True)
class Job:
    """What to do with each file; small enough to be sent to another process."""

    form: str
    look: table.Look

    def __call__(self, path: Path) -> Outcome:
        """Read and render one file. Whatever goes wrong is an outcome: one bad file must not stop the others."""
        try:
            return self._read(path)
        except DubanError as error:
            return Outcome(path, error=str(error))
        except MemoryError:
            return Outcome(path, error=f"{path}：内存不够。请把文件分开再读")
        except Exception as error:
            if os.environ.get("DUBAN_TRACE"):
                traceback.print_exc()
            what = f"duban 自己出错了（{type(error).__name__}: {error}）"
            return Outcome(path, error=f"{path}：{what}。设 DUBAN_TRACE=1 重跑可看详情，请连同文件反馈给我们")

    def _read(self, path: Path) -> Outcome:
        document = read_source(open_source(path))
        reported = sum(one.mood == "reported" for one in document.statements)
        pledged = len(document.statements) - reported
        return Outcome(path, self._render(document), pledged, reported, note=document.source.note)

    def _render(self, document: Document) -> bytes:
        if self.form == "table":
            return table.render(document, self.look)
        return FORMS[self.form].renderer()(document)


def processes(asked: int | None, paths: Sequence[Path]) -> int:
    """How many processes: what was asked for, else one for little work and one a core for much."""
    if asked is not None:
        return max(1, min(asked, len(paths)))
    if len(paths) < 2 or sum(map(size_of, paths)) < _WORTH_PROCESSES:
        return 1
    return min(os.cpu_count() or 1, len(paths))


def size_of(path: Path) -> int:
    """A file's size in bytes; 0 for one that cannot be looked at, which the reader will tell about."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def run(job: Job, paths: Sequence[Path], count: int) -> Outcomes:
    """The outcome of each path, in the order of the paths; closing it stops the work."""
    if count <= 1:
        return (job(path) for path in paths)
    # Loaded only here: process pools take a tenth of the whole start.
    from duban.cli.pool import run_apart

    return run_apart(job, paths, count)
