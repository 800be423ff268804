"""Verdicts laid in the place of the former ones: only those that came out otherwise are written again.

A process remembers what its last run laid, and the store which run laid what it holds. Where the two are not the same
(the first run of a process, another process in between) all is laid anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final
from uuid import uuid4

from duban.web.flags.models import Proposed
from duban.web.standings.models import Kept, MonthVerdict, PledgeVerdict
from duban.web.standings.rows import Judged, Made

_RUN: Final = "run"


@dataclass(frozen=True, slots=True)
class Run:
    """What one run says: of each pledge by its id, the rows that are made of it, and ``ground``, all that these depend
    on beside it.
    """

    ground: tuple[object, ...]
    told: Mapping[str, Judged]
    today: Callable[[Judged, Made], PledgeVerdict]
    months: Callable[[Judged], Iterable[MonthVerdict]]


@dataclass(frozen=True, slots=True)
class _Laid:
    """What the last run of this process laid, and the mark that it left in the store."""

    mark: str
    ground: tuple[object, ...]
    told: Mapping[str, Judged]


_last: _Laid | None = None


def lay(run: Run, beside: Sequence[Kept | Proposed], made: Made) -> None:
    """Write what came out otherwise; inside a transaction that holds the head of the log."""
    global _last
    former = _former(run)
    gone = former.keys() - run.told.keys()
    new = [one for key, one in run.told.items() if former.get(key) != one]
    months = [one for one in new if not _same_months(former.get(one.now.pledge.id), one)]
    if former:
        PledgeVerdict.objects.filter(pledge__in=[*gone, *_ids(new)]).delete()
        PledgeVerdict.objects.update(number=made.number, at=made.at, as_of=run.ground[0])
        MonthVerdict.objects.filter(pledge__in=[*gone, *_ids(months)]).delete()
    else:
        PledgeVerdict.objects.all().delete()
        MonthVerdict.objects.all().delete()
    PledgeVerdict.objects.bulk_create([run.today(one, made) for one in new])
    MonthVerdict.objects.bulk_create(list(chain.from_iterable(map(run.months, months))))
    mark = uuid4().hex
    Kept.objects.all().delete()
    Proposed.objects.all().delete()
    Kept.objects.bulk_create([one for one in beside if isinstance(one, Kept)])
    Proposed.objects.bulk_create([one for one in beside if isinstance(one, Proposed)])
    Kept.objects.create(name=_RUN, number=made.number, value=mark)
    _last = _Laid(mark, run.ground, run.told)


def _former(run: Run) -> Mapping[str, Judged]:
    """What stands in the store, where this process laid it on the same ground; else nothing."""
    last = _last
    if last is None or last.ground != run.ground or not Kept.objects.filter(name=_RUN, value=last.mark).exists():
        return {}
    return last.told


def _same_months(former: Judged | None, one: Judged) -> bool:
    return former is not None and (former.now, former.months) == (one.now, one.months)


def _ids(found: Iterable[Judged]) -> list[str]:
    return [one.now.pledge.id for one in found]


def forget() -> None:
    """The next run lays all anew."""
    global _last
    _last = None
