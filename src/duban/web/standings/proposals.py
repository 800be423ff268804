"""What the rulebooks in force propose red flags and snails for, by the standings as they are computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from duban.pack.pack import Pack
from duban.pack.schema.rulebooks import Rulebook
from duban.periods import Month
from duban.standing.leagues.league import Proposal, Standings
from duban.standing.leagues.standings import Ground, holding, standings
from duban.standing.reasons import finding
from duban.standing.verdict import Verdict
from duban.web.flags.models import Proposed


def proposed(pack: Pack, on: Ground, number: int, verdicts: Mapping[str, Verdict]) -> list[Proposed]:
    """The rows of every proposal as of a date; none where no rulebook holds, or none has a predicate.

    ``verdicts`` by pledge say by which figures: a proposal without its values cannot be decided on.
    """
    books = [one for one in holding(pack.rulebooks, on.as_of) if one.flags]
    return [row for book in books for row in _of(book, standings(pack, on.as_of, book, on=on), number, verdicts)]


def _of(book: Rulebook, told: Standings, number: int, verdicts: Mapping[str, Verdict]) -> Iterator[Proposed]:
    for one in told.proposals:
        verdict = verdicts.get(one.pledge.id) if one.pledge else None
        yield Proposed(
            key=_key(book, one, told),
            rulebook=book.id,
            flag=one.flag.id,
            name=one.flag.name,
            sort=one.flag.sort,
            org_unit=one.org_unit.id,
            pledge=one.pledge.id if one.pledge else "",
            subject=one.pledge.subject if one.pledge else "",
            month=told.month.number,
            grounds=one.reason if verdict is None else _with_values(one.reason, verdict),
            number=number,
        )


def _with_values(reason: str, verdict: Verdict) -> str:
    """The clause with what was to be and what is, and since when the light has been the same."""
    lit = _since(verdict)
    since = f"，{lit.month}月起一直是{verdict.light.word}" if lit is not None else ""
    return f"{reason}（{finding(verdict)}{since}）"


def _since(verdict: Verdict) -> Month | None:
    """The first month of those in a row, up to the newest, that show today's light; None for the newest alone."""
    months = []
    for month, light in reversed(verdict.history):
        if light.key != verdict.light.key:
            break
        months.append(month)
    return months[-1] if len(months) > 1 else None


def _key(book: Rulebook, one: Proposal, told: Standings) -> str:
    """A pledge is decided on once a year, a body's work month by month."""
    about = one.pledge.id if one.pledge else f"{one.org_unit.id}.{told.month}"
    return f"{book.id}.{one.flag.id}.{about}"
