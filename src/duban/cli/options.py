"""Options and manners that several commands share: the date, what was known, the form, the file."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from duban.cli import streams
from duban.cli.atomic import write_whole
from duban.errors import DubanError

AsOf = Annotated[
    datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], metavar="日期", help="算到哪一天。 The date.")
]
KnownAt = Annotated[
    int | None, typer.Option("--known-at", metavar="号", help="只看到这一号为止的数。 What was known then.")
]
Out = Annotated[Path | None, typer.Option("--out", "-o", metavar="路径", help="写到文件。 File.", readable=False)]


class FormName(StrEnum):
    """The usual forms by name, as the option takes them."""

    table = "table"
    jsonl = "jsonl"
    xlsx = "xlsx"


Form = Annotated[FormName, typer.Option("--format", "-f", help="结果的形式。 Form.")]


def fit_for_screen(form: StrEnum, out: Path | None, example: str) -> None:
    """Raises DubanError for a workbook without a file; ``example`` is a name for one."""
    if out is None and form.value == "xlsx":
        raise DubanError("xlsx 不能输出到屏幕", do=f"请用 --out 指定文件，例如 --out {example}")


def deliver(payload: bytes, out: Path | None, tally: str = "写好了") -> None:
    """The answer into its file, which is told with a ``tally``, or onto standard output."""
    if out:
        write_whole(out, payload)
        streams.say(f"{out}：{tally}")
    else:
        streams.put(payload)
