"""What adds up and what does not, in words and as records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from duban.amounts import about, decimal
from duban.ledger.phrases import Figure, phrase
from duban.ledger.types import OrgUnit, Pledge
from duban.reading.document import plain
from duban.standing.coverage import AddingUp, Coverage, Part, Ratchet

_GIVEN = {"growth only": "只有增速", "no figure": "没有这一项的数", "no book": "没有任务书"}


def lines(told: AddingUp, whole: str) -> Iterator[str]:
    """The answer for people, an indicator a paragraph; ``whole`` is the name of the city itself."""
    yield f"各单位加起来，够不够{whole}的"
    for one in told.coverages:
        yield ""
        yield from _coverage(one, whole)
    if told.unshared:
        yield ""
        own = "、".join(f"{one.indicator.name}{_target(one.wholes[0])}" for one in told.unshared)
        yield f"{whole}有数、没有一个单位写了的（{len(told.unshared)}项）：{own}"
    if told.headless:
        yield ""
        yield f"{whole}没有写数、单位写了的（{len(told.headless)}项），加起来没有可以比的："
        for each in told.headless:
            parts = "、".join(f"{part.org_unit.name}{_most(part)}" for part in each.parts)
            yield f"  {each.indicator.name}：{parts}"
    if told.ratchets:
        yield ""
        yield "层层加码（下面的目标比上面的高多少）"
        for ratchet in told.ratchets:
            yield from _ratchet(ratchet, whole)
    yield ""
    yield from _bodies("没有任务书的单位", told.without_book)
    yield "本级和各部门自己实施的，没有任务书覆盖，不在加总里。"
    yield from _bodies("任务书里一个数也没有的单位", told.without_number)
    if told.books_without_number:
        yield f"一个数也没有的任务书：{'、'.join(told.books_without_number)}"


def _coverage(one: Coverage, whole: str) -> Iterator[str]:
    wanted = about(one.whole_highest, one.unit) if one.whole_highest is not None else "没有写数"
    per_cent = ""
    if one.whole_highest:
        per_cent = f"，占{decimal(100 * one.highest / one.whole_highest, 1)}%"
    yield f"{one.indicator.name}（{one.scope}）：各单位最多 {about(one.highest, one.unit)}，{whole} {wanted}{per_cent}"
    if one.floor != one.highest:
        yield f"  不算力争是 {about(one.floor, one.unit)}"
    if one.whole_floor is not None and one.whole_floor != one.whole_highest:
        short = one.whole_floor - one.floor
        against = f"，不算力争的还差 {about(short, one.unit)}" if short > 0 else "，不算力争的够了"
        yield f"  {whole}底线是 {about(one.whole_floor, one.unit)}{against}"
    if one.gap is not None and one.gap > 0:
        yield f"  还差 {about(one.gap, one.unit)}，没有人认领"
    for part in one.parts:
        if part.highest is not None:
            most = about(part.highest, one.unit)
            figure = f"{most}（力争）" if part.floor is None else about(part.floor, one.unit)
            figure += f"，最多{most}" if part.floor is not None and part.highest != part.floor else ""
            yield f"  {part.org_unit.name}  {figure}"
    for given, word in _GIVEN.items():
        yield from _bodies(f"  {word}", one.without(given))  # type: ignore[arg-type]
    yield from (f"  留意：{doubt}" for doubt in one.doubts)


def _most(part: Part) -> str:
    """A part's highest figure, and whether it only strives for it."""
    unit = part.pledge.unit if part.pledge else ""
    only = "（力争）" if part.floor is None else ""
    return f"{about(part.highest, unit)}{only}" if part.highest is not None else ""


def _ratchet(one: Ratchet, whole: str) -> Iterator[str]:
    yield f"  {one.indicator.name}：{whole}{_target(one.whole)}"
    for found in one.raises:
        more = "高" if found.by > 0 else "低"
        size = f"{more}{decimal(abs(found.by), 2)}个百分点" if found.by else "一样"
        yield f"    {found.org_unit.name}  {_target(found.pledge)}，{size}"


def _target(one: Pledge) -> str:
    tier = one.judged
    return phrase(Figure(one.kind, one.basis, tier.comparator, tier.value, tier.upper, one.unit)) if tier else ""


def _bodies(title: str, bodies: Sequence[OrgUnit]) -> Iterator[str]:
    if bodies:
        yield f"{title}：{'、'.join(one.name for one in bodies)}"


def records(told: AddingUp) -> Iterator[dict[str, object]]:
    """The answer for programs: a record an indicator, then one of what no figure covers."""
    for one in (*told.coverages, *told.unshared):
        yield {
            "indicator": one.indicator.id,
            "name": one.indicator.name,
            "scope": one.scope,
            "unit": one.unit,
            "floor": plain(one.floor),
            "highest": plain(one.highest),
            "whole_floor": plain(one.whole_floor),
            "whole_highest": plain(one.whole_highest),
            "floor_gap": plain(one.floor_gap),
            "gap": plain(one.gap),
            "parts": [
                {
                    "org_unit": part.org_unit.id,
                    "given": part.given,
                    "floor": plain(part.floor),
                    "highest": plain(part.highest),
                    "pledge": part.pledge.id if part.pledge else None,
                }
                for part in one.parts
            ],
            "doubts": list(one.doubts),
        }
    for ratchet in told.ratchets:
        raises = [{"org_unit": one.org_unit.id, "pledge": one.pledge.id, "by": plain(one.by)} for one in ratchet.raises]
        yield {"ratchet": ratchet.indicator.id, "scope": ratchet.scope, "whole": ratchet.whole.id, "raises": raises}
    yield {
        "without_book": [one.id for one in told.without_book],
        "without_number": [one.id for one in told.without_number],
        "books_without_number": list(told.books_without_number),
        "without_whole": {
            one.indicator.id: {part.org_unit.id: plain(part.highest) for part in one.parts} for one in told.headless
        },
    }
