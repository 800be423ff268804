"""All verdicts anew, from the store as it stands, as of its day."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from duban.standing.city import judge_pack
from duban.standing.reasons import reason
from duban.standing.verdict import Verdict
from duban.web.clock.today import now, today
from duban.web.log.amounts import stored
from duban.web.log.models import Head
from duban.web.log.reading import head
from duban.web.standings.city import city
from duban.web.standings.models import PledgeVerdict

_KEPT = ("pledge", "light", "shape", "word", "colour", "reason", "was", "former", "changed")


def recompute(as_of: date | None = None) -> int:
    """Judge the whole city and put the verdicts in the place of the former ones; gives how many there are.

    ``was`` keeps the light that a pledge had before its last change.
    """
    number, at, pack = head(), now(), city()
    judgement = judge_pack(pack, as_of or today()) if pack.pledges else None
    verdicts = judgement.verdicts if judgement else ()
    with transaction.atomic():
        # The head of the log is the lock: of two at once the later waits, and gives way to what is newer than its own.
        Head.objects.select_for_update().get(pk=1)
        before = {one.pledge: one for one in PledgeVerdict.objects.only(*_KEPT)}
        if not PledgeVerdict.objects.filter(number__gt=number).exists():
            PledgeVerdict.objects.all().delete()
            PledgeVerdict.objects.bulk_create(_row(one, number, at, before.get(one.pledge.id)) for one in verdicts)
    return len(verdicts)


def _row(one: Verdict, number: int, at: datetime, before: PledgeVerdict | None) -> PledgeVerdict:
    was, former, changed = _was(one, at, before)
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
        former=former,
        changed=changed,
    )


def _was(one: Verdict, at: datetime, before: PledgeVerdict | None) -> tuple[str, list[str], datetime | None]:
    """The light before the last change: its key, what was said of it, and when it changed."""
    if before is None:
        return "", [], None
    if before.light == one.light.key:
        return before.was, before.former, before.changed
    return before.light, [before.shape, before.word, before.colour, before.reason], at
