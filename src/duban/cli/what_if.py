"""``duban what-if``: the same figures under another rule, weight or formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

import typer

from duban.cli import options, packs, streams
from duban.cli.shell import Command
from duban.errors import DubanError, InputError

if TYPE_CHECKING:
    from duban.pack.pack import Pack
    from duban.pack.schema.rulebooks import Rulebook

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("what-if", cls=Command)
def what_if(
    pack: Annotated[str, typer.Argument(metavar="城市", help="城市包。 The city's pack.")] = packs.DEMO,
    rules: Annotated[str, typer.Option("--rules", "-r", metavar="规则", help="换一套亮灯规则。 Light rule.")] = "",
    weight: Annotated[
        list[str] | None, typer.Option("--weight", metavar="项=分值", help="换分值，可以写几次。 Weight.")
    ] = None,
    formula: Annotated[
        list[str] | None,
        typer.Option("--formula", metavar="办法", help="换计分办法：全部，或 项=办法。 Formula."),
    ] = None,
    as_of: options.AsOf = None,
    rulebook: Annotated[str, typer.Option("--rulebook", metavar="办法", help="哪一本考核办法。 Rulebook.")] = "",
    known_at: options.KnownAt = None,
) -> None:
    """换一套规则、分值或计分办法试一试：什么变了，谁上升，谁下降。只是试，什么也不改。

    Try another light rule, weight or formula on the same figures: what changes, who gains, who loses.
    """
    try:
        for line in _lines(pack, rules, weight or [], formula or [], as_of, rulebook, known_at):
            streams.put(f"{line}\n".encode("utf-8", "replace"))
    except DubanError as error:
        streams.say(str(error))
        raise typer.Exit(2) from None


def _lines(
    pack: str,
    rules: str,
    weights: Sequence[str],
    formulas: Sequence[str],
    as_of: datetime | None,
    rulebook: str,
    known_at: int | None,
) -> Iterator[str]:
    from duban.cli.leagues import lines
    from duban.standing.city import judge_pack, terms_of
    from duban.standing.leagues.standings import Ground, rulebook_of, standings
    from duban.standing.leagues.what_if import moves, relit

    if not (rules or weights or formulas):
        raise InputError("没有写换什么", do="请写 --rules、--weight 或 --formula")
    city = packs.opened(pack)
    day = packs.the_day(city, as_of.date() if as_of else None)
    terms, tried = terms_of(city), packs.terms(city, rules or None, None)
    book = rulebook_of(city, rulebook, day)
    changed = _changed(city, book, weights, formulas)
    yield f"{book.name}，截至{day.isoformat()}"
    if changed.full != book.full:
        yield f"分值合计从{lines.weight(book.full)}变成{lines.weight(changed.full)}，总分按新的合计算"
    on = Ground(city, day, known_at)
    before = standings(city, day, book, terms, known_at=known_at, on=on)
    after = standings(city, day, changed, tried, known_at=known_at, on=on)
    yield from lines.moves(after, moves(before, after))
    if rules:
        old, new = (judge_pack(city, day, one, known_at=known_at) for one in (terms, tried))
        yield ""
        yield f"亮灯规则从“{terms.rule.name}”换成“{tried.rule.name}”，"
        yield from lines.lights(relit(old, new), {one.id: one.name for one in city.org_units})


def _changed(city: Pack, book: Rulebook, weights: Sequence[str], formulas: Sequence[str]) -> Rulebook:
    from duban.standing.leagues.what_if import formula_named, line_named, reformulated, reweighted

    if weights:
        book = reweighted(
            book, {line_named(city, book, name): _number(value) for name, value in _pairs(weights, "--weight").items()}
        )
    if formulas:
        told = dict(_pairs([one for one in formulas if "=" in one], "--formula"))
        if for_all := [one for one in formulas if "=" not in one]:
            told[""] = for_all[-1]
        book = reformulated(book, {line_named(city, book, name): formula_named(city, id) for name, id in told.items()})
    return book


def _pairs(said: Sequence[str], option: str) -> Mapping[str, str]:
    found = {}
    for one in said:
        name, equals, value = one.rpartition("=")
        if not equals or not name:
            raise InputError(f"{option} 写的是“{one}”", do=f"请写成 {option} 项=…，例如 --weight 固定资产投资=15")
        found[name] = value
    return found


def _number(said: str) -> Fraction:
    try:
        value = Fraction(said)
    except (ValueError, ZeroDivisionError):
        raise InputError(f"分值“{said}”不是数", do="例如 --weight 固定资产投资=15") from None
    if value < 0:
        raise InputError(f"分值“{said}”是负数", do="分值从0起")
    return value
