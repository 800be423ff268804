"""``duban dump``: the office's store as a pack's folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from duban.cli import streams
from duban.cli.office import office
from duban.cli.shell import Command

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("dump", cls=Command)
def dump(
    folder: Annotated[
        Path, typer.Argument(metavar="文件夹", help="空的文件夹，或上次写出的。 Where to write.", readable=False)
    ],
) -> None:
    """把库写成城市包：duban pack check 认得，装进空库得到同样的内容。

    写出现在有效的单位、职务、任务书、承诺，和全部的数。
    拆解、意见、账号和日志不在包里：这不是备份。

    Write the store as a pack. It is no backup: see docs/office.md.
    """
    with office():
        from duban.web.load.dump import dump as write

        names = write(folder)
        streams.say(f"{folder}：写好{len(names)}个文件。检查：duban pack check {folder}")
