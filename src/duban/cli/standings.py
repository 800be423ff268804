"""``duban standings``: the bodies in order, group by group, under a rulebook."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
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
    issue: Annotated[str, typer.Option("--issue", metavar="名称", help="封存：以后不再重算。 Freeze.")] = "",
    document: Annotated[str, typer.Option("--document", metavar="文件", help="封存所据的文件。 Document.")] = "",
    issued: Annotated[str, typer.Option("--issued", metavar="名称", help="看封存的结果。 A frozen result.")] = "",
    form: options.Form = FormName.table,
    out: options.Out = None,
) -> None:
    """按考核办法给单位排名，分组排，写明并列、缺数和折算；红旗、蜗牛只是建议，由人认定。

    封存（--issue）把结果写进城市包的 results 文件夹，以后照原样看（--issued），数更正过也不改，只说差在哪里。

    The bodies in order under a rulebook, group by group, with ties, missing figures and rescaling told.
    """
    try:
        options.fit_for_screen(form, out, "排名.xlsx")
        if issued:
            payload = _issued(pack, issued, form)
        elif issue:
            payload = _issue(pack, as_of, known_at, rulebook, issue, document)
        else:
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
    from duban.cli.leagues import lines, sheets
    from duban.pack.files import folder_of
    from duban.standing.leagues import records
    from duban.standing.leagues.change import changes
    from duban.standing.leagues.frozen import beside_last_year
    from duban.standing.leagues.robust import robust as under_every_formula
    from duban.standing.leagues.standings import rulebook_of
    from duban.standing.leagues.standings import standings as stand
    from duban.standing.leagues.what_if import formula_named

    city = packs.opened(pack)
    day = packs.the_day(city, as_of.date() if as_of else None)
    told = stand(city, day, rulebook_of(city, rulebook, day), group=group, known_at=known_at)
    told = beside_last_year(told, folder_of(pack).root)
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


def _issue(pack: str, as_of: datetime | None, known_at: int | None, rulebook: str, name: str, document: str) -> bytes:
    """Freeze the result of all groups under a name, and print it."""
    from duban.cli.atomic import write_whole
    from duban.cli.leagues import lines
    from duban.pack.files import folder_of
    from duban.standing.leagues import frozen
    from duban.standing.leagues.standings import rulebook_of
    from duban.standing.leagues.standings import standings as stand

    city, path = packs.opened(pack), frozen.path_of(folder_of(pack).root, name)
    if path.exists():
        raise DubanError(f"“{name}”已经封存过，不能再封存一次", do="请换一个名称；要看它，用 --issued")
    day = packs.the_day(city, as_of.date() if as_of else None)
    told = stand(city, day, rulebook_of(city, rulebook, day), known_at=known_at)
    told = frozen.beside_last_year(told, folder_of(pack).root)
    said = list(lines.standings(told))
    path.parent.mkdir(exist_ok=True)
    write_whole(path, frozen.as_json(frozen.freeze(told, name, said, datetime.now().date(), document)))
    return "".join(f"{line}\n" for line in [*said, "", f"封存为“{name}”：{path}"]).encode("utf-8", "replace")


def _issued(pack: str, name: str, form: FormName) -> bytes:
    """A frozen result as it was issued, and what would be different by the figures as they are now."""
    from duban.pack.files import folder_of
    from duban.standing.leagues import frozen
    from duban.standing.leagues.standings import rulebook_of
    from duban.standing.leagues.standings import standings as stand

    found = frozen.read(frozen.path_of(folder_of(pack).root, name))
    if form is FormName.jsonl:
        return "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in found.records).encode("utf-8")
    if form is not FormName.table:
        raise DubanError("封存的结果只有 table 和 jsonl 两种形式", do="请用 --format table 或 jsonl")
    city, day = packs.opened(pack), date.fromisoformat(found.as_of)
    changed = list(frozen.differences(found, stand(city, day, rulebook_of(city, found.rulebook, day))))
    by = f"，{found.document}" if found.document else ""
    said = [*found.lines, "", f"{found.issued}封存为“{found.name}”{by}。"]
    said += (
        ["按现在的数再算，结果一样。"] if not changed else ["封存以后数有更正，封存的结果不改。不一样的：", *changed]
    )
    return "".join(f"{line}\n" for line in said).encode("utf-8", "replace")
