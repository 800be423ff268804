"""``duban why``: one pledge, its sentence, its verdict with the reasons, and the figures it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from duban.cli import options, packs, streams, words
from duban.cli.shell import Command
from duban.errors import DubanError, InputError
from duban.periods import Month

if TYPE_CHECKING:
    from duban.ledger.types import Fact
    from duban.pack.pack import Pack
    from duban.standing.documents import Judgement
    from duban.standing.verdict import Verdict

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("why", cls=Command)
def why(
    pledge: Annotated[
        str, typer.Argument(metavar="承诺或单位", help="承诺的编号或其中的字，或单位。 A pledge or a body.")
    ],
    pack: Annotated[str, typer.Option("--pack", "-p", metavar="城市", help="城市包。 The city's pack.")] = packs.DEMO,
    as_of: options.AsOf = None,
    rules: Annotated[str | None, typer.Option("--rules", "-r", metavar="规则", help="换一套规则。 Rule.")] = None,
    known_at: options.KnownAt = None,
) -> None:
    """说明一条承诺为什么这样判：原话、目标、数据、条文，以及余下每月要完成多少；写单位，就说明它的每一分从哪里来。

    Why a pledge stands as it does: its words, figures, clause, and what each remaining month must bring.
    """
    try:
        for line in _lines(pledge, pack, as_of, rules, known_at):
            streams.put(f"{line}\n".encode("utf-8", "replace"))
    except DubanError as error:
        streams.say(str(error))
        raise typer.Exit(2) from None


def _lines(pledge: str, pack: str, as_of: datetime | None, rules: str | None, known_at: int | None) -> Iterator[str]:
    from duban.cli.verdicts import said
    from duban.pack.rules import untimely
    from duban.standing.city import judge_pack
    from duban.standing.reasons import reason

    city = packs.opened(pack)
    if city.rulebooks and (body := city.org_unit(pledge)):
        yield from _body(city, body.id, as_of, rules, known_at)
        return
    id = packs.pledge_named(city, pledge)
    day = packs.the_day(city, as_of.date() if as_of else None)
    judgement = judge_pack(city, day, packs.terms(city, rules, None), known_at=known_at)
    verdict = next(one for one in judgement.verdicts if one.pledge.id == id)
    one = verdict.pledge
    yield f"{said.who(judgement, verdict)}：{said.subject(one)}（{one.id}）"
    yield f"目标：{said.target(one)}"
    if one.origin.sentence or one.origin.quote:
        yield f"原话：{words.clean(one.origin.sentence or one.origin.quote)}"
    if one.assessed:
        yield f"考核值出自：{words.clean(one.assessed.document)}"
    yield f"截至{day.isoformat()}：{verdict.light.shape}{verdict.light.word}。{reason(verdict)}"
    yield f"规则：{verdict.rule.name}（{verdict.rule.source}）"
    yield from (one.what for one in untimely(verdict.rule, day))
    yield from _history(verdict)
    yield from _facts(judgement, verdict)


def _body(city: Pack, body: str, as_of: datetime | None, rules: str | None, known_at: int | None) -> Iterator[str]:
    """Where a body's points came from, and what one place up would take."""
    from duban.standing.leagues.explain import explained
    from duban.standing.leagues.standings import rulebook_of, standings
    from duban.standing.leagues.step_up import step_up, step_up_words

    day, terms = packs.the_day(city, as_of.date() if as_of else None), packs.terms(city, rules, None)
    book = rulebook_of(city, as_of=day)
    told = standings(city, day, book, terms, known_at=known_at)
    place, league = told.place(body), told.league_of(body)
    if place is None or league is None:
        raise InputError(f"“{book.name}”不排这个单位", do=f"排名的是：{'、'.join(book.groups)}")
    yield f"{place.org_unit.name}，{book.name}，截至{day.isoformat()}"
    yield from explained(told, place, league)
    yield from step_up_words(told, place, list(step_up(city, told, place, terms)))


def _counts(fact: Fact, verdict: Verdict) -> bool:
    """Whether the verdict rests on a figure: of the plan's months up to the date, or a trend's last year's."""
    day, year = Month.of(verdict.as_of), verdict.pledge.year
    before = verdict.pledge.kind == "trend" and fact.period.end.plus(12) == verdict.until
    return before or (fact.period.end <= day and fact.period.end.year >= year)


def _history(verdict: Verdict) -> Iterator[str]:
    if len(verdict.history) > 1:
        yield "各月：" + "，".join(f"{month.month}月{light.shape}{light.word}" for month, light in verdict.history)


def _facts(judgement: Judgement, verdict: Verdict) -> Iterator[str]:
    from duban.cli.verdicts import said

    answers = [one for one in said.answers(judgement, verdict) if _counts(one[0], verdict)]
    yield "依据的数：" if answers else "依据的数：没有"
    corrected = {one.replaces: one for one in judgement.facts.values() if one.replaces}
    for fact, _, _ in answers:
        source = said.source(fact)
        yield f"  {fact.key}  {said.fact_words(fact)}" + (f"（{source}）" if source else "")
    for fact in (judgement.facts[old] for old in corrected if old in judgement.facts):
        if any(one.key == corrected[fact.key].key for one, _, _ in answers):
            yield f"  已更正：{fact.key}  {said.fact_words(fact)}"
