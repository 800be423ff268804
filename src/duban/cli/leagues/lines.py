"""Standings, their changes and their robustness, as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from duban.standing.leagues.change import Changes
from duban.standing.leagues.league import League, Place, Proposal, Standings
from duban.standing.leagues.robust import Order, Robustness
from duban.standing.leagues.what_if import Move, Relit

_SORTS = {"red_flag": "建议红旗", "snail": "建议蜗牛"}


def standings(told: Standings) -> Iterator[str]:
    """The groups, each with its places and notes, then what is proposed."""
    yield f"{told.book.name}，截至{told.as_of.isoformat()}（{told.book.source}）"
    for league in told.leagues:
        yield ""
        yield from _league(told, league)
    yield from _proposals(told.proposals)


def _league(told: Standings, league: League) -> Iterator[str]:
    yield f"{league.group}（{len(league.places)}个单位，{len(league.ranked)}个排名）"
    for place in league.places:
        yield f"  {_place(told, place)}"
    yield from (f"  说明：{note}" for note in league.notes)


def _place(told: Standings, place: Place) -> str:
    if place.rank is None:
        return f"不排名　　{place.org_unit.name}（{place.unplaced}）"
    points = "，".join(f"{one.line.name}{told.points(one.points)}" for one in place.scores if one.points is not None)
    extras = [("加分", place.bonus), ("扣分", place.minus), ("每月前几名", place.ladder)]
    points += "".join(f"，{word}{told.points(value)}" for word, value in extras if value)
    return f"第{place.rank}名{moved(place)}　{place.org_unit.name}　{told.points(place.total)}分（{points}）"


def moved(place: Place) -> str:
    """``↑2`` against the month before and the year before; empty where there is neither."""
    moves = (("较上月", place.moved), ("较上年", place.moved_in_a_year))
    told = "，".join(f"{since}{_by(by)}" for since, by in moves if by is not None)
    return f"（{told}）" if told else ""


def _by(places: int) -> str:
    return f"{'↑' if places > 0 else '↓'}{abs(places)}" if places else "不变"


def _proposals(proposals: Sequence[Proposal]) -> Iterator[str]:
    if proposals:
        yield ""
        yield "建议的红旗和蜗牛（由人认定，不自动算数；只说工作，不说人）"
    for one in proposals:
        work = f"：{one.pledge.subject}" if one.pledge else ""
        yield f"  {_SORTS[one.flag.sort]}　{one.flag.name}　{one.org_unit.name}{work}。{one.reason}"


def changes(told: Standings, groups: Sequence[Changes]) -> Iterator[str]:
    """Who has come on most since an earlier month."""
    yield f"{told.book.name}：{groups[0].since.month}月到{told.month.month}月的进步" if groups else told.book.name
    for group in groups:
        yield ""
        yield group.group
        for one in group.changes:
            rank = f"，那时第{one.baseline_rank}名" if one.baseline_rank else ""
            sign = "+" if one.points > 0 else ""
            was = told.points(one.baseline)
            yield f"  第{one.rank}　{one.org_unit.name}　{sign}{told.points(one.points)}分（从{was}分{rank}）"
        if group.left_out:
            yield f"  不参加：{'、'.join(one.name for one in group.left_out)}（两个月里有一个没有总分）"


def robust(told: Standings, groups: Sequence[Robustness]) -> Iterator[str]:
    """Each group's order under every formula, beside the one in force."""
    yield f"{told.book.name}：每一项都换成同一种计分办法，名次变不变（截至{told.as_of.isoformat()}）"
    for group in groups:
        yield ""
        yield f"{group.group}，现在的名次：{_order(group.own)}"
        for one in group.others:
            if one.formula:
                turned = f"{one.pairs}对里有{one.distance}对颠倒" if one.pairs else "没有可以比的"
                yield f"  {one.formula.name}（{one.formula.id}）：{_order(one)}；{turned}"
        names = {place.org_unit.id: place.org_unit.name for order in group.others for place in order.places}
        for body, formula in group.sole_leaders.items():
            yield f"  只有按{formula.name}，{names[body]}才第一"
        league = next(league for league in told.leagues if league.group == group.group)
        yield from (f"  {note}" for note in league.notes if "四舍五入" in note)
    for formula, why in groups[0].unusable if groups else ():
        yield f"没有试{formula.name}：{why}"


def _order(order: Order) -> str:
    return " > ".join(f"{place.rank}.{place.org_unit.name}" for place in order.places) or "没有单位排名"


def moves(on: Standings, groups: Mapping[str, Sequence[Move]]) -> Iterator[str]:
    """Before and after a changed rulebook: who gains, who loses."""
    for group, among in groups.items():
        yield ""
        yield group
        yield from (f"  {_move(on, one)}" for one in among)
        gained = [one.org_unit.name for one in among if one.places is not None and one.places > 0]
        lost = [one.org_unit.name for one in among if one.places is not None and one.places < 0]
        out = [one.org_unit.name for one in among if one.falls_out]
        new = [one.org_unit.name for one in among if one.comes_in]
        told = f"上升：{'、'.join(gained) or '没有'}；下降：{'、'.join(lost) or '没有'}"
        told += f"；不再排名：{'、'.join(out)}" if out else ""
        yield f"  {told}" + (f"；新排上：{'、'.join(new)}" if new else "")


def _move(told: Standings, one: Move) -> str:
    before, after = (f"第{place.rank}名" if place.rank else "不排名" for place in (one.before, one.after))
    totals = f"{told.points(one.before.total)} → {told.points(one.after.total)}分"
    why = f"（{one.after.unplaced}）" if one.after.rank is None else ""
    return f"{one.org_unit.name}　{before} → {after}，{totals}{why}"


def lights(changed: Sequence[Relit], names: Mapping[str, str]) -> Iterator[str]:
    """The pledges that another light rule lights otherwise."""
    yield f"灯变了的承诺：{len(changed)}条"
    for one in changed:
        who = names.get(one.pledge.org_unit, one.pledge.org_unit)
        was, now = (f"{light.shape}{light.word}" for light in (one.before, one.after))
        yield f"  {who}　{one.pledge.subject}：{was} → {now}"


def weight(value: Fraction) -> str:
    """A weight as people write it."""
    return f"{float(value):g}"
