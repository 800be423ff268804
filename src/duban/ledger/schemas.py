"""The Arrow schemas of what is kept. Flat tables, so that every engine can join them.

A pledge is a row of ``PLEDGES``, its tiers rows of ``TIERS``, its trajectory rows of ``TRAJECTORY``, joined by the
pledge's id. Every amount is a decimal of one type: ten-thousandths of the base unit, twenty digits before the point.
Months are dates, the first day of each, and are named so. What is not known is null; a text that is not there is empty.
"""

from __future__ import annotations

from typing import Final

import pyarrow as pa

from duban.ledger.records import FIELDS

AMOUNT: Final = pa.decimal128(24, 4)
DAY: Final = pa.date32()
_TEXT: Final = pa.string()
_TEXTS: Final = pa.list_(pa.field("item", _TEXT, nullable=False))
_SPELLS: Final = pa.list_(
    pa.field(
        "item",
        pa.struct([pa.field("value", _TEXT, nullable=False), pa.field("start", DAY), pa.field("end", DAY)]),
        nullable=False,
    )
)


def _schema(noun: str, fields: list[tuple[str, pa.DataType]], nullable: tuple[str, ...] = ()) -> pa.Schema:
    named = [pa.field(name, kind, nullable=name in nullable) for name, kind in fields]
    return pa.schema(named, metadata={"duban.noun": noun})


_ORIGIN: Final[list[tuple[str, pa.DataType]]] = [
    ("file", _TEXT), ("place", _TEXT), ("quote", _TEXT), ("sentence", _TEXT), ("book", _TEXT),
]  # fmt: skip

PLEDGES: Final = _schema(
    "pledge",
    [
        ("id", _TEXT), ("org_unit", _TEXT), ("subject", _TEXT), ("indicator", _TEXT), ("scope", _TEXT),
        ("kind", _TEXT), ("basis", _TEXT), ("unit", _TEXT), ("year", pa.int32()), ("due", DAY), ("due_day", DAY),
        ("state", _TEXT), ("polarity", _TEXT), ("accumulation", _TEXT), ("annual_only", pa.bool_()),
        ("status", _TEXT), ("status_document", _TEXT),
        ("responsible", _TEXTS), ("part_of", _TEXT), ("against", _TEXT), ("against_indicator", _TEXT),
        ("assessed_firmness", _TEXT), ("assessed_comparator", _TEXT), ("assessed_value", AMOUNT),
        ("assessed_upper", AMOUNT), ("assessed_document", _TEXT), *_ORIGIN,
    ],
    ("due", "assessed_firmness", "assessed_comparator", "assessed_value", "assessed_upper", "assessed_document"),
)  # fmt: skip

# ``place`` is the tier's turn in its pledge, from 0.
TIERS: Final = _schema(
    "tier",
    [
        ("pledge", _TEXT), ("place", pa.int32()), ("firmness", _TEXT), ("comparator", _TEXT), ("value", AMOUNT),
        ("upper", AMOUNT), ("document", _TEXT),
    ],
    ("value", "upper"),
)  # fmt: skip

TRAJECTORY: Final = _schema("trajectory", [("pledge", _TEXT), ("month", DAY), ("value", AMOUNT)])

FACTS: Final = _schema(
    "fact",
    [
        ("key", _TEXT), ("org_unit", _TEXT), ("subject", _TEXT), ("indicator", _TEXT), ("scope", _TEXT),
        ("kind", _TEXT), ("basis", _TEXT), ("unit", _TEXT), ("first_month", DAY), ("last_month", DAY),
        ("comparator", _TEXT), ("value", AMOUNT), ("upper", AMOUNT), ("state", _TEXT), ("day", DAY),
        ("status", _TEXT), ("simulated", pa.bool_()), ("source", _TEXT), ("answers", _TEXT), ("replaces", _TEXT),
        ("known", pa.int64()), ("part_of", _TEXT), ("contested", pa.bool_()), ("provider", _TEXT), *_ORIGIN,
    ],
    ("value", "upper", "day"),
)  # fmt: skip

ORG_UNITS: Final = _schema(
    "org_unit",
    [
        ("id", _TEXT), ("name", _TEXT), ("kind", _TEXT), ("order", pa.int32()), ("names", _SPELLS),
        ("parents", _SPELLS), ("groups", _TEXTS), ("aliases", _TEXTS), ("whole", pa.bool_()),
        ("statistics", pa.bool_()), ("name_en", _TEXT),
    ],
)  # fmt: skip

INDICATORS: Final = _schema(
    "indicator",
    [
        ("id", _TEXT), ("name", _TEXT), ("name_en", _TEXT), ("unit", _TEXT), ("polarity", _TEXT),
        ("accumulation", _TEXT), ("aggregation", _TEXT), ("aliases", _TEXTS), ("display_unit", _TEXT),
        ("decimals", pa.int32()), ("scopes", _TEXTS), ("definition", _TEXT), ("annual_only", pa.bool_()),
    ],
)  # fmt: skip

# Records, as files hold them: a line a tier of a pledge, a line a fact. ``duban.ledger.records`` says what is in them.
RECORDS: Final = _schema(
    "record",
    [
        (name, {"value": AMOUNT, "upper": AMOUNT, "due": DAY, "day": DAY, "year": pa.int32(), "known": pa.int64(),
                "annual_only": pa.bool_(), "contested": pa.bool_(), "simulated": pa.bool_()}.get(name, _TEXT))
        for name in FIELDS
    ],
    FIELDS,
)  # fmt: skip
