"""``duban tick``: what time does."""

from __future__ import annotations

import typer

from duban.cli.office import office
from duban.cli.shell import Command

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("tick", cls=Command)
def tick() -> None:
    """做到点该做的事：日子或内容变了就重新判定，清掉过期的登录。

    多运行几次没有关系，几个同时运行也没有关系；请让系统每小时运行一次。

    Do what time does; run it every hour.
    """
    with office():
        from duban.web.standings.tick import tick as pass_on

        for line in pass_on():
            typer.echo(line)
