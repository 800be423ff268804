"""``duban read``: files in, every pledge in them out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from duban.cli import streams
from duban.cli.atomic import write_whole
from duban.cli.jobs import Job, Outcome, processes, run
from duban.cli.progress import watched
from duban.cli.shell import Command
from duban.cli.targets import Plan, plan
from duban.cli.writers import FORMS, Form
from duban.cli.writers.table import Look
from duban.errors import DubanError
from duban.reading import formats


class FormName(StrEnum):
    """The forms by name, as the option takes them."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"
    xlsx = "xlsx"
    html = "html"


app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("read", cls=Command)
def read(
    files: Annotated[
        list[Path], typer.Argument(metavar="文件…", help="文件或文件夹。 Files or folders.", readable=False)
    ],
    form: Annotated[FormName, typer.Option("--format", "-f", help="结果的形式。 Form of the result.")] = FormName.table,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="路径",
            help="写到文件；读多个文件时是文件夹。 File, or folder for several.",
            readable=False,
        ),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", metavar="数", min=1, help="同时读几个文件。 Files read at once.")
    ] = None,
) -> None:
    """读计划、报告，找出其中每一条承诺。

    支持文本、Word、PDF、网页和 Excel。table 给人看；jsonl 给程序用；csv、xlsx 用表格软件打开；
    html 是一页网页，原文和清单对照着看。有文件读不了时，其余照读，退出状态为 2。

    Read plans and reports, and list every pledge in them with its sentence.
    """
    failed = _read(files, FORMS[form.value], out, jobs)
    if failed:
        raise typer.Exit(2)


def _read(files: Sequence[Path], form: Form, out: Path | None, jobs: int | None) -> bool:
    """Do the whole command; true if anything failed."""
    sources, failed = _expanded(files, out)
    if not sources:
        return True
    try:
        settled = plan(sources, form, out, many=len(files) > 1 or any(file.is_dir() for file in files))
    except DubanError as error:
        streams.say(str(error))
        return True
    for note in settled.notes:
        streams.say(note)
    job = Job(form.name, Look.of(sys.stdout) if settled.targets is None else Look())
    deliver = _to_screen if settled.targets is None else _to_files
    # Closed at once when interrupted: the bar leaves the terminal as it was, and other processes stop.
    with closing(run(job, sources, processes(jobs, sources))) as work, closing(watched(work, sources)) as outcomes:
        return deliver(outcomes, settled) or failed


def _expanded(files: Iterable[Path], out: Path | None) -> tuple[list[Path], bool]:
    """The files meant, folders opened; each argument that cannot be used is told and left out."""
    sources: dict[Path, None] = {}
    failed = False
    for file in files:
        try:
            found = _opened(file, out) if file.is_dir() else [file]
            sources.update(dict.fromkeys(found))
        except DubanError as error:
            streams.say(str(error))
            failed = True
    return list(sources), failed


def _opened(folder: Path, out: Path | None) -> list[Path]:
    """The files of a folder, without the results of an earlier run: a page that we wrote is no source."""
    results = out.resolve() if out else None
    if results == folder.resolve():
        raise DubanError("结果不能写回原文所在的文件夹", where=str(folder), do="请换一个 --out，例如 --out 结果")
    found = [path for path in formats.expand([folder]) if results not in path.resolve().parents]
    if not found:
        unread = {"doc"}
        kinds = " ".join(end.removeprefix(".") for end, form in formats.EXTENSIONS.items() if form not in unread)
        raise DubanError("文件夹里没有可读的文件", where=str(folder), do=f"请检查路径。能读：{kinds}")
    return found


def _to_screen(outcomes: Iterable[Outcome], _: Plan) -> bool:
    """Results to standard output as they come; behind a progress bar on the same terminal, once it has gone."""
    # A bar and a table on one screen would write into each other.
    held = list(outcomes) if sys.stdout.isatty() and sys.stderr.isatty() else outcomes
    failed, gap = False, b""
    for outcome in held:
        if outcome.error:
            streams.say(outcome.error)
            failed = True
            continue
        streams.put(gap + outcome.payload)
        gap = b"\n"
        if outcome.note:
            streams.say(outcome.note)
    return failed


def _to_files(outcomes: Iterable[Outcome], settled: Plan) -> bool:
    """Each result whole to its target, and one line that says so."""
    failed = False
    for outcome, target in zip(outcomes, settled.targets or (), strict=True):
        error = outcome.error
        if not error:
            try:
                write_whole(target, outcome.payload)
            except DubanError as refusal:
                error = str(refusal)
        reported = f"，已报告{outcome.reported}条" if outcome.reported else ""
        streams.say(error or f"{target}：承诺{outcome.pledged}条{reported}")
        if outcome.note:
            streams.say(outcome.note)
        failed = failed or bool(error)
    return failed
