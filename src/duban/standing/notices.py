"""What is to be told beside the verdicts: answers that are of no use, choices left open, sums that got smaller."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from duban.errors import Finding
from duban.ledger.phrases import Figure, phrase
from duban.ledger.types import Fact, Pledge
from duban.linking.match import Link, Matches
from duban.linking.progress import is_done
from duban.linking.spoken import spoken
from duban.linking.tables import in_one_line, table_statements
from duban.reading import holes
from duban.reading.document import Document
from duban.sheets.figures import is_nil
from duban.standing.verdict import Verdict

_QUOTED = 24  # characters of a cell that are quoted
_NAMED = 6  # names that a sentence tells; of more it says so


def nothing_pledged(document: Document, path: Path, taken: Sequence[Pledge]) -> Iterator[Finding]:
    """A plan in which nothing was read, or all as what is done already; ``taken`` were taken for pledges even so."""
    if taken:
        what = f"通篇读成了已经做到的，既然是计划，{len(taken)}条当作承诺"
        yield Finding("read-as-pledged", str(path), what, "请核对；标题里写明“计划”“任务”，就不会读错")
        return
    done = [one.statement.subject for one in spoken(document) if one.mood == "reported"]
    read = f"，{len(done)}条都读成了已经做到的：{_some(done)}" if done else ""
    yield Finding(
        "no-pledges", str(path), f"没有读出承诺{read}", "请核对是不是计划；写明已过去的期间的，会读成已经做到的"
    )


def damaged(documents: Mapping[str, Document]) -> Iterator[Finding]:
    """Where a text holds characters that could not be read: what they touch was not taken."""
    for path, document in documents.items():
        if what := holes.told(document.text):
            yield Finding("damaged-text", path, what, holes.DO)


def nothing_reported(path: Path) -> Iterator[Finding]:
    """A report in which no figure was read."""
    yield Finding("no-facts", str(path), "没有读出已报的数", "请核对是不是报告；数写在图片里的读不到")


def ahead(document: Document, path: Path) -> Iterator[Finding]:
    """What a report says of things to come answers nothing; told, since a reader may have taken it so by mistake."""
    ahead_of = (one for one in spoken(document) if one.mood == "pledged" and not one.row and not is_done(document, one))
    said = [one.statement.subject for one in ahead_of]
    if said:
        what = f"报告里有{len(said)}条读成了还没有做的，没有拿来对照：{_some(said)}"
        yield Finding("report-pledges", str(path), what, "其实已经做成的，请在原文写明期间（如1—6月）或“已”")


def cells_left(document: Document, path: Path, facts: Iterable[Fact]) -> Iterator[Finding]:
    """What stands under 完成情况 and was not held against anything: what is to come, and words without a figure.

    ``facts`` are the document's: a cell that says in words how its row stands is one.
    """
    cells = [cell for cell in table_statements(document) if cell.mood == "reported"]
    to_come = [_short(document.quote(one)) for cell in cells for one in cell.ahead]
    if to_come:
        what = f"进展表里有{len(to_come)}处读成了还没有做的，没有拿来对照：{_some(to_come)}"
        yield Finding("cells-ahead", str(path), what, "其实已经做成的，请写成“已”，不写“下一步”“力争”")
    taken = {in_one_line(one.origin.quote) for one in facts}
    silent = [cell for cell in cells if not cell.statements and not cell.ahead]
    said = [in_one_line(document.text[cell.start : cell.end]) for cell in silent]
    unread = [_short(one) for one in said if not (is_nil(one) or {one, one.partition("。")[0]} & taken)]
    if unread:
        what = f"进展表的完成情况里有{len(unread)}格没有读出数或节点，没有拿来对照：{_some(unread)}"
        yield Finding("cells-unread", str(path), what, "请核对；要对照的，写明数或“已建成”之类的节点")


def states_left(documents: Iterable[Document], facts: Iterable[Fact], links: Iterable[Link]) -> Iterator[Finding]:
    """Steps that a progress table tells and that answer no pledge; only figures stand among the unmatched."""
    linked = {one.fact for one in links}
    steps = [one for one in facts if one.kind == "milestone" and one.key not in linked and one.origin.sentence]
    if not steps:
        return
    told = {one.origin for document in documents for one in spoken(document) if one.row and one.mood == "reported"}
    if left := [_short(one.origin.quote) for one in steps if one.origin in told]:
        what = f"进展表里有{len(left)}个节点没有对上任何承诺：{_some(left)}"
        yield Finding("states-unmatched", "", what, "请核对计划里有没有这件事，做到这一步算不算完成")


def left_open(matches: Matches) -> Iterator[Finding]:
    """Facts that disagree, of which nobody can say which one answers."""
    for one in matches.open:
        yield Finding("open-match", one.pledge, one.reason, "请在报表里用 answers 写明哪一个回答它")


def out_of_time(found: Iterable[Verdict], given: Iterable[Fact]) -> Iterator[Finding]:
    """What answers a pledge by name and is of no month that counts for it: told, since it is not among the rest.

    Last year's figures are what others are held against, where there are others.
    """
    named: dict[str, list[Fact]] = {}
    for fact in given:
        named.setdefault(fact.answers, []).append(fact)
    lost: dict[tuple[int, str], list[str]] = {}
    for one in found:
        pledge, lacking = one.pledge, one.verdict == "not_reported"
        years = range(pledge.year - 1, max(pledge.year, pledge.due_day.year) + 1)
        idle = [fact for fact in named.get(pledge.id, ()) if lacking or fact.period.end.year not in years]
        if idle:
            when = "、".join(dict.fromkeys(fact.period.words for fact in idle))
            places = "、".join(dict.fromkeys(fact.origin.place for fact in idle if fact.origin.place))
            said = f"{pledge.subject}（{places}）" if places else pledge.subject
            lost.setdefault((pledge.year, when), []).append(said)
    for (year, when), subjects in lost.items():
        what = f"{year}年的承诺，报表里的数说的是{when}，不在期内，没有用：{_some(subjects)}"
        yield Finding("answer-out-of-time", "", what, "请核对年度和期间")


def _some(names: Sequence[str]) -> str:
    return "、".join(names[:_NAMED]) + ("……" if len(names) > _NAMED else "")


def _short(words: str) -> str:
    """Words quoted, the first of many."""
    words = "".join(words.split())
    return f"“{words[:_QUOTED]}{'……' if len(words) > _QUOTED else ''}”"


def bodiless(found: Iterable[Verdict], facts: Iterable[Fact]) -> Iterator[Finding]:
    """A plan that names no body, and figures of several bodies: nobody can know whose answers it."""
    lacking = {one.pledge.subject for one in found if one.verdict == "not_reported" and not one.pledge.org_unit}
    bodies = list(dict.fromkeys(one.org_unit for one in facts if one.org_unit and one.subject in lacking))
    if len(bodies) > 1:
        what = f"计划没有写明是哪个单位的，报表里有{len(bodies)}个单位的数（{_some(bodies)}），不知道用谁的"
        yield Finding("plan-without-body", "", what, "请在计划里写明单位，或者只交一个单位的数")


def by_zero(found: Iterable[Verdict]) -> Iterator[Finding]:
    """Pledges that a rule shows no light for, because its formula divides by zero there."""
    lost = [one for one in found if one.by_zero]
    if lost:
        where = next((light.when.where for light in lost[0].rule.lights if light.when), "")
        named = _some([f"{one.pledge.subject}（{one.pledge.id}）" for one in lost])
        what = f"“{lost[0].rule.name}”的公式对{len(lost)}条承诺要除以零，没有亮灯：{named}"
        yield Finding("divided-by-zero", where, what, "请核对目标和公式；除数可能为零的，先用 and 问一句")


def fallen(pledges: Iterable[Pledge], facts: Mapping[str, Fact], links: Iterable[Link]) -> Iterator[Finding]:
    """Sums to date that were told smaller later: one of the two is wrong, and nobody has said which."""
    told: dict[str, dict[int, Fact]] = {}
    replaced = {one.replaces for one in facts.values() if one.replaces}
    for link in links:
        fact = facts[link.fact]
        counts = fact.value is not None and fact.basis != "share" and fact.key not in replaced
        if counts and fact.period.start.month == 1:
            told.setdefault(link.pledge, {})[fact.period.end.number] = fact
    for pledge in pledges:
        if pledge.kind != "quantity" or pledge.basis != "level" or pledge.accumulation != "ytd":
            continue
        series = [fact for _, fact in sorted(told.get(pledge.id, {}).items())]
        for before, after in pairwise(series):
            if before.period.start == after.period.start and _less(after, before):
                what = (
                    f"“{pledge.subject}”{before.period.words}报{_said(before)}，{after.period.words}却报{_said(after)}"
                )
                yield Finding(
                    "sum-fell", pledge.id, f"{what}，累计数不会变小", "请核对；是更正的，写明更正哪一个（replaces）"
                )


def _less(after: Fact, before: Fact) -> bool:
    return after.value is not None and before.value is not None and after.value < before.value


def _said(fact: Fact) -> str:
    return phrase(Figure(fact.kind, fact.basis, "=", fact.value, None, fact.unit))
