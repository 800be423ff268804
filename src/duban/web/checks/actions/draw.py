"""The office draws a sample by a seed and asks those who answer for the figures for proof, by a day."""

from __future__ import annotations

import secrets
from datetime import date

from duban.errors import InputError
from duban.standing.spot.sample import Draw, sample
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.checks.models import CheckItem, SpotCheck
from duban.web.checks.population import current, population
from duban.web.declared.pack import declarations
from duban.web.log.amounts import stored
from duban.web.log.reading import head
from duban.web.log.writing import About, writing

MOST = 200


def draw(actor: Actor, wanted: Draw, *, due: date | None, ask: str) -> SpotCheck:
    """Draw. Raises InputError without a seed or a day, where there is nothing to draw, or too much is asked at once."""
    require(actor, "checks.draw")
    if not wanted.seed.strip():
        raise InputError("没有写抽签词", do="请写一句话，例如 2023年第三季度抽查；抽之前公布")
    if due is None or due < actor.day:
        raise InputError("没有写哪天前交来", do="请写今天或以后的一天")
    known_at, rows = head(), current(actor.day)
    found = population(rows, actor.directory, actor.day)
    drawn = sample(found.facts, wanted, actor.day)
    if not drawn.drawn:
        raise InputError("没有可以抽的数", do="请核对今年有没有报来的数")
    if len(drawn.drawn) > MOST:
        raise InputError(f"一次抽到{len(drawn.drawn)}个，太多了", do=f"一次最多{MOST}个，请把比例或个数写小")
    versions = {one.key: one.pk for one in rows}
    check = SpotCheck(
        key=f"sc{actor.day.year}-{secrets.token_hex(3)}",
        seed=wanted.seed.strip()[:200],
        share=stored(wanted.share),
        number=wanted.number,
        grouping=wanted.group,
        as_of=actor.day,
        known_at=known_at,
        population=len(drawn.frame),
        drawn=len(drawn.drawn),
        left_out=found.left_out,
        rule=declarations().spot_check.on_false,
        due=due,
        ask=ask.strip()[:500],
    )
    turn = {body: at for at, body in enumerate(actor.directory.in_order({one.org_unit for one in drawn.drawn}))}
    items = [
        CheckItem(
            key=f"{check.key}.{place:03}",
            check_key=check.key,
            place=place,
            fact=one.key,
            version=versions[one.key],
            org_unit=one.org_unit,
            asked=found.asked[one.key],
            stratum=wanted.stratum(one),
        )
        for place, one in enumerate(sorted(drawn.drawn, key=lambda one: (turn[one.org_unit], one.key)), 1)
    ]
    detail = {"figures": len(items), "due": str(due), "seed": check.seed}
    with writing("checks.draw", actor.by("office"), About("check", check.key), detail) as written:
        written.add(check, *items)
    return check
