"""Parquet files: a record a row, read in batches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from duban.errors import DamagedError
from duban.ledger.raw import FilePlace, Raw
from duban.ledger.schemas import FACTS
from duban.ledger.sources.named import Naming, tells_moods
from duban.ledger.tables import BATCH, facts_of
from duban.ledger.types import Fact
from duban.sheets.files import opened, shown
from duban.sheets.findings import Findings


def rows(path: Path, findings: Findings) -> Iterator[Raw]:
    """The records of a file whose columns go by the fields' names or their heads."""
    file = shown(path)
    number, naming, mood = 0, None, dict[str, object]()
    for batch in _batches(path):
        if naming is None:
            mood = {"mood": "reported"} if _is_own(batch.schema) else {}
            naming = Naming(file, FilePlace(file), findings, moods=bool(mood) or tells_moods(batch.schema.names))
        for record in batch.to_pylist():
            number += 1
            yield naming.row(mood | record, number)


def facts(path: Path) -> Iterator[Fact] | None:
    """The facts of a file that duban wrote as a table of facts; None for any other file."""
    try:
        with pq.ParquetFile(path) as file:
            own = _is_own(file.schema_arrow)
    except (pa.ArrowException, OSError):
        return None
    return (fact for batch in _batches(path) for fact in facts_of(batch)) if own else None


def _is_own(schema: pa.Schema) -> bool:
    return schema.names == FACTS.names and [*schema.types] == [*FACTS.types]


def _batches(path: Path) -> Iterator[pa.RecordBatch]:
    with opened(path) as stream:
        try:
            yield from pq.ParquetFile(stream).iter_batches(BATCH)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise DamagedError("文件损坏，读不出来", where=shown(path), do="请重新取得这个文件") from error
