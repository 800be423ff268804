"""Where a body's points came from, line by line, in words (``duban why ORG_UNIT``)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from duban.ledger.types import Pledge
from duban.standing.leagues.league import League, Place, Score, Standings
from duban.standing.leagues.losses import Short, shorts
from duban.standing.reasons import figure_words, target_words

_LACKING = {
    "no-figure": "没有{until}的数，不是0分",
    "conflict": "{until}有两个不一样的数，没有说哪个更正哪个，先不计分",
}
_ABSENT = {
    "not-for": "这一项不考核本单位",
    "no-target": "任务书里没有这一项的目标，不计分",
    "no-longer-counted": "这一项不再考核",
}


def explained(told: Standings, place: Place, league: League) -> Iterator[str]:
    """The lines of a body's result: each point with its figure and clause, then how they come together."""
    for score, below in zip(place.scores, shorts(place, league, told.book.digits), strict=True):
        yield _score(told, place, score, league) + (_below(told, below) if below else "")
    yield from _together(told, place)
    yield _place(told, place, league)


def _score(told: Standings, place: Place, score: Score, league: League) -> str:
    line = score.line
    head = f"{line.name}（{_plain(line.weight)}分）："
    if score.pledge is None:
        return head + _ABSENT.get(score.reason, "不计分")
    if score.until is None:
        return head + "还没有够数的单位报数，不计分"
    until = f"{score.until.month}月"
    if score.points is None:
        return head + _LACKING.get(score.reason, "{until}的数按办法算不出分").format(until=until)
    clause = line.formula.otherwise_clause if score.alike else line.formula.clause
    parts = [f"到{until}{figure_words(score.pledge, score.actual)}", _target(score), _peers(line.id, place, league)]
    words = "，".join(part for part in parts if part)
    return f"{head}{words}。{clause}得{told.points(score.points)}分"


def _below(told: Standings, below: Short) -> str:
    lost = f"，失{told.points(below.lost)}分" if below.lost else ""
    return lost + (f"，另有{told.points(below.to_come)}分尚未到期" if below.to_come else "")


def _target(score: Score) -> str:
    if score.pledge is None or "target" not in score.line.formula.needs:
        return ""
    share = "" if score.share is None or score.pledge.basis != "level" else f"，完成{score.share:.1f}%"
    return f"目标{target_words(score.pledge)}{share}"


def _peers(line: str, place: Place, league: League) -> str:
    """The best, the worst and one's own place, where the formula looks at the others."""
    mine = next(one for one in place.scores if one.line.id == line)
    text = mine.line.formula.points.text
    if not any(f"{word}(" in text for word in ("best", "worst", "rank", "mean", "share_of")):
        return ""
    lower = bool(mine.figures and mine.figures.get("lower"))
    found = [
        (one.actual, other.org_unit.name, one.pledge)
        for other in league.places
        for one in other.scores
        if one.line.id == line and one.until == mine.until and one.actual is not None
    ]
    ordered = sorted(found, key=lambda one: _merit(one[0], lower), reverse=True)
    rank = 1 + sum(1 for one in ordered if _merit(one[0], lower) > _merit(mine.actual, lower))
    best, worst = ordered[0], ordered[-1]
    return f"本组第{rank}，最好是{_named(best)}，最差是{_named(worst)}"


def _merit(value: Fraction | None, lower: bool) -> Fraction:
    assert value is not None
    return -value if lower else value


def _named(one: tuple[Fraction | None, str, Pledge | None]) -> str:
    value, name, pledge = one
    return f"{name}{figure_words(pledge, value)}" if pledge else name


def _together(told: Standings, place: Place) -> Iterator[str]:
    if place.earned is None:
        return
    counted, full = place.counted, told.book.full
    raw = f"各项合计{told.points(place.raw)}分"
    for category in told.book.categories:
        if category.most is not None:
            mine = sum(one.points or 0 for one in place.scores if one.line.category == category.id)
            if mine > category.most * 10**told.book.digits:
                raw += f"（{category.name}封顶{_plain(category.most)}分）"
    if told.book.combine == "geometric":
        yield f"{raw}；按加权几何平均合成，得{told.points(place.earned)}分"
    elif place.earned != place.raw:
        yield f"{raw}；能计分的满分{_plain(counted)}分，折算成{_plain(full)}分制：{told.points(place.earned)}分"
    else:
        yield raw
    yield from _extras(told, place)


def _extras(told: Standings, place: Place) -> Iterator[str]:
    names = {one.id: one.name for one in told.book.additions}
    for one in told.adjustments:
        if one.org_unit != place.org_unit.id or one.kind not in names or one.day > told.as_of:
            continue
        decided = one.recognised is not None and one.recognised <= told.as_of
        state = "" if decided else "（还没有认定，不算）"
        points = f"{'加' if one.points > 0 else '扣'}{_plain(abs(one.points))}分"
        yield f"{names[one.kind]}：{one.reason}，{points}{state}；依据{one.document}，凭据：{one.proof}"
    if place.ladder:
        yield f"每月前几名的加分（各月的名次照这本办法算，不论发布没有），累计{told.points(place.ladder)}分"
    for gate, held in place.gates:
        if not held:
            yield f"没有过“{gate.name}”：{gate.clause or gate.effect}"


def _place(told: Standings, place: Place, league: League) -> str:
    extras = "".join(
        f"，{word}{told.points(points)}" for word, points in (("加分", place.bonus), ("扣分", place.minus)) if points
    )
    if place.rank is None:
        return f"总分{told.points(place.total)}{extras}；不参加排名：{place.unplaced}"
    before = f"；照这本办法算，上月是第{place.rank_before}名" if place.rank_before else ""
    tied = f"（与另外{place.tied - 1}个单位并列）" if place.tied > 1 else ""
    among = f"{league.group}{len(league.ranked)}个单位里第{place.rank}名"
    return f"总分{told.points(place.total)}{extras}；{among}{tied}{before}"


def _plain(value: Fraction) -> str:
    return f"{float(value):g}"
