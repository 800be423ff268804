"""JSON: a list of records, alone or under a name; or, under this name, JSON Lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from duban.errors import DamagedError
from duban.ledger.raw import FilePlace, Raw
from duban.ledger.sources import jsonl
from duban.ledger.sources.named import Naming, tells_moods
from duban.ledger.sources.text import open_text
from duban.sheets.files import shown
from duban.sheets.findings import Findings


def rows(path: Path, findings: Findings) -> Iterator[Raw]:
    """The records of ``[{…}, …]``, of every list in ``{"pledges": […], "facts": […]}``, or of lines of ``{…}``."""
    with open_text(path) as text:
        told = jsonl.parsed(text.read())
    if told is None:
        yield from _as_lines(path, findings)
        return
    file = shown(path)
    place = FilePlace(file, "条")
    records = list(_records(told))
    moods = any(isinstance(record, dict) and tells_moods(record) for record in records)
    naming = Naming(file, place, findings, moods=moods)
    for number, record in enumerate(records, 1):
        if isinstance(record, dict):
            yield naming.row(record, number)
        else:
            findings.add("bad-json", place.where(number), "这一条不是 JSON 对象，没有用", "每条写成 {…}", fatal=True)


def _records(told: object) -> Iterator[object]:
    if isinstance(told, list):
        yield from told
    elif isinstance(told, dict) and any(isinstance(value, list) for value in told.values()) and "subject" not in told:
        for name, value in told.items():
            moods = {"pledges": "pledged", "facts": "reported"}
            for record in value if isinstance(value, list) else ():
                mood = {"mood": moods[name]} if name in moods else {}
                yield mood | record if isinstance(record, dict) else record
    else:
        yield told


def _as_lines(path: Path, findings: Findings) -> Iterator[Raw]:
    """A file of lines under the wrong name; damaged where not one line of it is JSON."""
    found = Findings()
    read = list(jsonl.rows(path, found))
    if not read:
        raise DamagedError("不是完整的 JSON", where=shown(path), do="请核对括号和引号，或改存为 jsonl")
    for finding in found.all():
        findings.add(finding.code, finding.where, finding.what, finding.do, fatal=finding.fatal)
    for raw in read:
        raw.findings = findings
        yield raw
