"""What the heads of a provider's own table mean is kept, so that the table is read next month without asking."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import Target, require
from duban.web.facts.models import TableMap
from duban.web.log.writing import About, replacing, writing

_LONGEST = 200


def map_table(
    actor: Actor, org_unit: str, name: str, meanings: Mapping[str, Mapping[str, str]], before: TableMap | None
) -> TableMap:
    """Keep what heads, rows and sheets mean; ``before`` is the mapping that it takes the place of.

    Raises InputError where a text is left without a meaning, or none says which indicator a figure is of.
    """
    require(actor, "facts.provide", Target(org_unit=org_unit))
    if unsaid := [text for part in meanings.values() for text, meaning in part.items() if not meaning]:
        raise InputError(f"还没有选是什么：{'、'.join(unsaid[:6])}", do="不要的选“不用”")
    if not any(one.startswith("i|") for part in meanings.values() for one in part.values()):
        raise InputError("没有一列或一行是指标", do="请至少给一个表头选上指标")
    told = {part: dict(meanings.get(part, {})) for part in ("heads", "rows", "sheets")}
    if before is not None:
        if all(getattr(before, part) == told[part] for part in told):
            return before
        row = replacing(before, name=name[:_LONGEST], **told)
    else:
        heads = sha256("|".join(sorted(told["heads"])).encode()).hexdigest()[:16]
        row = TableMap(key=f"map.{org_unit}.{heads}", org_unit=org_unit, name=name[:_LONGEST], **told)
    about = About("sheet", row.key, org_unit)
    with writing("facts.map", actor.by("provider"), about, {"fields": len(told["heads"])}) as written:
        written.add(row)
    return row
