"""All verdicts anew, from the store as it stands, as of its day."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from duban.standing.city import judge_pack
from duban.standing.reasons import reason
from duban.standing.verdict import Verdict
from duban.web.clock.today import now, today
from duban.web.flags.models import Proposed
from duban.web.log.amounts import stored
from duban.web.log.models import Head
from duban.web.log.reading import head
from duban.web.standings.city import city
from duban.web.standings.models import PledgeVerdict
from duban.web.standings.proposals import proposed


def recompute(as_of: date | None = None) -> int:
    """Judge the whole city and put the verdicts in the place of the former ones; gives how many there are.

    With them goes what the rulebooks propose flags for. ``was`` keeps the light that a pledge had before its last
    change.
    """
    number, at, pack = head(), now(), city()
    day = as_of or today()
    judgement = judge_pack(pack, day) if pack.pledges else None
    verdicts = judgement.verdicts if judgement else ()
    flags = proposed(pack, day, number) if verdicts else []
    with transaction.atomic():
        # The head of the log is the lock: of two at once the later waits, and gives way to what is newer than its own.
        Head.objects.select_for_update().get(pk=1)
        before = {one.pledge: one for one in PledgeVerdict.objects.only("pledge", "light", "was")}
        if not PledgeVerdict.objects.filter(number__gt=number).exists():
            PledgeVerdict.objects.all().delete()
            PledgeVerdict.objects.bulk_create(_row(one, number, at, before.get(one.pledge.id)) for one in verdicts)
            Proposed.objects.all().delete()
            Proposed.objects.bulk_create(flags)
    return len(verdicts)


def _row(one: Verdict, number: int, at: datetime, before: PledgeVerdict | None) -> PledgeVerdict:
    was = "" if before is None else before.was if before.light == one.light.key else before.light
    return PledgeVerdict(
        pledge=one.pledge.id,
        subject=one.pledge.subject,
        org_unit=one.pledge.org_unit,
        book=one.pledge.origin.book,
        indicator=one.pledge.indicator,
        number=number,
        at=at,
        as_of=one.as_of,
        rule=one.rule.id,
        verdict=one.verdict,
        light=one.light.key,
        shape=one.light.shape,
        word=one.light.word,
        colour=one.light.colour,
        order=one.light.order,
        stretch=one.stretch_verdict or "",
        until=one.until.number if one.until else None,
        expected=stored(one.expected),
        actual=stored(one.actual),
        gap=one.gap,
        gap_unit=one.gap_unit,
        reason=reason(one),
        facts=[one.fact] if one.fact else [],
        history=[[month.number, light.key, light.shape, light.word, light.colour] for month, light in one.history],
        was=was,
    )
