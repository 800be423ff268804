"""States of milestones that a report tells in words alone: 已完成 in a table, 国道改线工程尚未完工 in a text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache

from duban.ledger.types import Fact, Origin, Pledge
from duban.linking.spoken import place_in_words, slug, source_name
from duban.linking.tables import Cell, in_one_line, table_statements
from duban.linking.words import one_of, table
from duban.periods import Period
from duban.reading.document import Document

_LONGEST = 20  # characters of a state that is told in words


def states_of_cells(document: Document, pledges: Iterable[tuple[str, Pledge]], period: Period) -> Iterator[Fact]:
    """The facts of cells without a statement, in rows that ask for one milestone; ``pledges`` come with their row.

    What the words do not settle is no fact. ``period`` are the months of a report that names none.
    """
    asked: dict[str, list[Pledge]] = {}
    for row, pledge in pledges:
        asked.setdefault(row, []).append(pledge)
    for cell in table_statements(document):
        [*of_row] = asked.get(cell.row, ())
        silent = cell.mood == "reported" and not cell.statements and not cell.ahead
        if (
            silent
            and len(of_row) == 1
            and of_row[0].kind == "milestone"
            and (state := _state(document, cell, of_row[0]))
        ):
            said = document.text[cell.start : cell.end].strip()
            yield _fact(document, cell.start, said, of_row[0], state, period, of="状态")


def done_in_words(
    document: Document, pledges: Iterable[tuple[str, Pledge]], answered: Collection[str], period: Period
) -> Iterator[Fact]:
    """The figures of rows that say in words alone that what they ask for is done: just what was asked for.

    ``answered`` are the ids of pledges that have a figure of their own; ``pledges`` come with their row.
    """
    asked: dict[str, list[Pledge]] = {}
    for row, pledge in pledges:
        if row and pledge.kind == "quantity" and pledge.id not in answered:
            asked.setdefault(row, []).append(pledge)
    told: set[str] = set()
    for cell in table_statements(document):
        said = in_one_line(document.text[cell.start : cell.end])
        silent = not cell.statements and not cell.ahead and _is_done(said, table("progress")["milestone"]["reached"])
        first = said.partition("。")[0]  # 全面完成目标任务。全区……
        if cell.mood != "reported" or cell.row in told or not (silent or _is_done(cell.judged) or _is_done(first)):
            continue
        told.add(cell.row)
        for pledge in asked.get(cell.row, ()):
            yield replace(
                _fact(document, cell.start, cell.judged or (said if silent else first), pledge, "", period, of="完成"),
                kind="quantity",
                basis=pledge.basis,
                unit=pledge.unit,
                value=pledge.tiers[0].value,
                comparator=pledge.tiers[0].comparator,
                upper=pledge.tiers[0].upper,
            )


def _is_done(said: str, more: Iterable[str] = ()) -> bool:
    return said in {*table("progress")["milestone"]["done"], *more}


def _state(document: Document, cell: Cell, pledge: Pledge) -> str:
    """The pledge's own state where the cell says that it is reached, the words where it says not yet; else empty."""
    said = in_one_line(document.text[cell.start : cell.end])
    if said in table("progress")["milestone"]["reached"]:
        return pledge.state
    return said[:_LONGEST] if _not_yet().search(said) else ""


@cache
def _not_yet() -> re.Pattern[str]:
    return one_of(table("progress")["milestone"]["not_yet"])


def _fact(document: Document, at: int, said: str, pledge: Pledge, state: str, period: Period, *, of: str) -> Fact:
    """A state that a document says at a place; ``of`` tells its key from others of the same pledge and period."""
    place, _ = document.place(at)
    origin = Origin(document.file or "", place_in_words(document, place, at), said, said)
    return Fact(
        key=slug(source_name(document), pledge.subject, of, str(period)),
        org_unit=pledge.org_unit,
        subject=pledge.subject,
        kind="milestone",
        basis="level",
        unit="",
        period=period,
        state=state,
        answers=pledge.id,
        source=source_name(document),
        origin=origin,
    )


def denied(document: Document, pledges: Iterable[Pledge], period: Period) -> Iterator[Fact]:
    """The facts of a report that says of a milestone that it is not there yet: named, and right behind it 尚未."""
    for pledge in pledges:
        if pledge.kind == "milestone" and (found := _denied(pledge.subject).search(document.text)):
            yield _fact(document, found.start(), found[0], pledge, found["state"], period, of="未到")


def _denied(subject: str) -> re.Pattern[str]:
    """The subject, few words, and that it has not got there; a plan for what is next is no state."""
    return re.compile(
        rf"{re.escape(subject)}[》”]?(?:项目|工程|建设|目前|至今|仍|还)*"
        r"(?P<state>(?:尚未|还未|仍未|暂未|未能|未)(?:按期|如期|能|全部)*"
        r"(?:开工|启动|建成|完工|竣工|完成|投产|投用|投入使用|启用|通车|印发|出台|验收|交付|签约|落地))"
    )
