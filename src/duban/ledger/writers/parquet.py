"""Parquet: facts alone as their table, anything else as records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from duban.ledger.records import Value, digits, lines
from duban.ledger.schemas import FACTS, RECORDS
from duban.ledger.tables import BATCH, decimal, fact_batches
from duban.ledger.types import Fact, Pledge


def write(path: Path, items: Iterable[Pledge | Fact]) -> None:
    """Write some pledges and facts."""
    held = list(items)
    facts = [one for one in held if isinstance(one, Fact)]
    own = bool(facts) and len(facts) == len(held)
    with pq.ParquetWriter(path, FACTS if own else RECORDS) as writer:
        for batch in fact_batches(facts) if own else _records(held):
            writer.write_batch(batch)


def _records(items: Iterable[Pledge | Fact]) -> Iterator[pa.RecordBatch]:
    """The records in batches."""
    rest = (record for item in items for record in lines(item))
    while part := list(islice(rest, BATCH)):
        rows = [{name: _held(name, value) for name, value in record.items()} for record in part]
        yield pa.RecordBatch.from_pylist(rows, RECORDS)


def _held(name: str, value: Value) -> Value | Decimal | None:
    if isinstance(value, Fraction):
        return digits(value) if name == "assessed" else decimal(value)
    return value
