"""Progress tables: what stands under 任务 is pledged, what stands under 完成情况 is done and answers its own row.

Each cell is read by itself, as a plan or as a report, so that a 力争 in a task and a deadline are kept although the
table's title speaks of progress. ★ marks the lead unit of a row, else the unit that is named first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from duban.linking.grid import DONE, Grid, Row, Span, grids
from duban.linking.listed import listed
from duban.linking.plan import plan_year
from duban.linking.stacked import stacked
from duban.linking.words import one_of, table
from duban.reading.dates import years
from duban.reading.document import Document, Mood, Source, Statement
from duban.reading.reader import read_source

_COMPLETED = re.compile("完成[^，。；]{0,8}\\Z")  # 已完成筛查|任务数: what was done, no more what was asked
_TIMES = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年)?(?:(?P<first>\d{1,2})月?[-—–~～至](?P<last>\d{1,2})月|前(?P<upto>\d{1,2})个?月|(?P<quarter>[一二三四1-4])季度|前(?P<quarters>[二三四2-4])季度|(?P<half>[上下])半年|全年|(?P<month>\d{1,2})月(?:份|底|末|(?=[）)]?$)))"
)
_FIGURE = re.compile(r"[-+－—]?\d|[≥≤＞＜<>约]")
_ASKED = re.compile(
    r"[≥≤＞＜<>=＝约不少低高于小大超过至]{0,4}[-－]?[\d.,]+(?P<unit>[^\d，。；、（(]{1,8}?)(?:以上|以下|以内|左右)?"
)
_UNITS = {"百分比": "%", "百分率": "%", "百分数": "%"}
_EACH = re.compile(r"(?<=元)(?:[/·每](?:人|生|户|月|年|次|天|床)[月年]?)+\Z")  # 元/人·年, of which a text says 每人每年
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_BARE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SCALED = 1000  # times of what was asked from which a figure is told without the other's 万
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}


@dataclass(frozen=True, slots=True)
class Cell:
    """What is said in one cell of a progress table: statements with offsets in the document, in text order.

    ``ahead`` are those of a cell of done things that speak of the time to come, ``judged`` what the row's column of
    judgements says (超额完成).
    """

    row: str
    mood: Mood
    lead: str
    start: int
    end: int
    statements: tuple[Statement, ...]
    ahead: tuple[Statement, ...] = ()
    judged: str = ""


def in_one_line(words: str) -> str:
    """What a cell says, in one line and without the stop at its end: so facts of cells quote it."""
    return "".join(words.split()).rstrip("。；")


def table_statements(document: Document) -> Iterator[Cell]:
    """The cells of tasks and of what is done, in the order in which they stand in the text.

    A statement takes the mood of its column, whatever the reader made of the words alone. What a cell of done things
    says of the time to come (下一步, 力争) is no fact, and stands apart.
    """
    found = list(grids(document)) or list(stacked(document))
    if not found and (items := listed(document)):
        found = [items]
    for grid in found:
        cells = [cell for row in grid.rows for cell in _cells(document, grid, row)]
        yield from sorted(cells, key=lambda cell: cell.start)


def lead_of(written: str) -> str:
    """The lead of a cell of responsible units: the one that ★ marks, else the first: ``★发改局、经信局`` → 发改局."""
    marks, between, around = _lead_words()
    named = [part.strip() for part in re.split(f"[{re.escape(between)}]+", written) if part.strip(marks + " ")]
    if not named:
        return ""
    marked = next((part for part in named if part[0] in marks or part[-1] in marks), named[0])
    return around.sub("", marked.strip(marks + " "))


@cache
def _lead_words() -> tuple[str, str, re.Pattern[str]]:
    """The marks of a lead, what separates units, and the words around one that are no part of its name."""
    lead = table("progress")["lead"]
    around = one_of(lead["around"]).pattern
    return lead["marks"], lead["between"], re.compile(f"^(?:{around})[：:]?|(?:{around})$")


def _cells(document: Document, grid: Grid, row: Row) -> Iterator[Cell]:
    text = document.text
    lead = lead_of(text[row.cells["lead"].start : row.cells["lead"].end]) if "lead" in row.cells else ""
    named = plan_year(document)
    year = named.year if named else document.year
    tasks = {"task", "name"} if _is_task(text, row) else {"task"}
    for role, span in row.cells.items():
        if role not in tasks and not role.startswith(DONE):
            continue
        mood: Mood = "pledged" if role in tasks else "reported"
        before, after = _frame(text, row, role) if role not in tasks or role == "task" else ("", "")
        heading = _heading(grid, role, year)
        found = list(_read(document, span, (f"{heading}\n\n{before}", after), mood))
        if mood == "reported" and (task := _words(text, row, "task")):
            known = {one.num for one, _ in found}
            carried = _read(document, span, (f"{heading}\n\n{task.rstrip('。；')}。{before}", after), mood)
            found += [one for one in carried if one[0].num not in known]
        if mood == "reported" and not named:  # the year is only lent, so that 5月20日 is a day
            found = [(_without(one, whole), to_come) for one, to_come in found] if (whole := _whole(year)) else found
        found = [(_with_its_name(one, _words(text, row, "name")), to_come) for one, to_come in found]
        found.sort(key=lambda one: one[0].num)
        done, ahead = (tuple(one for one, to_come in found if to_come is asked) for asked in (False, True))
        yield Cell(row.name, mood, lead, span.start, span.end, done, ahead, _words(text, row, "judged"))


def _with_its_name(one: Statement, name: str) -> Statement:
    """A rate by the whole name that its row gives: of 验收合格率 alone the verb would be taken for what is done."""
    cut = one.unit == "%" and name != one.subject and name.endswith(one.subject) and not _NUMBER.search(name)
    return replace(one, subject=name) if cut else one


def _whole(year: int | None) -> str:
    return years(year, year) if year else ""


def _without(one: Statement, period: str) -> Statement:
    """A statement that is of no period where its period is that of the heading alone."""
    return replace(one, period=None) if one.period == period else one


def _heading(grid: Grid, role: str, year: int | None) -> str:
    """A line above the cell that says what it is, with the year and, for what is done, the months of head or title."""
    if not role.startswith(DONE):
        return f"{year or ''}{'年度' if year else ''}目标任务"
    when = _TIMES.search(grid.heads.get(role, "")) or _TIMES.search(grid.title)
    return f"{_months(when, year)}完成情况"


def _months(when: re.Match[str] | None, year: int | None) -> str:
    """The months that a head names, as the reader writes them: 一季度 of 2025 → 2025年1-3月; else the bare year."""
    if when is None:
        return f"{year}年" if year else ""
    named = f"{when['year'] or year}年" if when["year"] or year else ""
    first, last = 1, 12
    if when["first"]:
        first, last = int(when["first"]), int(when["last"])
    elif when["upto"]:
        last = int(when["upto"])
    elif when["quarter"]:
        last = 3 * _QUARTERS.get(when["quarter"], 0) or 3 * int(when["quarter"])
    elif when["quarters"]:
        last = 3 * (_QUARTERS.get(when["quarters"]) or int(when["quarters"]))
    elif when["half"] == "上":
        last = 6
    elif when["month"]:
        last = int(when["month"])
    return f"{named}{first}-{last}月"


def _frame(text: str, row: Row, role: str) -> tuple[str, str]:
    """What a figure of the cell needs around it where the table has a column of names: the name, and the unit."""
    name, said = _words(text, row, "name"), _words(text, row, role)
    if role.startswith(DONE) and (around := _of_the_task(_words(text, row, "task") or name, said)):
        return around
    if not name or said.startswith(name):
        return "", ""
    if not _FIGURE.match(said):
        return f"{name}：", ""
    if not said[-1:].isdigit():
        return name, ""
    asked = _ASKED.fullmatch(_words(text, row, "task"))  # ≤90万元 asked, 85 done
    unit = _words(text, row, "unit") or (asked["unit"] if asked else "")
    return name, _UNITS.get(unit, _EACH.sub("", unit))


def _of_the_task(task: str, said: str) -> tuple[str, str] | None:
    """What stands around the one figure of a task (新增800张床位), where only the figure of what is done is told (810).

    6万户 beside 63000 is told without its 万.
    """
    numbers = [found for found in _NUMBER.finditer(task) if not task.startswith("年", found.end())]
    if not _BARE.fullmatch(said) or len(numbers) != 1 or not numbers[0].start() or _ASKED.fullmatch(task):
        return None
    asked, done = float(numbers[0][0].replace(",", "")), float(said.replace(",", ""))
    after = task[numbers[0].end() :]
    if asked and done / asked >= _SCALED:
        after = after.lstrip("万亿")
    return (task[: numbers[0].start()], after) if after else None


def _is_task(text: str, row: Row) -> bool:
    """Whether the name of a row without a task is one itself: 新增800张床位."""
    name = _words(text, row, "name")
    done = [_words(text, row, role) for role in row.cells if role.startswith(DONE)]
    return "task" not in row.cells and any(_of_the_task(name, said) for said in done)


def _words(text: str, row: Row, role: str) -> str:
    return "".join(text[row.cells[role].start : row.cells[role].end].split()) if role in row.cells else ""


def _read(document: Document, span: Span, around: tuple[str, str], mood: Mood) -> Iterator[tuple[Statement, bool]]:
    """The statements of one cell, read between words of ours (its heading, the row's name) and put back in place.

    Each with whether it speaks of the time to come, in a cell of done things.
    """
    head, after = around
    rest = tuple(table("progress")["to_come"]["rest"])
    text = f"{head}{document.text[span.start : span.end]}{after}\n"
    for statement in read_source(Source(text, wrapped=False)).statements:
        left = mood == "reported" and text.startswith(rest, statement.start)
        if statement.num[1] > len(head) and not left:
            to_come = mood == "reported" and _is_to_come(text, statement)
            yield _moved(document, statement, mood, span, span.start - len(head)), to_come


def _moved(document: Document, statement: Statement, mood: Mood, span: Span, by: int) -> Statement:
    """A statement of a cell at its place in the document, with its column's mood."""
    start, stop = max(statement.start + by, span.start), min(statement.end + by, span.end)
    num = (max(statement.num[0] + by, span.start), min(statement.num[1] + by, span.end))
    book = next((book.name for book in document.books if book.start <= span.start < book.end), "")
    moved = replace(statement, book=book, mood=mood, num=num, start=start, end=max(start, stop))
    return moved if mood == "pledged" else replace(moved, firmness="plan", due=None)


def _is_to_come(text: str, statement: Statement) -> bool:
    """Whether a statement in a cell of done things speaks of what is still to come or only repeats what was asked."""
    sentence, clause = _coming()
    begin = max(text.rfind(mark, 0, statement.start) for mark in "。；！？\n") + 1
    said = text[statement.start : statement.end]
    asks = any(not _COMPLETED.search(said, 0, found.start()) for found in clause.finditer(said))
    return statement.firmness == "strive" or asks or sentence.search(text, begin, statement.end) is not None


@cache
def _coming() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = table("progress")["to_come"]
    return one_of(words["sentence"]), one_of(words["clause"])
