"""A frozen result (封存): the places as they were issued, never recomputed, and what would be different today.

A file ``results/NAME.json`` of a pack. ``hash`` is over everything else in it, so that an edited one is noticed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from duban.errors import InputError
from duban.standing.leagues.league import Standings
from duban.standing.leagues.records import records

FOLDER: Final = "results"


@dataclass(frozen=True, slots=True)
class Frozen:
    """An issued result: of which rulebook, as of and issued when, by which document; ``lines`` as they were printed."""

    name: str
    rulebook: str
    rulebook_name: str
    as_of: str
    issued: str
    document: str
    digits: int
    lines: tuple[str, ...]
    records: tuple[Mapping[str, Any], ...]

    @property
    def places(self) -> dict[str, Mapping[str, Any]]:
        """The record of each body."""
        return {one["org_unit"]: one for one in self.records if "rank" in one}


def freeze(told: Standings, name: str, lines: Sequence[str], issued: date, document: str = "") -> Frozen:
    """Standings as they are issued under a name."""
    return Frozen(
        name=name,
        rulebook=told.book.id,
        rulebook_name=told.book.name,
        as_of=told.as_of.isoformat(),
        issued=issued.isoformat(),
        document=document,
        digits=told.book.digits,
        lines=tuple(lines),
        records=tuple(json.loads(json.dumps(list(records(told))))),
    )


def path_of(root: Path, name: str) -> Path:
    """Where a result lies. Raises InputError for a name that is no file's."""
    if not name or any(sign in name for sign in '/\\:*?"<>|') or name.startswith("."):
        raise InputError(f"“{name}”不能当名称", do="请写一个简单的名称，例如：2023年度")
    return root / FOLDER / f"{name}.json"


def as_json(one: Frozen) -> bytes:
    """The file of a result."""
    told = asdict(one)
    return (json.dumps(told | {"hash": _hash(told)}, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def read(path: Path) -> Frozen:
    """A result from its file. Raises InputError where there is none, or where it was changed since it was issued."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        stated = told.pop("hash")
        found = Frozen(**{**told, "lines": tuple(told["lines"]), "records": tuple(told["records"])})
    except FileNotFoundError:
        there = "、".join(sorted(one.stem for one in path.parent.glob("*.json"))) or "一个也没有"
        raise InputError(f"没有封存过“{path.stem}”", do=f"封存过的有：{there}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError("读不懂这份封存的结果", where=str(path), do="请从备份里取回原来的文件") from None
    if stated != _hash(asdict(found)):
        raise InputError("封存以后被改过", where=str(path), do="请从备份里取回原来的文件")
    return found


def beside_last_year(told: Standings, root: Path) -> Standings:
    """Standings with each body's place in the result that was frozen for the same month of the year before.

    Of several the last. Last year's places were by last year's targets and rules: they are those that were issued, and
    not worked out again. Raises InputError for a frozen result that cannot be read or was changed.
    """
    month = f"{told.as_of.year - 1}-{told.as_of.month:02}-"
    there = [read(path) for path in sorted((root / FOLDER).glob("*.json"))]
    found = sorted((one for one in there if one.as_of.startswith(month)), key=lambda one: (one.as_of, one.issued))
    if not found:
        return told
    ranks = {(one["group"], one["org_unit"]): one["rank"] for one in found[-1].places.values()}
    leagues = (
        replace(
            league,
            places=tuple(
                replace(place, rank_last_year=ranks.get((league.group, place.org_unit.id))) for place in league.places
            ),
        )
        for league in told.leagues
    )
    return replace(told, leagues=tuple(leagues))


def differences(frozen: Frozen, today: Standings) -> Iterator[str]:
    """What the same rulebook gives by the figures as they are now, where that is not what was issued; it stays so."""
    yield from changed(frozen.places, {str(one["org_unit"]): one for one in records(today) if "rank" in one})


def changed(issued: Mapping[str, Mapping[str, Any]], now: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Which bodies stand otherwise now than they were issued, by their records."""
    for key, was in issued.items():
        if key not in now:
            yield f"{was['name']}：封存时{_said(was)}，现在没有这个单位"
        elif (was["rank"], was["total"]) != (now[key]["rank"], now[key]["total"]):
            yield f"{was['name']}：封存时{_said(was)}，按现在的数{_said(now[key])}"
    yield from (f"{one['name']}：封存时没有，按现在的数{_said(one)}" for key, one in now.items() if key not in issued)


def _said(record: Mapping[str, Any]) -> str:
    if record["rank"] is None:
        return f"不排名（{record['unplaced']}）"
    return f"第{record['rank']}名、{record['total']}分"


def _hash(told: Mapping[str, Any]) -> str:
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
