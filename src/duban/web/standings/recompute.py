"""All verdicts anew, from the store as it stands, as of its day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from duban.pack.pack import Pack
from duban.standing.city import adding_up, judge_pack
from duban.standing.documents import Judgement
from duban.standing.forecast.city import forecast
from duban.web.clock.today import now, today
from duban.web.flags.models import Proposed
from duban.web.log.models import Head
from duban.web.log.reading import head
from duban.web.standings.added import owing, short
from duban.web.standings.city import city
from duban.web.standings.models import Kept, MonthVerdict, PledgeVerdict
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
    made, pack, day = Made(head(), now()), city(), as_of or today()
    judgement = judge_pack(pack, day, by_month=True) if pack.pledges else None
    before = {one.pledge: one for one in PledgeVerdict.objects.only(*_KEPT)}
    rows = _rows(judgement, pack, day, made, before) if judgement else []
    with transaction.atomic():
        # The head of the log is the lock: of two at once the later waits, and gives way to what is newer than its own.
        Head.objects.select_for_update().get(pk=1)
        if not PledgeVerdict.objects.filter(number__gt=made.number).exists():
            for model in (PledgeVerdict, MonthVerdict, Kept, Proposed):
                manager: models.Manager[Any] = model._default_manager
                manager.all().delete()
                manager.bulk_create([one for one in rows if isinstance(one, model)])
    return len(judgement.verdicts) if judgement else 0


def _rows(
    judgement: Judgement, pack: Pack, day: date, made: Made, before: dict[str, PledgeVerdict]
) -> Sequence[models.Model]:
    ahead = {one.pledge.id: one for one in forecast(pack, as_of=day)}
    found = [
        Judged(one, judgement.months.get(one.pledge.id, ()), ahead.get(one.pledge.id)) for one in judgement.verdicts
    ]
    newest, places = newest_month(judgement.verdicts), {one: at for at, one in enumerate(headline(pack))}
    first = min(one.pledge.year for one in judgement.verdicts) * 12
    kept: dict[str, Any] = {
        "months": [first, newest.number],
        "stands": [day.isoformat(), made.number, made.at.isoformat()],
        "adding_up": short(adding_up(pack)),
        "owing": owing(pack, day),
    }
    return [
        *(today_row(one, pack, made, _was(one, made.at, before.get(one.now.pledge.id))) for one in found),
        *(row for one in found for row in month_rows(one, pack, places, newest)),
        *proposed(pack, day, made.number),
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
