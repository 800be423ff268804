"""``duban tick``: what time does."""

from __future__ import annotations

from typing import Annotated

import typer

from duban.cli.office import office
from duban.cli.shell import Command

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("tick", cls=Command)
def tick(
    every: Annotated[
        int | None, typer.Option("--every", metavar="秒", min=1, help="隔这么久做一次，一直做下去。 Again and again.")
    ] = None,
) -> None:
    """做到点该做的事：日子或内容变了、数到了发布时间就重新判定，清掉过期的登录。

    多运行几次没有关系，几个同时运行也没有关系。duban serve 开着时每五分钟做一次，不用另外安排。

    Do what time does; duban serve does it every five minutes.
    """
    with office():
        from duban.web.standings.tick import keep_ticking
        from duban.web.standings.tick import tick as pass_on

        if every is not None:
            keep_ticking(every)
        for line in pass_on():
            typer.echo(line)
