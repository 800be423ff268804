"""The ``duban`` command: one file per group of commands, each loaded only when called."""

from __future__ import annotations

from typing import Annotated, ClassVar

import typer

from duban import __version__
from duban.cli.shell import LazyGroup


class Groups(LazyGroup):
    """All commands of duban by module."""

    modules: ClassVar = {
        "read": "duban.cli.read",
        "pack": "duban.cli.pack",
        "judge": "duban.cli.judge",
        "why": "duban.cli.why",
        "standings": "duban.cli.standings",
        "what-if": "duban.cli.what_if",
        "forecast": "duban.cli.forecast",
        "add-up": "duban.cli.add_up",
        "link": "duban.cli.link",
        "check": "duban.cli.check",
        "spot-check": "duban.cli.spot_check",
        "peers": "duban.cli.peers",
        "load": "duban.cli.load",
        "serve": "duban.cli.serve",
        "tick": "duban.cli.tick",
        "dump": "duban.cli.dump",
        "verify": "duban.cli.verify",
        "doctor": "duban.cli.doctor",
    }


app = typer.Typer(cls=Groups, rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"duban {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def duban(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="显示版本。 Show the version.")
    ] = False,
) -> None:
    """督办：从计划和报告里读出每一条承诺，带着原话。

    duban reads every pledge out of plans and reports, with its sentence.
    """
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


def run() -> None:
    """The console script."""
    app(prog_name="duban")


if __name__ == "__main__":
    run()
