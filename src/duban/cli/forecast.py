"""``duban forecast``: where each pledge will stand when it falls due."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from duban.cli import options, packs, streams
from duban.cli.options import FormName
from duban.cli.shell import Command
from duban.errors import DubanError

if TYPE_CHECKING:
    from duban.pack.pack import Pack
    from duban.standing.forecast.city import Forecast


app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("forecast", cls=Command)
def forecast(
    pack: Annotated[str, typer.Argument(metavar="城市", help="城市包。 The city's pack.")] = packs.DEMO,
    pledge: Annotated[str, typer.Argument(metavar="[承诺]", help="承诺的编号，或其中的字。 Its id, or words.")] = "",
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    form: options.Form = FormName.table,
    out: options.Out = None,
) -> None:
    """预计到期能完成多少，有多大把握，完成目标和力争值的可能性有多大。只供督办室看，不进任何考核。

    What each pledge will come to when it falls due, how sure that is, and how likely its figures are. No assessment
    counts it.
    """
    try:
        options.fit_for_screen(form, out, "预计.xlsx")
        payload = _payload(packs.opened(pack), pledge, as_of, known_at, form)
    except DubanError as error:
        streams.say(str(error))
        raise typer.Exit(2) from None
    options.deliver(payload, out)


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
