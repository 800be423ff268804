"""``duban standings``: the bodies in order, group by group, under a rulebook."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

import typer

from duban.cli import options, packs, streams
from duban.cli.options import FormName
from duban.cli.shell import Command
from duban.errors import DubanError
from duban.periods import Month

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("standings", cls=Command)
def standings(
    pack: Annotated[str, typer.Argument(metavar="城市", help="城市包。 The city's pack.")] = packs.DEMO,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    group: Annotated[str, typer.Option("--group", "-g", metavar="组", help="只看一组。 One group.")] = "",
    rulebook: Annotated[str, typer.Option("--rulebook", metavar="办法", help="哪一本考核办法。 Rulebook.")] = "",
    since: Annotated[
        datetime | None,
        typer.Option("--since", formats=["%Y-%m-%d"], metavar="日期", help="从那天起谁进步大。 Who has come on since."),
    ] = None,
    robust: Annotated[bool, typer.Option("--robust", help="换别的计分办法，名次变不变。 Under every formula.")] = False,
    form: options.Form = FormName.table,
    out: options.Out = None,
) -> None:
    """按考核办法给单位排名，分组排，写明并列、缺数和折算；红旗、蜗牛只是建议，由人认定。

    The bodies in order under a rulebook, group by group, with ties, missing figures and rescaling told.
    """
    try:
        options.fit_for_screen(form, out, "排名.xlsx")
        payload = _payload(pack, as_of, known_at, group, rulebook, since, robust, form)
    except DubanError as error:
        streams.say(str(error))
        raise typer.Exit(2) from None
    options.deliver(payload, out)


def _payload(
    pack: str,
    as_of: datetime | None,
    known_at: int | None,
    group: str,
    rulebook: str,
    since: datetime | None,
    robust: bool,
    form: FormName,
) -> bytes:
    from duban.cli.leagues import lines, records, sheets
    from duban.standing.leagues.change import changes
    from duban.standing.leagues.robust import robust as under_every_formula
    from duban.standing.leagues.standings import rulebook_of
    from duban.standing.leagues.standings import standings as stand
    from duban.standing.leagues.what_if import formula_named

    city = packs.opened(pack)
    day = packs.the_day(city, as_of.date() if as_of else None)
    told = stand(city, day, rulebook_of(city, rulebook, day), group=group, known_at=known_at)
    if form is FormName.xlsx:
        return sheets.render(told)
    if form is FormName.jsonl:
        said: Iterator[str] = (json.dumps(one, ensure_ascii=False) for one in records.records(told))
    elif robust:
        said = lines.robust(told, under_every_formula(city, told))
    elif since:
        said = lines.changes(told, changes(told, Month.of(since.date()), formula_named(city, "delta")))
    else:
        said = lines.standings(told)
    return "".join(f"{line}\n" for line in said).encode("utf-8", "replace")
