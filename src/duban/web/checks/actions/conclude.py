"""The office concludes a drawn figure: it held (属实), is corrected (更正), or did not hold and its group is scaled."""

from __future__ import annotations

from fractions import Fraction

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.checks.models import CheckItem, SpotCheck
from duban.web.checks.words import CONCLUSIONS
from duban.web.facts.models import Fact
from duban.web.log.amounts import exact, stored
from duban.web.log.writing import About, replacing, writing

SOURCE = "抽查核实"


def conclude(
    actor: Actor, check: SpotCheck, item: CheckItem, conclusion: str, *, reason: str, value: Fraction | None = None
) -> CheckItem:
    """Conclude; a correction is a new version of the figure, in the base unit, with the reason.

    Raises InputError for a correction without a new figure or a reason, for a second conclusion, and where somebody
    corrected the figure since it was drawn.
    """
    require(actor, "checks.conclude")
    if item.conclusion:
        raise InputError("已经有结论了", do="结论不改；数还要改的，请用更正")
    if conclusion not in CONCLUSIONS or (conclusion == "scaled" and check.rule != "scale"):
        raise InputError("没有这一种结论", do="请选属实或更正；本市的规定写了折算的，才可以选折算")
    if conclusion != "held" and not reason.strip():
        raise InputError("没有写为什么", do="请写查到了什么")
    rows: list[Fact] = []
    told: dict[str, object] = {"conclusion": conclusion, "reason": reason.strip()[:500]}
    if conclusion == "corrected":
        fact = _fact(item)
        if value is None:
            raise InputError("没有写核实的数", do="请写核实以后是多少；没有核实出来的，不能更正")
        if value == exact(fact.value):
            raise InputError("核实的数和报的一样", do="一样的，请选属实")
        told["value"] = stored(value)
        why = f"{SOURCE}（抽签词“{check.seed}”）：{reason.strip()}"[:500]
        rows = [replacing(fact, value=stored(value), upper=None, comparator="=", simulated=False, source=why)]
    row = replacing(item, **told)
    detail = {"place": item.place, "conclusion": conclusion, "reason": told["reason"]}
    verb = "checks.correct" if rows else "checks.conclude"
    with writing(verb, actor.by("office"), About("check", check.key, item.org_unit), detail) as written:
        written.add(*rows, row)
    return row


def _fact(item: CheckItem) -> Fact:
    """The figure as it was drawn, where it still stands."""
    fact: Fact | None = Fact.objects.current().filter(pk=item.version).first()
    if fact is None:
        raise InputError("抽查以后，这个数已经更正过了", do="请看新的数；属实的，选属实")
    return fact
