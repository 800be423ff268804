"""A body's own chain before a sheet counts: who fills in, who checks, who signs; as its posts say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from duban.web.access.actor import Actor
from duban.web.facts.models import Sheet
from duban.web.org.directory import Directory

# The state that each role's step leads to, in order; a step is there where the body has a post with that role.
STEPS = (("liaison", "handed_in"), ("checker", "checked"), ("signer", "signed"))
# From here on figures count, and only a correction changes them.
FINAL = "signed"


@dataclass(frozen=True, slots=True)
class Step:
    """The next step of a sheet: which role does it, and the state that it leads to."""

    role: str
    state: str


def chain(org_unit: str, places: Directory, day: date) -> list[Step]:
    """The steps of a body, in order; the last one leads to where figures count, whoever does it."""
    held = {role for seat in places.seats if seat.post.org_unit == org_unit and seat.holds(day) for role in seat.roles}
    steps = [Step(role, state) for role, state in STEPS if role in held] or [Step("liaison", FINAL)]
    steps[-1] = Step(steps[-1].role, FINAL)
    return steps


def next_step(sheet: Sheet | None, org_unit: str, places: Directory, day: date) -> Step | None:
    """What comes next; None where the chain is through."""
    steps = chain(org_unit, places, day)
    if sheet is None or sheet.state == "returned":
        return steps[0]
    at = next((n for n, step in enumerate(steps) if step.state == sheet.state), None)
    return steps[at + 1] if at is not None and at + 1 < len(steps) else None


def is_mine(step: Step | None, org_unit: str, actor: Actor) -> bool:
    """Whether the next step is this person's."""
    return step is not None and org_unit in actor.bodies(step.role)
