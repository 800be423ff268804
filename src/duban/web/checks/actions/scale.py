"""Groups in which figures did not hold are scaled by the share that held, as the city's rule says (湖州)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from duban.errors import InputError
from duban.pack.schema.checks import SpotCheck as Rule
from duban.standing.spot.conclude import Concluded
from duban.standing.spot.conclude import conclude as counted
from duban.standing.spot.sheet import Answer
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.checks.models import CheckItem, SpotCheck
from duban.web.checks.population import drawn_again
from duban.web.facts.models import Fact
from duban.web.log.amounts import stored
from duban.web.log.writing import About, replacing, writing
from duban.web.org.directory import Directory


def scale(actor: Actor, check: SpotCheck, items: Sequence[CheckItem]) -> int:
    """Scale the groups in which something is to be scaled, once all is concluded; gives how many figures changed.

    What was corrected since it was drawn stays as it was corrected.
    """
    require(actor, "checks.conclude")
    if check.scaled:
        raise InputError("已经折算过了", do="一次抽查只折算一次")
    if any(not one.conclusion for one in items):
        raise InputError("还有没有结论的", do="全部查完再折算")
    groups = {one.stratum for one in items if one.conclusion == "scaled"}
    if not groups:
        raise InputError("没有要折算的", do="没有选折算的，不用折算")
    wanted = {one.replaces: one for one in scaled(check, items, actor.directory, groups).facts}
    held = {one.key: one for one in Fact.objects.current().filter(key__in=wanted, entry__lte=check.known_at)}
    rows = [
        replacing(held[key], value=stored(one.value), upper=None, comparator="=", simulated=False, source=one.source)
        for key, one in wanted.items()
        if key in held
    ]
    detail = {"figures": len(rows)}
    with writing("checks.scale", actor.by("office"), About("check", check.key), detail) as written:
        written.add(*rows, replacing(check, scaled=True))
    return len(rows)


def scaled(check: SpotCheck, items: Sequence[CheckItem], places: Directory, groups: set[str]) -> Concluded:
    """What the engine makes of the conclusions, of these groups alone."""
    found, drawn = drawn_again(check, places)
    answers = [_answer(one) for one in items]
    rule = replace(found.city, spot_check=Rule("scale"))
    within = replace(
        drawn,
        frame=tuple(one for one in drawn.frame if drawn.draw.stratum(one) in groups),
        drawn=tuple(one for one in drawn.drawn if drawn.draw.stratum(one) in groups),
    )
    return counted(within, answers, rule, check.known_at + 1)


def _answer(item: CheckItem) -> Answer:
    said = "held" if item.conclusion == "held" else "false"
    return Answer(item.fact, said, None, item.reason, "", f"第{item.place}号")  # type: ignore[arg-type]
