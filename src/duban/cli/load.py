"""``duban load``: a pack into the office's store."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from duban.cli import streams
from duban.cli.office import migrate, office
from duban.cli.shell import Command

if TYPE_CHECKING:
    from duban.web.load.merge import Outcome

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_STEPS = {"load.pack": "单位、职务和规则", "load.book": "任务书", "load.facts": "数", "load.peers": "对标表"}


@app.command("load", cls=Command)
def load(
    pack: Annotated[str, typer.Argument(metavar="城市", help="城市包的文件夹或名称。 A pack's folder or name.")],
    history: Annotated[
        bool, typer.Option("--history", help="每一行按包里写的日子算知道；只用于空库。 With its history.")
    ] = False,
    day: Annotated[
        datetime | None,
        typer.Option("--day", formats=["%Y-%m-%d"], metavar="日期", help="把库定在这一天（示范用）。 Set the day."),
    ] = None,
    accounts: Annotated[
        bool, typer.Option("--accounts", help="给每个有角色的职务建一个试用账号。 Make trial accounts.")
    ] = False,
) -> None:
    """把城市包装进库里；再装一次只补新的和改过的，人改过的留着。

    先更新数据库的表，装完重新判定全部承诺。
    --accounts 建的账号和密码写在 DUBAN_DATA 的 accounts.txt 里，只供试用。

    Load a pack into the store; again and again without doubling.
    """
    with office():
        from duban.web.load.pack import load as bring
        from duban.web.standings.recompute import recompute

        migrate()
        outcome = bring(pack, history=history, day=day.date() if day else None, told=_progress)
        _progress("")
        _tell(outcome)
        typer.echo(f"判定了{recompute()}条承诺。")
        if accounts:
            _accounts()


def _progress(verb: str) -> None:
    """One line that is written over, where a person watches."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K正在装：{_STEPS.get(verb, verb)}" if verb else "\r\033[K")
        sys.stderr.flush()


def _tell(outcome: Outcome) -> None:
    typer.echo(f"新增{outcome.added}行，按包更新{outcome.amended}行，没有变的{outcome.same}行。")
    if outcome.kept:
        streams.say(f"有{len(outcome.kept)}处有人在库里改过，包里也变了，留着人改的：")
        for one in outcome.kept:
            streams.say(f"  {one}")


def _accounts() -> None:
    from duban.web.access.trial import trial_accounts

    typer.echo(trial_accounts(), nl=False)
