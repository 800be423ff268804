"""Rows and entries in one form that does not depend on the database, and the hashes of it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from duban.web.log.models import Appended, Entry

# Beginning of what stands in the place of a purged text, before its hash.
SEAL: Final = "（已清除，摘要"
_SEALED = re.compile(rf"{SEAL}[0-9a-f]{{64}}）")
# What people write freely in the detail of an entry; everything else there is keys and words of office.
# ``reasons`` are several, each by the key of what it is about.
FREE: Final = ("reason", "remark", "reasons")
_CHAINED = (
    "number",
    "at",
    "account",
    "post",
    "channel",
    "verb",
    "kind",
    "about",
    "org_unit",
    "detail",
    "rows",
    "digest",
)


def digest(rows: Iterable[Appended], algorithm: str) -> tuple[str, int]:
    """The hash of the rows of one entry, in the order of their table and number, and how many they are."""
    lines = [line(row) for row in sorted(rows, key=lambda row: (row._meta.label, row.pk))]
    return _hash("\n".join(lines), algorithm), len(lines)


def line(row: Appended) -> str:
    """A row as one line of JSON with sorted keys; empty values are left out."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    values |= {name: sealed(values[name]) for name in row.purgeable}
    return _json({"table": row._meta.db_table, **values})


def sealed(text: str) -> str:
    """What is kept of a purgeable text in digests, and stands in its place once it is purged; empty stays empty."""
    if not text or _SEALED.fullmatch(text):
        return text
    return f"{SEAL}{hashlib.sha256(text.encode('utf-8')).hexdigest()}）"


def sealed_detail(detail: Mapping[str, Any], words: Collection[str] | None = None) -> dict[str, Any]:
    """A detail with the seals of what was written freely in it, or of some of these ``words``."""

    def kept(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: kept(one) for key, one in value.items()}
        return sealed(value) if isinstance(value, str) and (words is None or value in words) else value

    return {name: kept(value) if name in FREE else value for name, value in detail.items()}


def free_words(detail: Mapping[str, Any]) -> set[str]:
    """What was written freely in a detail."""
    said = [detail[name] for name in FREE if name in detail]
    each = [text for one in said for text in (one.values() if isinstance(one, dict) else [one])]
    return {text for text in each if isinstance(text, str)}


def chained(entry: Entry) -> str:
    """The hash of an entry: over its own words, the digest of its rows, and the hash of the entry before."""
    told = {name: getattr(entry, name) for name in _CHAINED} | {"detail": sealed_detail(entry.detail)}
    return _hash(entry.previous + "\n" + _json(told), entry.algorithm)


def _json(values: Mapping[str, Any]) -> str:
    # What is empty is left out: a column that is added later does not change the digest of rows that never had it.
    kept = {name: _plain(value) for name, value in values.items() if value or (value == 0 and value is not False)}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value


def _hash(text: str, algorithm: str) -> str:
    return hashlib.new(algorithm, text.encode("utf-8")).hexdigest()
