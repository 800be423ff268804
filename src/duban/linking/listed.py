"""Tasks in a list with what is done below each (推进情况：…), and tasks in quotes that are said to be done.

A list like that is a progress table that was written without lines: each item a row of a task and of what is done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from duban.linking.grid import Grid, Row, Span
from duban.linking.words import one_of, table
from duban.reading.document import Document

_ITEM = re.compile(r"\s*(?:\d{1,3}[.、．](?!\d)|[（(]\d{1,3}[）)]|[①-⑳])\s*")
_HEADING = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]+[章篇])"
)
_LEAD = re.compile(r"[（(]?(?:牵头|责任|主要责任|牵头责任|主办|落实)(?:单位|部门)[：:](?P<lead>[^）)。\n]+)[）)]?")
_LONGEST_TASK = 300
_HEADED = 60  # characters of a heading that may be a task itself: 二、新建公园10个
_COUNTED = re.compile(r"\d(?!\d{0,3}年)")
_NUMBERED = r"(?:\d{1,2}[.、．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[①-⑳])"
# A line that says what came of the task in the line above it, without a label.
_CAME_OF_IT = re.compile(
    r"\s*(?:截[至止]|目前|现已|已(?!签|被)|累计(?:完成|建成)|(?:超额|全面|圆满|提前)完成|完成目标|今年以来)"
)
_NO_TASK = re.compile(r"已|完成了|实际|同比|上年|增长|下降|累计|[。；：:]")
_QUOTED = re.compile(r"[“\"](?P<task>[^“”\"\n]{4,80})[”\"]")
_ALL_DONE = re.compile(
    r"(?:等)?[^，。；、“”\"\d\n]{0,14}?(?:\d{1,3}[个项件大小]+[^，。；、“”\"\d\n]{0,8}?)?"
    r"(?:已经?|均已?|全部|都已?|提前|超额|如期|按期|顺利|圆满)+(?:完成|办结|建成)(?![率度的\d]|了?\d)"
)


def listed(document: Document) -> Grid | None:
    """A document's items with what is done below each as rows, and its quoted tasks that are done; None if none."""
    items = list(_items(document.text))
    taken = {row["task"].start for row in items}
    items += [row for row in _unlabelled(document.text) if row["task"].start not in taken]
    rows = [*sorted(items, key=lambda row: row["done"].start), *_quoted(document.text)]
    if not rows:
        return None
    title = document.text.lstrip().partition("\n")[0]
    return Grid(title, {}, tuple(Row(f"清单第{number}项", row) for number, row in enumerate(rows, start=1)))


@cache
def _labels() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What begins with 完成情况：, with 目标任务：, and with any label else that ends what is done."""
    heads = table("progress")["heads"]
    told = one_of([*heads["done"], *table("progress")["labels"]["done"]]).pattern
    done = rf"(?:目前|截至目前|当前)?(?:{told})"
    task = rf"(?:{one_of([*heads['task'], '任务目标', '目标要求']).pattern})"
    other = (
        rf"(?:{one_of([*heads['lead'], *heads['due'], *heads['other'], '下一步工作', '下步计划', '下步打算']).pattern})"
    )
    own, within = rf"^\s*{_NUMBERED}?\s*[（(【]?", r"(?<=[。；）)\n])\s*[（(【]?"
    return tuple(
        re.compile(rf"(?:{own}{words}[】）)]?(?:[：:。]|[^\S\n]*$)|{within}{words}[】）)]?[：:])\s*", re.MULTILINE)
        for words in (done, task, other)
    )  # type: ignore[return-value]


def _items(text: str) -> Iterator[dict[str, Span]]:
    """Each stretch behind 完成情况： with the task above it, where there is one."""
    done, _, _ = _labels()
    found = [one for one in done.finditer(text) if "\t" not in _line(text, one.end())]
    since = 0
    for label in found:
        task = _task(text, since, label.start())
        stop = _stop(text, label.end())
        since = stop
        if task is None or stop <= label.end():
            continue
        row = {"task": task, "done": Span(1, label.end(), stop)}
        if lead := _LEAD.search(text, task.start, label.start()):
            row["lead"] = Span(2, *lead.span("lead"))
            if task.start < lead.start() < task.end:
                row["task"] = Span(0, task.start, lead.start())
        yield row


def _line(text: str, at: int) -> str:
    return text[text.rfind("\n", 0, at) + 1 : text.find("\n", at) if "\n" in text[at:] else len(text)]


def _task(text: str, since: int, end: int) -> Span | None:
    """The task of an item: what stands behind 目标任务： in it, else its numbered line."""
    _, task, _ = _labels()
    if named := [*task.finditer(text, since, end)]:
        stop = text.find("\n", named[-1].end(), end)
        return Span(0, named[-1].end(), stop if stop >= 0 else end)
    begin = end
    while begin > since:
        begin = text.rfind("\n", since, begin - 1) + 1 if "\n" in text[since : begin - 1] else since
        number = _ITEM.match(text, begin, end)
        if number:
            return Span(0, number.end(), end) if end - number.end() <= _LONGEST_TASK else None
        if heading := _HEADING.match(text, begin, end):
            return _headed(text, heading.end(), end)
        if begin == since:
            return None
    return None


def _headed(text: str, start: int, end: int) -> Span | None:
    """A heading that is a task itself, since it counts something."""
    stop = text.find("\n", start, end)
    stop = stop if stop >= 0 else end
    short = stop - start <= _HEADED and _COUNTED.search(text, start, stop)
    return Span(0, start, stop) if short else None


def _unlabelled(text: str) -> Iterator[dict[str, Span]]:
    """A numbered line that counts something with the line below it that says what came of it: 截至目前，已建成9个."""
    lines = [line for line in re.finditer(r"[^\n]+", text) if line[0].strip()]
    for line, below in pairwise(lines):
        number = _ITEM.match(text, *line.span()) or _HEADING.match(text, *line.span())
        if number is None or line.end() - number.end() > _HEADED or not _CAME_OF_IT.match(below[0]):
            continue
        said = text[number.end() : line.end()].rstrip("。；")
        if _COUNTED.search(said) and not _NO_TASK.search(said) and "\t" not in f"{said}{below[0]}":
            stop = _stop(text, below.start())
            yield {"task": Span(0, number.end(), line.end()), "done": Span(1, below.start(), stop)}


def _stop(text: str, start: int) -> int:
    """Where what is done ends: before the next item, heading or label."""
    done, task, other = _labels()
    ends = [len(text)]
    at = text.find("\n", start)
    while at >= 0:
        if _ITEM.match(text, at + 1) or _HEADING.match(text, at + 1) or text.startswith("\n", at + 1):
            ends.append(at)
            break
        at = text.find("\n", at + 1)
    ends += [found.start() for label in (done, task, other) if (found := label.search(text, start))]
    return max(start, min(ends))


def _quoted(text: str) -> Iterator[dict[str, Span]]:
    """The quoted tasks that stand one after the other before 已完成."""
    run: list[re.Match[str]] = []
    for one in _QUOTED.finditer(text):
        if run and text[run[-1].end() : one.start()].strip("、，和及与 \n"):
            run = []
        run.append(one)
        if _ALL_DONE.match(text, one.end()):
            yield from _as_done(run)
            run = []


def _as_done(run: Sequence[re.Match[str]]) -> Iterator[dict[str, Span]]:
    for one in run:
        yield {"done": Span(1, *one.span("task"))}
