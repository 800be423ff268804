"""``duban account``: the first administrators, before anybody can sign in."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from duban.cli import streams
from duban.cli.office import migrate, office
from duban.cli.shell import Command, Group
from duban.errors import InputError

app = typer.Typer(cls=Group, rich_markup_mode=None, add_completion=False)


@app.callback(invoke_without_command=True)
def account(ctx: typer.Context) -> None:
    """账号：开通头几个管理员。

    Accounts: the first administrators.
    """
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


@app.command("create", cls=Command)
def create(
    user: Annotated[str, typer.Argument(metavar="账号", help="小写字母、数字和 . _ - @。 The user name.")],
    post: Annotated[
        str,
        typer.Option(
            "--post", metavar="职务", help="职务的 id，例如 system_admin。 The post's id.", show_default=False
        ),
    ],
    name: Annotated[str, typer.Option("--name", metavar="姓名", help="不写就用职务的名称。 The full name.")] = "",
    password: Annotated[
        str, typer.Option("--password", metavar="-", help="只能写 -：从标准输入读密码。 Read it from standard input.")
    ] = "",
) -> None:
    """开通一个管理员：系统管理员、安全管理员、安全审计员，每种只在还没有人担任时。

    不写 --password 就生成一个密码，只打印这一次。其他账号在网页上建。

    Make one of the first administrators; the others are made on the pages.
    """
    with office():
        from duban.web.people.first import first

        migrate()
        told = _read(password)
        one, given = first(user, name, post, told)
        typer.echo(f"开通了 {one.username}。")
        if not told:
            streams.say("密码只打印这一次，登录以后请马上改：")
            typer.echo(given)


def _read(said: str) -> str:
    """The password from standard input; never from the command line, which others on the machine can see."""
    if said not in {"", "-"}:
        raise InputError("密码不能写在命令行里", where="--password", do="请写 --password -，再从标准输入给")
    if not said:
        return ""
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise InputError(
            "标准输入里没有密码", where="--password", do="例如：duban account create … --password - < 文件"
        )
    return line
