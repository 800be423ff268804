"""``duban add-up``: do the parts add up to the whole?"""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from duban.cli import packs, streams
from duban.cli.shell import Command
from duban.errors import DubanError


class FormName(StrEnum):
    """The forms by name, as the option takes them."""

    table = "table"
    jsonl = "jsonl"


app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("add-up", cls=Command)
def add_up(
    pack: Annotated[str, typer.Argument(metavar="城市", help="城市包。 The city's pack.")] = packs.DEMO,
    form: Annotated[FormName, typer.Option("--format", "-f", help="结果的形式。 Form.")] = FormName.table,
) -> None:
    """各单位的承诺加起来，够不够全市的：谁没有给数，谁层层加码，哪里可能算了两次。

    Do the places' pledges add up to the city's? Who gives no figure, who raised the target, what may count twice.
    """
    from duban.cli import coverage
    from duban.standing.city import adding_up

    try:
        city = packs.opened(pack)
    except DubanError as error:
        streams.say(str(error))
        raise typer.Exit(2) from None
    told = adding_up(city)
    body = city.org_unit(city.whole)
    if form is FormName.jsonl:
        lines = [json.dumps(one, ensure_ascii=False) for one in coverage.records(told)]
    else:
        lines = list(coverage.lines(told, body.name if body else city.name))
    streams.put(("\n".join(lines) + "\n").encode("utf-8", "replace"))
