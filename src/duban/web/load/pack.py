"""``duban load``: a pack into the store, again and again without doubling."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from duban.errors import DubanError
from duban.ledger.types import Fact
from duban.pack.files import folder_of
from duban.pack.load import open_pack
from duban.pack.pack import Pack
from duban.reading.document import Document
from duban.reading.read import read
from duban.web.clock.models import StoreDay
from duban.web.clock.today import as_if, store_day
from duban.web.load.merge import LOADS, Outcome, merge
from duban.web.load.rows import Wanted, book, declared, figures, organisation, peers
from duban.web.log.amounts import month_of
from duban.web.log.models import Entry

# A book without a day of its own counts as signed on this day of its year.
_SIGNED = (2, 1)
Told = Callable[[str], None]


def load(name: str | Path, *, history: bool = False, day: date | None = None, told: Told = lambda _: None) -> Outcome:
    """Add what the pack has and the store has not, amend what the pack changed since, keep what a person changed.

    ``history``: each row counts as known on the day that the pack says; only where nobody has done anything yet.
    ``day``: the store is set to this day (the demo). Raises DubanError for a pack that is wrong.
    """
    pack, folder = open_pack(name), folder_of(name)
    if history and Entry.objects.exclude(verb__startswith=LOADS).exists():
        raise DubanError("库里已经有内容，不能再按历史装入", do="请去掉 --history；要从头来，请换一个空的 DUBAN_DATA")
    if unbound := [one.id for one in pack.pledges if not one.origin.book]:
        raise DubanError(f"有{len(unbound)}条承诺没有写在哪本书里，例如 {unbound[0]}", do="请给它们写上 book")
    if day is not None:
        StoreDay.objects.update_or_create(pk=1, defaults={"day": day})
    outcome, begun = Outcome(), date(pack.year, 1, 1)
    until = store_day() or date.max  # a store that is set to a day does not know what came later
    for when, verb, wanted in _steps(pack, begun, folder_of(name).root):
        if when > until:
            break
        told(verb)
        with _on(when) if history else nullcontext():
            outcome.plus(merge(verb, wanted if verb != "load.pack" else [*declared(folder), *wanted]))
    return outcome


def _on(day: date) -> AbstractContextManager[None]:
    return as_if(day)


def _steps(pack: Pack, begun: date, root: Path) -> Iterator[tuple[date, str, list[Wanted]]]:
    """What is written in one entry each, in the order in which it became known: the day, the verb, the rows."""
    steps: list[tuple[date, str, list[Wanted]]] = [(begun, "load.pack", list(organisation(pack)))]
    for place, one in enumerate(pack.books, 1):
        signed = one.signed or date(pack.year, *_SIGNED)
        steps.append((signed, "load.book", list(book(pack, one.id, place, _text(one.path), signed))))
    by_day = sorted(pack.facts, key=lambda fact: _known(fact, begun))
    for when, found in groupby(by_day, key=lambda fact: _known(fact, begun)):
        steps.append((when, "load.facts", list(figures(list(found)))))
    for path in folder_of(root).within("peers", ".csv"):
        if wanted := peers(pack, root / path):
            last = max(one.fields["last"] for one in wanted)
            steps.append((max(begun, month_of(last).last_day), "load.peers", wanted))
    yield from sorted(steps, key=lambda step: step[0])


def _text(path: Path | None) -> Document | None:
    return read(path) if path and path.exists() else None


def _known(fact: Fact, begun: date) -> date:
    """The day on which a fact became known: its number, where that is a day (20230720); else its period's last."""
    try:
        return datetime.strptime(str(fact.known), "%Y%m%d").date()
    except ValueError:
        return max(begun, fact.period.end.last_day)
