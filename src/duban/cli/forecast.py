"""``duban forecast``: where each pledge will stand when it falls due."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from duban.cli import packs, streams
from duban.cli.atomic import write_whole
from duban.cli.shell import Command
from duban.errors import DubanError

if TYPE_CHECKING:
    from duban.pack.pack import Pack
    from duban.standing.forecast.city import Forecast


class FormName(StrEnum):
    """The forms by name, as the option takes them."""

    table = "table"
    jsonl = "jsonl"
    xlsx = "xlsx"


app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("forecast", cls=Command)
def forecast(
    pack: Annotated[str, typer.Argument(metavar="城市", help="城市包。 The city's pack.")] = packs.DEMO,
    pledge: Annotated[str, typer.Argument(metavar="[承诺]", help="承诺的编号，或其中的字。 Its id, or words.")] = "",
    as_of: Annotated[
        datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], metavar="日期", help="站在哪一天看。 The date.")
    ] = None,
    known_at: Annotated[
        int | None, typer.Option("--known-at", metavar="号", help="只看到这一号为止的数。 What was known then.")
    ] = None,
    form: Annotated[FormName, typer.Option("--format", "-f", help="结果的形式。 Form.")] = FormName.table,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="路径", help="写到文件。 File.")] = None,
) -> None:
    """预计到期能完成多少，有多大把握，完成目标和力争值的可能性有多大。只供督办室看，不进任何考核。

    What each pledge will come to when it falls due, how sure that is, and how likely its figures are. No assessment
    counts it.
    """
    try:
        if out is None and form is FormName.xlsx:
            raise DubanError("xlsx 不能输出到屏幕", do="请用 --out 指定文件，例如 --out 预计.xlsx")
        payload = _payload(packs.opened(pack), pledge, as_of, known_at, form)
    except DubanError as error:
        streams.say(str(error))
        raise typer.Exit(2) from None
    if out:
        write_whole(out, payload)
        streams.say(f"{out}：写好了")
    else:
        streams.put(payload)


def _payload(city: Pack, pledge: str, as_of: datetime | None, known_at: int | None, form: FormName) -> bytes:
    """The answer's bytes. Loaded only here: no other command waits for the arithmetic."""
    from duban.cli import forecasts
    from duban.standing.forecast.city import forecast as look

    day = packs.the_day(city, as_of.date() if as_of else None)
    found = look(city, as_of=day, known_at=known_at)
    if pledge:
        found = _named(city, pledge, found)
    return forecasts.RENDERERS[form.value](city, found)


def _named(city: Pack, said: str, found: tuple[Forecast, ...]) -> tuple[Forecast, ...]:
    """The pledge of an id, or all whose id or subject holds the words."""
    some = tuple(one for one in found if said in one.pledge.id or said in one.pledge.subject)
    exact = tuple(one for one in some if one.pledge.id == said)
    if not some:
        packs.pledge_named(city, said)
    return exact or some
