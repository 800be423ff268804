"""What a spot check came to, in lines for people."""

from __future__ import annotations

from collections.abc import Iterator

from duban.amounts import decimal
from duban.pack.pack import Pack
from duban.standing.spot.conclude import Concluded, Stratum
from duban.standing.spot.sheet import cells


def lines(told: Concluded, pack: Pack) -> Iterator[str]:
    """The groups, all together, then each figure that stands in the place of another."""
    if len(told.strata) > 1:
        turn = {one.id: at for at, one in enumerate(pack.org_units)}
        strata = sorted(told.strata, key=lambda one: turn.get(one.name, len(turn)))
        yield from (f"{_name(one, pack)}：{_counts(one)}" for one in strata)
    yield f"合计：{_counts(told.total)}"
    by_key = {one.key: one for one in pack.facts}
    for fact in told.facts:
        _, body, what, scope, period, value, unit = cells(fact, pack)
        before = cells(by_key[fact.replaces], pack)[5]
        yield f"  {body} {what}{f'（{scope}）' if scope else ''} {period}：{before}{unit} → {value}{unit}"


def _counts(one: Stratum) -> str:
    share = "" if one.share is None else f"，属实{decimal(one.share * 100, 2)}%"
    unknown = f"，没有结论{one.open}个" if one.open else ""
    return f"抽{one.drawn}个，属实{one.held}个，不实{one.false}个{unknown}{share}"


def _name(one: Stratum, pack: Pack) -> str:
    body, indicator = pack.org_unit(one.name), pack.indicator(one.name)
    return body.name if body else indicator.name if indicator else one.name
