"""The job that reckons an issued result, once: from what was known at the entry that asked for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django_tasks import task

from duban.errors import DubanError, InputError
from duban.pack.pack import Pack
from duban.standing.city import terms_of
from duban.standing.leagues.league import League, Standings
from duban.standing.leagues.sheet import sheet
from duban.standing.leagues.standings import rulebook_of, standings
from duban.standing.leagues.step_up import step_up, step_up_words
from duban.web.leagues.models import Issue
from duban.web.log.writing import About, By, replacing, writing
from duban.web.standings.city import city


@task()
def freeze(key: str, account: int | None, post: str) -> None:
    """Reckon what was asked for under a key and keep it; one that cannot be reckoned says why."""
    row: Issue = Issue.objects.current().get(key=key)
    if row.state != "asked":
        return
    try:
        result = reckoned(row)
        told: dict[str, Any] = {"state": "issued", "result": result, "ranks": ranks(result)}
    except DubanError as error:
        told = {"state": "failed", "note": str(error)[:500]}
    with writing("leagues.freeze", By(account, post), About("issue", key), {"status": told["state"]}) as written:
        written.add(replacing(row, **told))


def reckoned(row: Issue) -> dict[str, Any]:
    """The result of an issue. Raises InputError where nobody takes a place."""
    pack = city(row.number)
    told = standings(pack, row.as_of, rulebook_of(pack, row.rulebook), group=row.group)
    league = told.leagues[0]
    if not league.ranked:
        raise InputError(f"“{row.group}”没有一个单位能排名", do="请看预览里写的原因")
    return sheet(told, league, dict(steps(pack, told, league)))


def steps(pack: Pack, told: Standings, league: League, body: str = "") -> Iterator[tuple[str, list[str]]]:
    """What one place up would take, of each body that has somebody above it, or of one."""
    terms = terms_of(pack)
    for place in league.ranked:
        if body not in {"", place.org_unit.id}:
            continue
        yield place.org_unit.id, list(step_up_words(told, place, list(step_up(pack, told, place, terms))))


def ranks(result: dict[str, Any]) -> dict[str, list[Any]]:
    """The places of a result in short."""
    return {one["org_unit"]: [one["rank"], one["total"]] for one in result["places"]}
