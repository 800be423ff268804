"""``duban doctor``: the office's settings, and whether it can work."""

from __future__ import annotations

import typer

from duban.cli.office import office
from duban.cli.shell import Command

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("doctor", cls=Command)
def doctor() -> None:
    """列出全部设置，逐项检查，不好的说怎么办。

    什么都不改。有一项不好，退出状态是 2。

    List every setting and look at all that the office needs; exit status 2 if anything is wrong.
    """
    with office():
        from duban.web.conf import shown
        from duban.web.doctor import examine
        from duban.web.settings import CONF

        for setting, value in shown(CONF):
            typer.echo(f"{setting.name}={value}")
        examined = list(examine())
    for one in examined:
        way_out = f"。{one.do}" if one.do else ""
        typer.echo(f"{'好  ' if one.well else '不好'}  {one.name}：{one.found}{way_out}")
    if not all(one.well for one in examined):
        raise typer.Exit(2)
