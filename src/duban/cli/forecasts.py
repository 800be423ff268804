"""The forms of ``duban forecast``: for people at a terminal, for programs, for Excel."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from duban.amounts import half_up
from duban.cli import words
from duban.cli.verdicts.said import subject, target
from duban.cli.writers.table import width_of
from duban.pack.pack import Pack
from duban.sheets.lists import Sheet
from duban.sheets.workbook import workbook
from duban.standing.city import shared_books
from duban.standing.forecast.city import Forecast
from duban.standing.forecast.words import (
    chance_words,
    drivers,
    estimate_words,
    figure,
    sentence,
)

Found = Sequence[Forecast]
_HEADS: Final = ("事项", "到目前", "目标", "预计", "完成目标", "力争值", "怎么来的")
_WIDEST: Final = (30, 20, 26, 56, 10, 10, 0)
_COLUMNS: Final = (
    *(("编号", 24), ("谁", 20), ("事项", 28), ("目标", 24), ("数据到", 10), ("到目前", 14), ("预计", 14)),
    *(("下限", 14), ("上限", 14), ("单位", 8), ("完成目标的可能性%", 12), ("达到力争值的可能性%", 12), ("说明", 90)),
)


def table(city: Pack, found: Found) -> bytes:
    """One line a pledge with an estimate, under who pledged; then why the others have none, counted."""
    return ("\n".join(line.rstrip() for line in _lines(city, found)) + "\n").encode("utf-8", "replace")


def _lines(city: Pack, found: Found) -> Iterator[str]:
    if len(found) == 1:
        yield f"{_who(city, found[0], shared_books(city.pledges))}：{subject(found[0].pledge)}（{found[0].pledge.id}）"
        yield f"目标：{target(found[0].pledge)}；{_so_far(found[0])}"
        yield sentence(found[0])
        return
    told = [one for one in found if one.estimate is not None]
    cells = {id(one): _cells(one) for one in told}
    wide = [
        min(max(map(width_of, column)), most)
        for column, most in zip(zip(_HEADS, *cells.values(), strict=True), _WIDEST, strict=True)
    ]
    shared = shared_books(city.pledges)
    for name, members in groupby(told, key=lambda one: _who(city, one, shared)):
        yield name
        yield _row(_HEADS, wide)
        yield from (_row(cells[id(one)], wide) for one in members)
        yield ""
    yield from _without(found)
    if not told:
        yield "没有一条可估；年中的日子才有可估的，请用 --as-of 写明，例如 --as-of " + f"{city.year}-06-30"
    yield f"承诺{len(found)}条，估了{len(told)}条。预计只供督办室参考，不进任何考核；区间是八成把握。"


def _without(found: Found) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for one in found:
        if one.estimate is None:
            reasons.setdefault(one.reason, []).append(subject(one.pledge))
    for reason, subjects in reasons.items():
        more = f"等{len(subjects)}条" if len(subjects) > _SHOWN else f"（{len(subjects)}条）"
        yield f"没有估：{reason}：{'、'.join(subjects[:_SHOWN])}{more}"


_SHOWN: Final = 3


def _row(cells: Sequence[str], columns: Sequence[int]) -> str:
    return "  " + "  ".join(cell + " " * (wide - width_of(cell)) for cell, wide in zip(cells, columns, strict=True))


def _cells(one: Forecast) -> tuple[str, ...]:
    chances = (chance_words(one.chance), chance_words(one.stretch_chance))
    return subject(one.pledge), _so_far(one), target(one.pledge), estimate_words(one), *chances, drivers(one)


def _so_far(one: Forecast) -> str:
    if one.done is None:
        return "还没有数"
    return f"到{one.until.month}月{figure(one, one.done)}" if one.until else figure(one, one.done)


def _who(city: Pack, one: Forecast, shared: Collection[str]) -> str:
    titles = {book.id: book.title for book in city.books}
    book, body = titles.get(one.pledge.origin.book), city.org_unit(one.pledge.org_unit)
    name = body.name if body else one.pledge.org_unit
    if book and one.pledge.origin.book in shared:
        return words.clean(f"{book}：{name}")
    return words.clean(book or name)


def jsonl(_: Pack, found: Found) -> bytes:
    """One object a pledge; what is not known is null."""
    return "".join(json.dumps(_record(one), ensure_ascii=False) + "\n" for one in found).encode("utf-8", "replace")


def _record(one: Forecast) -> Mapping[str, object]:
    names = ("done", "estimate", "low", "high", "chance", "stretch_chance", "pace", "noise")
    values = {name: None if (value := getattr(one, name)) is None else half_up(value, 4) for name in names}
    return {
        "pledge": one.pledge.id,
        "org_unit": one.pledge.org_unit,
        "subject": one.pledge.subject,
        "unit": one.pledge.unit,
        "as_of": one.as_of.isoformat(),
        "until": str(one.until) if one.until else None,
        "due": str(one.due),
        **values,
        "method": one.method,
        "reason": one.reason,
    }


def xlsx(city: Pack, found: Found) -> bytes:
    """A sheet with a row a pledge."""
    shared = shared_books(city.pledges)
    return workbook("督办：预计", [Sheet("预计", _COLUMNS, [_line(city, one, shared) for one in found], frozen=3)])


def _line(city: Pack, one: Forecast, shared: Collection[str]) -> Sequence[str | float | None]:
    numbers = [None if value is None else half_up(value, 4) for value in (one.done, one.estimate, one.low, one.high)]
    odds = [None if odd is None else half_up(100 * odd, 1) for odd in (one.chance, one.stretch_chance)]
    until = str(one.until) if one.until else ""
    said = (one.pledge.id, _who(city, one, shared), subject(one.pledge), target(one.pledge), until)
    return (*said, *numbers, one.pledge.unit, *odds, sentence(one))


RENDERERS: Final[Mapping[str, Callable[[Pack, Found], bytes]]] = {"table": table, "jsonl": jsonl, "xlsx": xlsx}
