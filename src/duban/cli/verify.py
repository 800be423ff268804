"""``duban verify``: whether the store still holds what its log says."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from duban.cli.office import office
from duban.cli.shell import Command
from duban.errors import DubanError

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("verify", cls=Command)
def verify(
    head: Annotated[
        str, typer.Option("--head", metavar="号:摘要", help="以前记下的末条，看它还在不在。 A head written down.")
    ] = "",
) -> None:
    """重算整条日志：有没有行被改、被删、被加，有没有日志被改、被截去。

    没有问题，退出状态是 0，末条的号和摘要请记在库以外的地方；有问题是 2。

    Recompute the whole log; exit status 2 if anything does not fit.
    """
    with office():
        from duban.web.log.verify import verify as check

        found = check(_head(head))
        for one in found.findings:
            typer.echo(str(one))
        typer.echo(f"日志{found.entries}条，写下{found.rows}行。")
        if found.findings:
            typer.echo(f"有{len(found.findings)}处不对。")
            raise typer.Exit(2)
        typer.echo(f"全部对得上。请记下：{found.entries}:{found.hash}")


def _head(said: str) -> tuple[int, str] | None:
    if not said:
        return None
    match = re.fullmatch(r"(\d+)[:：]([0-9a-f]{64})", said.strip())
    if match is None:
        raise DubanError("--head 写得不对", do="请照 duban verify 打印的写：号:摘要，摘要是64位的十六进制数")
    return int(match[1]), match[2]
