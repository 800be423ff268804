"""What is said beside a league table: ties, differences within rounding, months that few have reported, rescaling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from duban.periods import Month
from duban.standing.leagues.league import Place, Score
from duban.standing.leagues.places import Shelf


def notes(group: str, places: Sequence[Place], shelf: Shelf, month: Month) -> tuple[str, ...]:
    """The notes of a group, in plain words."""
    return tuple(_all(group, places, shelf, month))


def _all(group: str, places: Sequence[Place], shelf: Shelf, month: Month) -> Iterator[str]:
    ranked = [one for one in places if one.rank is not None]
    if not places:
        yield f"没有单位在“{group}”这一组"
    if len(ranked) == 1:
        yield f"只有{ranked[0].org_unit.name}参加排名，名次没有意义"
    if ranked and len(ranked) * 2 <= len(places):
        yield f"{len(places)}个单位里只有{len(ranked)}个参加排名，名次只供参考"
    yield from _ties(ranked, shelf)
    yield from _near(ranked, shelf)
    yield from _lines(places, month)
    yield from _rescaled(ranked, shelf)
    yield from (one for one in shelf.field.doubts if any(one.startswith(place.org_unit.name) for place in places))


def _ties(ranked: Sequence[Place], shelf: Shelf) -> Iterator[str]:
    broken = "、".join(line.name for tie in shelf.book.tie_breaks if (line := shelf.book.line(tie.line)))
    for total, among in groupby(ranked, key=lambda one: one.total):
        level = list(among)
        names = "、".join(one.org_unit.name for one in level)
        if len(level) > 1 and level[0].tied == len(level):
            tried = f"，再看{broken}也一样" if broken else "，办法没有写同分怎么办"
            yield f"{names}同分（{_shown(total, shelf)}）{tried}：并列第{level[0].rank}名"
        elif len(level) > 1:
            yield f"{names}同分（{_shown(total, shelf)}），先后按{broken}"


def _near(ranked: Sequence[Place], shelf: Shelf) -> Iterator[str]:
    """A difference of one in the last decimal may come from rounding the lines alone."""
    for one, next_one in pairwise(ranked):
        if one.total is not None and next_one.total is not None and one.total - next_one.total == 1:
            step = _shown(1, shelf)
            yield f"{one.org_unit.name}只比{next_one.org_unit.name}多{step}分，名次的先后在四舍五入误差内"


def _lines(places: Sequence[Place], month: Month) -> Iterator[str]:
    """By which month a line counts where it is not the newest; who owes a figure; where all are alike."""
    for among in zip(*(one.scores for one in places), strict=True) if places else ():
        line, counted = among[0].line, [one for one in among if one.pledge is not None]
        if not counted:
            yield f"“{line.name}”对本组都不适用，或都没有目标"
        elif all(one.reason == "early" for one in counted):
            yield f"“{line.name}”到{month.month}月还没有够数的单位报数，不计分"
        else:
            yield from _line(among, places, month)


def _line(among: Sequence[Score], places: Sequence[Place], month: Month) -> Iterator[str]:
    name = among[0].line.name
    until = next(one.until for one in among if one.until)
    if until != month:
        yield f"“{name}”按1—{until.month}月的数计分，{month.month}月的还没有够数的单位报来"
    owing = [place.org_unit.name for place, one in zip(places, among, strict=True) if one.reason == "no-figure"]
    if owing:
        yield f"“{name}”没有{'、'.join(owing)}{until.month}月的数：不是0分，是没有数"
    rivals = [place.org_unit.name for place, one in zip(places, among, strict=True) if one.reason == "conflict"]
    if rivals:
        yield f"“{name}”{'、'.join(rivals)}{until.month}月有两个不一样的数，没有说哪个更正哪个，先不计分"
    if all(one.alike for one in among if one.points is not None):
        clause = among[0].line.formula.otherwise_clause
        yield f"“{name}”{clause}"


def _rescaled(ranked: Sequence[Place], shelf: Shelf) -> Iterator[str]:
    full = shelf.book.full
    scaled = [one for one in ranked if one.counted != full]
    if scaled and shelf.book.absent == "rescale":
        listed = "、".join(f"{one.org_unit.name}{_of(one)}" for one in scaled)
        yield f"能计分的项不满{float(full):g}分的，按比例折算成{float(full):g}分：{listed}"
    if few := [one for one in ranked if one.counted * 2 < full]:
        listed = "、".join(f"{one.org_unit.name}{_of(one)}" for one in few)
        yield f"能计分的不到满分的一半，项少，名次要同能计分的满分一起看：{listed}"


def _of(place: Place) -> str:
    return f"{sum(1 for one in place.scores if one.points is not None)}项{float(place.counted):g}分"


def _shown(whole: int | None, shelf: Shelf) -> str:
    return "—" if whole is None else f"{float(shelf.points(whole)):.{shelf.book.digits}f}"
