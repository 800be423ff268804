"""Whether the store still holds what its log says: a changed row, a changed entry, a cut-off tail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.apps import apps

from duban.errors import Finding
from duban.web.log.canonical import chained, digest
from duban.web.log.models import Appended, Entry, Head

_AT_ONCE = 2000
# What rooms further on look at beside the chain.
ALSO: Final[list[Callable[[], Iterable[Finding]]]] = []


@dataclass(frozen=True, slots=True)
class Verified:
    """How far the log goes, its last hash, and all that does not fit; whole where nothing is found."""

    entries: int
    rows: int
    hash: str
    findings: tuple[Finding, ...]


def verify(known: tuple[int, str] | None = None) -> Verified:
    """Recompute the whole chain and the digest of every entry's rows.

    ``known``: number and hash of an entry as they were printed in a bulletin or a backup; they must still be there.
    """
    findings: list[Finding] = []
    number, previous, rows = 0, "", 0
    hashes: dict[int, str] = {}
    for entries in _batches():
        written = _written(entries[0].number, entries[-1].number)
        for entry in entries:
            findings += _wrong(entry, number, previous, written[entry.number])
            number, previous = entry.number, entry.hash
            rows += len(written[entry.number])
            if known and number == known[0]:
                hashes[number] = entry.hash
    findings += _end(number, previous)
    if known and hashes.get(known[0]) != known[1]:
        findings.append(_found("cut", f"第{known[0]}条", "记下来的摘要和现在的不一样，或者这一条已经不在了"))
    findings += _strays(number)
    findings += [one for also in ALSO for one in also()]
    return Verified(number, rows, previous, tuple(findings))


def _batches() -> Iterator[list[Entry]]:
    last = -1
    while entries := list(Entry.objects.filter(number__gt=last).order_by("number")[:_AT_ONCE]):
        yield entries
        last = entries[-1].number


def models() -> list[type[Appended]]:
    """All append-only models."""
    return [model for model in apps.get_app_config("web").get_models() if issubclass(model, Appended)]


def _written(first: int, last: int) -> dict[int, list[Appended]]:
    """The rows of a stretch of entries, a query a table."""
    found: dict[int, list[Appended]] = defaultdict(list)
    for model in models():
        for row in model._base_manager.filter(entry__gte=first, entry__lte=last).iterator():
            found[row.entry_id].append(row)
    return found


def _wrong(entry: Entry, number: int, previous: str, rows: list[Appended]) -> Iterator[Finding]:
    where = f"第{entry.number}条"
    if entry.number != number + 1:
        yield _found("gap", where, f"前一条应当是第{entry.number - 1}条，库里是第{number}条，中间少了")
    if entry.previous != previous:
        yield _found("chain", where, "和前一条接不上")
    if entry.hash != chained(entry):
        yield _found("entry", where, "这一条的内容和它的摘要对不上，被人改过")
    if entry.digest != digest(rows, entry.algorithm)[0]:
        yield _found(
            "rows", where, f"这一条写下{entry.rows}行，现在有{len(rows)}行，内容和摘要对不上，有行被改、被删或被加"
        )


def _end(number: int, previous: str) -> Iterator[Finding]:
    head = Head.objects.get(pk=1)
    if (head.number, head.hash) != (number, previous):
        yield _found("tail", f"第{number}条", f"日志应当到第{head.number}条，末尾被截去或接长了")


def _strays(number: int) -> Iterator[Finding]:
    """Rows that name an entry which is not there."""
    for model in models():
        if stray := model._base_manager.filter(entry__gt=number).count():
            yield _found("stray", model._meta.db_table, f"有{stray}行不属于任何一条日志")


def _found(code: str, where: str, what: str) -> Finding:
    return Finding(code, where, what, "请停止写入，保留现场，拿最近的备份来比对", fatal=True)
