"""The figures that a pledge is judged by, month by month, with every version that ever stood there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from duban.ledger.types import WHOLE
from duban.web.access.actor import Actor
from duban.web.clock.today import now
from duban.web.declared.pack import declarations
from duban.web.facts.cells import shown
from duban.web.facts.given import provider_of
from duban.web.facts.history import Issued, all_issued, issued_between, reason_of, words
from duban.web.facts.models import Fact, Objection
from duban.web.facts.owed import answers, reporter
from duban.web.facts.provided import STATUSES
from duban.web.facts.rights import sees_own, sees_provided
from duban.web.facts.rows import OWN
from duban.web.facts.seen import sees_unreleased
from duban.web.facts.settled import unsettled
from duban.web.log.amounts import month_of
from duban.web.standings.course import Shown

_REASONS = ("remark", "document")


@dataclass(frozen=True, slots=True)
class Version:
    """A figure as it was once written: by which post, when, in which entry of the log, and why.

    ``after`` are the results that were issued with the version before it.
    """

    words: str
    post: str
    at: datetime
    number: int
    why: str
    after: tuple[Issued, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A month's figure: what was expected, what stands now and its light; older versions, the newest first.

    ``expected`` is of counted things the whole number that meets it, ``exactly`` the same to the decimal. ``source``
    is where it comes from as it was written, ``by`` the body that handed it in, ``place`` the address of that table
    or sheet, or of a published source; empty where the reader may not open it. ``early``: it is not released yet;
    ``open``: it counts, and is still to be verified, or was returned.
    """

    fact: Fact
    month: int
    expected: str
    exactly: str
    words: str
    light: Sequence[str]
    status: object
    now: Version
    before: tuple[Version, ...]
    source: str
    by: str
    place: str
    early: bool
    open: object


def figures(one: Shown, actor: Actor) -> tuple[list[FigureLine], datetime | None]:
    """The figures of the plan year that the reader may see, the newest month first; a fixed number of queries.

    The moment is that at which the next of them is released, when others see it, too.
    """
    history = {row[7]: row for row in one.verdict.history if row[7]}
    rows = [row for row in _rows(one, history) if row.key in history or answers(row, one.clause)]
    chains = _chains(row for row in rows if _may_see(actor, row))
    told = _objections(key for chain in chains for key in (row.key for row in chain) if len(chain) > 1)
    waits = unsettled(chain[-1] for chain in chains)
    versions = _versions(one, chains, told)
    lines = [
        _line(one, actor, chain, history.get(chain[-1].key, ()), each, waits.get(chain[-1].pk, ""))
        for chain, each in zip(chains, versions, strict=True)
    ]
    release = min((row.release for row in rows if row.release and row.release > now()), default=None)
    return sorted(lines, key=lambda line: (-line.month, line.fact.pk)), release


def _rows(one: Shown, history: Iterable[str]) -> Iterable[Fact]:
    clause = one.clause
    asked = Q(answers=clause.key) | Q(key__in=list(history))
    if clause.indicator:
        asked |= Q(org_unit=clause.org_unit, indicator=clause.indicator, scope=clause.scope, basis=clause.basis)
    found: Iterable[Fact] = Fact.objects.filter(asked, last__gte=one.pledge.year * 12).select_related("entry")
    return found


def _may_see(actor: Actor, row: Fact) -> bool:
    """Before its release only its provider and the supervision office see a figure."""
    if row.release is None or row.release <= now():
        return True
    return sees_unreleased(actor, provider_of(row))


def _chains(rows: Iterable[Fact]) -> list[list[Fact]]:
    """The versions of each figure, the oldest first."""
    chains: dict[int, list[Fact]] = {}
    for row in sorted(rows, key=lambda row: row.pk):
        chain = chains.pop(row.replaces_id or 0, [])
        chains[row.pk] = [*chain, row]
    return list(chains.values())


def _objections(keys: Iterable[str]) -> dict[str, str]:
    """Why a figure was corrected, where somebody objected and was upheld."""
    found = list(keys)
    rows = Objection.objects.current().filter(fact__in=found, upheld=True) if found else ()
    return {row.fact: row.text for row in rows}


def _line(
    one: Shown,
    actor: Actor,
    chain: Sequence[Fact],
    judged: Sequence[object],
    versions: Sequence[Version],
    waits: object,
) -> FigureLine:
    fact = chain[-1]
    return FigureLine(
        fact=fact,
        month=fact.last,
        expected=one.needed(judged[5]) if judged else "",  # type: ignore[arg-type]
        exactly=one.words(judged[5]) if judged else "",  # type: ignore[arg-type]
        words=versions[-1].words if fact.kind == "milestone" or fact.is_none else shown(fact.value, one.measure),
        light=[str(each) for each in judged[1:5]],
        status=STATUSES.get(fact.status, fact.status),
        now=versions[-1],
        before=tuple(reversed(versions[:-1])),
        source=fact.source,
        by="" if _published(fact) else provider_of(fact) or reporter(one.clause, actor.directory),
        place=_place(fact, one, actor),
        early=fact.release is not None and fact.release > now(),
        open=waits,
    )


def _versions(one: Shown, chains: Sequence[Sequence[Fact]], objections: dict[str, str]) -> Iterator[list[Version]]:
    """Each chain in words; what was issued is asked for only where something was corrected."""
    issued = all_issued() if any(len(chain) > 1 for chain in chains) else []
    for chain in chains:
        before = [None, *chain]
        yield [_version(row, was, one, objections, issued) for was, row in zip(before, chain, strict=False)]


def _version(row: Fact, was: Fact | None, one: Shown, objections: dict[str, str], issued: Sequence[Issued]) -> Version:
    detail = row.entry.detail
    why = reason_of(row) or next((str(detail[name]) for name in _REASONS if detail.get(name)), "")
    if row.replaces_id and not why:
        why = objections.get(row.key, "")
    after = issued_between(issued, was, row) if was else ()
    return Version(words(row, one.measure), row.entry.post, row.entry.at, row.entry.number, why, after)


def _place(fact: Fact, one: Shown, actor: Actor) -> str:
    """Where it was handed in: the provider's table, or the body's own sheet; a published one is where it was read."""
    if _published(fact):
        return fact.source
    month, body = month_of(fact.last), reporter(one.clause, actor.directory)
    provided = fact.source != OWN and fact.indicator
    if provided and declarations().provider(fact.indicator, fact.scope, month.last_day):
        if sees_provided(actor, provider_of(fact), fact.indicator):
            scope = "" if fact.scope == WHOLE else f"?{urlencode({'scope': fact.scope})}"
            return reverse("data_table", args=[month, fact.indicator]) + scope
        body = fact.org_unit  # whose own sheet lists what others handed in of it
    return reverse("data_sheet", args=[month, body]) if body and sees_own(actor, body) else ""


def _published(fact: Fact) -> bool:
    return fact.source.startswith(("https://", "http://"))
