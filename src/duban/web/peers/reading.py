"""What stands in a draft: the tables, our place in them, what was refused and why, and what keeping it would change."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from duban.errors import Finding, InputError
from duban.periods import Period, parse
from duban.sheets.findings import Findings
from duban.standing.peers.api import compare_tables, own_and_group, read_peers
from duban.standing.peers.compare import own_row
from duban.standing.peers.files import Named, Pasted, Source
from duban.standing.peers.types import Comparison, PeersTable
from duban.web.declared.pack import declarations
from duban.web.log.amounts import month_of
from duban.web.peers.convert import all_fields, table_of
from duban.web.peers.models import PeersDraft, PeersFigures

PASTED = "粘贴的文字.txt"


@dataclass(frozen=True, slots=True)
class Step:
    """A row that keeping would write: of what, and whether it is new, replaces another, or stands there already."""

    key: str
    fields: dict[str, Any]
    before: PeersFigures | None

    @property
    def period(self) -> Period:
        """The months."""
        return Period(month_of(self.fields["first"]), month_of(self.fields["last"]))

    @property
    def same(self) -> bool:
        """Whether the store says so already."""
        return self.before is not None and all(getattr(self.before, name) == one for name, one in self.fields.items())


@dataclass(frozen=True, slots=True)
class Read:
    """A draft as it was read."""

    tables: tuple[PeersTable, ...]
    comparisons: tuple[Comparison, ...]
    findings: tuple[Finding, ...]
    steps: tuple[Step, ...]

    @property
    def refused(self) -> list[Finding]:
        """What was not used, and why."""
        return [one for one in self.findings if one.fatal]

    @property
    def doubtful(self) -> list[Finding]:
        """What was used and should be looked at."""
        return [one for one in self.findings if not one.fatal]


def read(draft: PeersDraft) -> Read:
    """Read a draft. Raises InputError where nothing in it can be kept: no table, no months, no row of ours."""
    pack, findings = declarations(), Findings()
    own, among = own_and_group(pack)
    with tempfile.TemporaryDirectory(prefix="duban-peers-") as folder:
        source = _source(draft, Path(folder))
        tables = read_peers([source], pack=pack, period=period_of(draft.period), findings=findings)
    ours = tuple(one for one in tables if own_row(one, own))
    held = list(PeersFigures.objects.current())
    found = compare_tables(tables, [*tables, *map(table_of, held)], own, among, findings)
    by_key = {one.key: one for one in held}
    steps = tuple(Step(key, fields, by_key.get(key)) for key, fields in all_fields(ours))
    return Read(ours, found, tuple(findings.all()), steps)


def period_of(said: str) -> Period | None:
    """The months that a person says. Raises InputError where they are none."""
    if not said.strip():
        return None
    found = parse(said.strip(), declarations().year)
    if found is None:
        raise InputError(f"“{said.strip()}”不是月份", where="哪几个月", do="写成 2023年1—5月")
    return found


def _source(draft: PeersDraft, folder: Path) -> Source:
    if draft.name == PASTED:
        return Pasted(bytes(draft.data).decode("utf-8"))
    path = folder / f"upload{PurePath(draft.name).suffix.lower()}"
    path.write_bytes(bytes(draft.data))
    return Named(path, draft.name)
