"""A body's own chain before a sheet counts: who fills in, who checks, who signs; as the pack and the posts say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from duban.web.access.actor import Actor
from duban.web.declared.pack import declarations
from duban.web.facts.models import Sheet
from duban.web.org.directory import Directory, Seat

# The state that each role's step leads to. Which steps there are, in which order, is the pack's (``[[step]]``); a step
# is there where the body has a post with its role.
LEADS_TO: Final = {"liaison": "handed_in", "checker": "checked", "signer": "signed"}
# From here on figures count, and only a correction changes them.
FINAL = "signed"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a sheet: which role does it, its word, and the state that it leads to.

    ``paper``: a scan of the signed paper stands for it.
    """

    role: str
    name: str
    state: str
    paper: bool = False


def chain(org_unit: str, places: Directory, day: date) -> list[Step]:
    """The steps of a body, in order; the last one leads to where figures count, whoever does it."""
    held = {role for seat in places.seats if seat.post.org_unit == org_unit and seat.holds(day) for role in seat.roles}
    declared = declarations().steps
    steps = [Step(one.role, one.name, LEADS_TO[one.role], one.paper) for one in declared if one.role in held]
    steps = steps or [Step("liaison", declared[0].name, FINAL)]
    steps[-1] = replace(steps[-1], state=FINAL)
    return steps


def left(sheet: Sheet | None, steps: Sequence[Step]) -> list[Step]:
    """The steps that are still to be done; none where the chain is through."""
    if sheet is None or sheet.state == "returned":
        return list(steps)
    at = next((n for n, step in enumerate(steps) if step.state == sheet.state), len(steps))
    return list(steps[at + 1 :])


def next_step(sheet: Sheet | None, org_unit: str, places: Directory, day: date) -> Step | None:
    """What comes next; None where the chain is through."""
    return next(iter(left(sheet, chain(org_unit, places, day))), None)


def on_paper(sheet: Sheet | None, org_unit: str, places: Directory, day: date) -> Step | None:
    """The step for which a scan of the signed paper would stand, the last one; None where none would now."""
    rest = left(sheet, chain(org_unit, places, day))
    return rest[-1] if rest and all(step.paper for step in rest) else None


def holders(org_unit: str, role: str, places: Directory, day: date) -> list[Seat]:
    """The posts of a body that have a role on a day, in official order."""
    return [one for one in places.seats if one.post.org_unit == org_unit and role in one.roles and one.holds(day)]


def is_mine(step: Step | None, org_unit: str, actor: Actor) -> bool:
    """Whether the next step is this person's."""
    return step is not None and org_unit in actor.bodies(step.role)
