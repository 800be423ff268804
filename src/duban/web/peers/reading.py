"""What stands in a draft: the tables, our place in them, what was refused and why, and what keeping it would change."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any

from duban.errors import Finding, InputError
from duban.periods import Period, parse
from duban.sheets.findings import Findings
from duban.standing.peers import fallen
from duban.standing.peers.api import compare_tables, own_and_group, read_peers
from duban.standing.peers.compare import own_row
from duban.standing.peers.files import Named, Pasted, Source
from duban.standing.peers.types import Comparison, PeersTable
from duban.web.declared.pack import declarations
from duban.web.log.amounts import month_of
from duban.web.peers.convert import all_fields, table_of
from duban.web.peers.models import PeersDraft, PeersFigures
from duban.web.peers.month import Side, sides

# What the core advises to somebody at a terminal: --period 2023年1—5月, duban link ….
_LOOKS_WRONG = frozenset({fallen.CODE, "slip"})
_COMMAND = re.compile(r"--\w|duban ")


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

    @property
    def sides(self) -> list[Side]:
        """The figures as they would be kept, with those that they would replace."""
        own, _among = own_and_group(declarations())
        return list(sides(PeersFigures(**self.fields), own, self.before))


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

    @property
    def must_be_sure(self) -> bool:
        """Whether a figure looks wrong: somebody has to say that it was looked at."""
        return any(one.code in _LOOKS_WRONG for one in self.findings)


def read(draft: PeersDraft) -> Read:
    """Read a draft. Raises InputError where nothing in it can be kept: no table, no months, no row of ours."""
    pack, findings = declarations(), Findings()
    own, among = own_and_group(pack)
    with tempfile.TemporaryDirectory(prefix="duban-peers-") as folder:
        source = _source(draft, Path(folder))
        try:
            tables = read_peers([source], pack=pack, period=period_of(draft.period), findings=findings)
        except InputError as error:
            raise type(error)(error.what, where=error.where, do=on_a_page(error.do)) from error
    ours = tuple(one for one in tables if own_row(one, own))
    held = list(PeersFigures.objects.current())
    if not ours:
        rows = "、".join(dict.fromkeys(name for table in tables for name in table.peers))
        raise InputError(f"表里没有“{own}”这一行", where=tables[0].file, do=f"表里有：{rows[:200]}")
    found = compare_tables(tables, [*tables, *map(table_of, held)], own, among, findings)
    by_key = {one.key: one for one in held}
    steps = tuple(Step(key, fields, by_key.get(key)) for key, fields in all_fields(ours))
    told = tuple(replace(one, do=on_a_page(one.do)) for one in findings.all())
    return Read(ours, found, told, steps)


def on_a_page(do: str) -> str:
    """What to do, without what can only be done at a terminal."""
    parts = re.split(r"(?<=[，；。])", do)
    return "".join(part for part in parts if not _COMMAND.search(part)).rstrip("，；。")


def period_of(said: str) -> Period | None:
    """The months that a person says. Raises InputError where they are none."""
    if not said.strip():
        return None
    found = parse(said.strip(), declarations().year)
    if found is None:
        raise InputError(f"“{said.strip()}”不是月份", where="哪几个月", do="写成 2023年1—5月")
    return found


def _source(draft: PeersDraft, folder: Path) -> Source:
    if draft.pasted:
        return Pasted(bytes(draft.data).decode("utf-8"))
    path = folder / f"upload{PurePath(draft.name).suffix.lower()}"
    path.write_bytes(bytes(draft.data))
    return Named(path, draft.name)
