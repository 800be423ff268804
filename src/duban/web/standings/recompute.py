"""All verdicts anew, from the store as it stands, as of its day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from duban.garbage import uncollected
from duban.pack.pack import Pack
from duban.standing.checks.bars import Counting, counting
from duban.standing.city import adding_up, judge_pack
from duban.standing.forecast.city import forecast
from duban.standing.leagues.standings import Ground
from duban.web.clock.today import now, today
from duban.web.flags.models import Proposed
from duban.web.log.models import Head
from duban.web.log.reading import head
from duban.web.standings.added import owing, short
from duban.web.standings.ahead import kept_ahead
from duban.web.standings.city import city
from duban.web.standings.laying import Run, lay
from duban.web.standings.models import Kept, PledgeVerdict
from duban.web.standings.proposals import proposed
from duban.web.standings.rows import Judged, Made, Was, month_rows, newest_month, today_row

# An indicator that so many bodies pledge is a headline where the city names none.
_MANY = 3
# What is asked of the former verdicts.
_KEPT = ("pledge", "light", "shape", "word", "colour", "reason", "was", "former", "changed")


def recompute(as_of: date | None = None) -> int:
    """Judge the whole city and put the verdicts in the place of the former ones; gives how many there are.

    With them goes what the rulebooks propose flags for. ``was`` keeps the light that a pledge had before its last
    change.
    """
    made, day = Made(head(), now()), as_of or today()
    with uncollected():
        pack = city()
        counted = counting(pack, day)
        found = _judged(pack, day, counted) if pack.pledges else []
        beside = _beside(pack, day, made, found, counted) if found else []
    with transaction.atomic():
        # The head of the log is the lock: of two at once the later waits, and gives way to what is newer than its own.
        Head.objects.select_for_update().get(pk=1)
        if not PledgeVerdict.objects.filter(number__gt=made.number).exists():
            lay(_run(pack, day, found), beside, made)
    return len(found)


def _judged(pack: Pack, day: date, counted: Counting) -> list[Judged]:
    """Every pledge with all that is said of it."""
    told = judge_pack(pack, day, by_month=True, counted=counted)
    ahead = {one.pledge.id: kept_ahead(one) for one in forecast(pack, as_of=day, counted=counted)}
    return [Judged(one, told.months.get(one.pledge.id, ()), ahead.get(one.pledge.id, {})) for one in told.verdicts]


def _run(pack: Pack, day: date, found: Sequence[Judged]) -> Run:
    """The rows of each pledge, to be made where they are wanted, and all that they depend on beside its verdicts."""
    newest = newest_month([one.now for one in found]) if found else None
    before = {one.pledge: one for one in PledgeVerdict.objects.only(*_KEPT)}
    places = {one: at for at, one in enumerate(headline(pack))}

    def first(one: Judged, made: Made) -> PledgeVerdict:
        return today_row(one, pack, made, _was(one, made.at, before.get(one.now.pledge.id)))

    return Run(
        ground=(day, newest, places, pack.whole, pack.org_units),
        told={one.now.pledge.id: one for one in found},
        today=first,
        months=lambda one: month_rows(one, pack, places, newest) if newest else (),
    )


def _beside(pack: Pack, day: date, made: Made, found: Sequence[Judged], counted: Counting) -> Sequence[Kept | Proposed]:
    """What else the job works out: what the overview says in short, and what flags are proposed for."""
    newest = newest_month([one.now for one in found]).number
    kept: dict[str, Any] = {
        "months": [min(newest, *(one.now.pledge.year * 12 for one in found)), newest],
        "stands": [day.isoformat(), made.number, made.at.isoformat()],
        "adding_up": short(adding_up(pack, day)),
        "owing": owing(pack, day),
    }
    ground = Ground(pack, day, facts=counted.table)
    return [
        *proposed(pack, ground, made.number, {one.now.pledge.id: one.now for one in found}),
        *(Kept(name=name, number=made.number, value=value) for name, value in kept.items()),
    ]


def headline(pack: Pack) -> tuple[str, ...]:
    """The indicators that the overview shows first: those that the city names, else those that many bodies pledge."""
    if pack.rules.headline:
        return pack.rules.headline
    counts = Counter(
        indicator for _, indicator in {(one.org_unit, one.indicator) for one in pack.pledges if one.indicator}
    )
    return tuple(one for one, count in counts.most_common() if count >= _MANY)


def _was(one: Judged, at: datetime, before: PledgeVerdict | None) -> Was:
    """The light before the last change: what was said of it, and when it changed."""
    if before is None:
        return Was()
    if before.light == one.now.light.key:
        return Was(before.was, tuple(before.former), before.changed)
    return Was(before.light, (before.shape, before.word, before.colour, before.reason), at)
