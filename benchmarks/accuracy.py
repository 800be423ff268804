"""``make measure``: how well the reader reads, against texts that people marked by hand.

    python -m benchmarks.accuracy                     every text that is there, beside what is wanted
    python -m benchmarks.accuracy --errors 20 NAME    the first disagreements in one text, with their surroundings

The demo city's books and their marks are part of the project. The source page, the corpus and their marks lie in
``../shared``, which not everybody has.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from benchmarks.scoring import Claim, Disagreement, Record, Tally, compare, load
from duban.reading.document import Source
from duban.reading.reader import read_source

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
BOOKS = ROOT / "src/duban/packs/pinghu_2023/books"
MARKS = ROOT / "tests/reading/gold/pinghu_2023"

NAMES: Mapping[str, str] = {"figures": "数与名次", "trends": "走势", "milestones": "里程碑"}
_AROUND = 24  # characters shown on either side of a disagreement

# group → the least F1 that is wanted, found and exact; None where nothing is set
Wanted = Mapping[str, tuple[float | None, float | None]]
PAGE: Wanted = {"figures": (0.99, 0.97), "trends": (None, 0.85), "milestones": (None, 0.90)}
REPORT: Wanted = {"figures": (None, 0.93), "trends": (None, None)}
CUT: Wanted = {"figures": (None, 0.93)}


@dataclass(frozen=True, slots=True)
class Text:
    """A text that was marked by hand: its pairs of text and gold file, and what is wanted for the groups marked."""

    name: str
    about: str
    wanted: Wanted
    files: tuple[tuple[Path, Path], ...] = field(repr=False)


def demo() -> Text:
    """The demo city's fourteen books, which every checkout has."""
    pairs = tuple((book, MARKS / f"{book.stem}.jsonl") for book in sorted(BOOKS.glob("*.txt")))
    return Text("pinghu_2023", "示范城市的十四本任务书", PAGE, pairs)


def shared() -> tuple[Text, ...]:
    """What is marked in ``../shared``; nothing where that is missing."""
    if not (SHARED / "reader/gold").is_dir():
        return ()
    page = SHARED / "seed/pinghu-2023-task-books.txt"
    return (
        Text("source-page", "原文页（任务书汇编）", PAGE, ((page, SHARED / f"reader/gold/{page.stem}.jsonl"),)),
        _report("guowuyuan-2016", "国务院 2016 年，全篇", REPORT),
        _report("yunnan-2026", "云南 2026 年，全篇", REPORT),
        _report("guowuyuan-2003-cut", "国务院 2003 年，节选", CUT),
        _report("guangdong-2026-cut", "广东 2026 年，节选", CUT),
        _report("sichuan-2026-cut", "四川 2026 年，节选", CUT),
    )


def _report(name: str, about: str, wanted: Wanted) -> Text:
    return Text(name, about, wanted, ((SHARED / f"corpus/{name}.txt", SHARED / f"reader/gold/{name}.jsonl"),))


def without_pledges() -> tuple[Path, ...]:
    """Texts that only look back: whatever is read from them as pledged is wrong."""
    paths = (SHARED / f"corpus/guowuyuan-{year}.txt" for year in (2006, 2008))
    return tuple(path for path in paths if path.is_file())


@cache
def read_records(path: Path) -> tuple[Record, ...]:
    """All statements read from a text file, as the guideline's records."""
    document = read_source(Source(_raw(path)))
    return tuple(statement.as_record() for statement in document.statements)


def _raw(path: Path) -> str:
    """The file's characters as they are: the marks count a line break as it is written."""
    return path.read_bytes().decode("utf-8")


def score(text: Text, group: str) -> Tally:
    """One group's counts over all files of a text."""
    tally = Tally()
    for path, gold in text.files:
        tally += compare(load(gold), read_records(path), group)
    return tally


def pledged(path: Path) -> int:
    """How many pledges were read."""
    return sum(record["mood"] == "pledged" for record in read_records(path))


def _table(texts: Sequence[Text]) -> None:
    print("F1：找到（同一处的数，双方都当作陈述）与全对（全部字段一样）；括号里是想要的下限，— 为没有定。\n")
    print(f"{'':22}{_cell('类别', 10)}{'人工':>6}{'读出':>6}   {_cell('找到', 17)}{_cell('全对', 17)}全对的 准确/召回")
    for text in texts:
        print(f"{text.name}  {text.about}")
        for group, (found, exact) in text.wanted.items():
            tally = score(text, group)
            figures = f"{_beside(tally.found.f1, found)}{_beside(tally.exact.f1, exact)}"
            sides = f"{tally.exact.precision:.3f}/{tally.exact.recall:.3f}"
            print(f"{'':22}{_cell(NAMES[group], 10)}{tally.gold:8}{tally.read:8}   {figures}{sides}")
            if tally.wrong:
                wrong = "  ".join(f"{name} {count}" for name, count in tally.wrong.most_common())
                print(f"{'':24}不一样的字段：{wrong}")


def _cell(words: str, width: int) -> str:
    """Padded to a width on the screen, where a Chinese character takes two columns."""
    return words + " " * max(0, width - sum(1 + (char > "\u2e80") for char in words))


def _beside(got: float, wanted: float | None) -> str:
    aim = "—" if wanted is None else f"{wanted:.2f}"
    mark = " " if wanted is None else "✓" if got >= wanted else "✗"
    return _cell(f"{got:.3f}（{aim}）{mark}", 17)


def _bare_texts(paths: Sequence[Path]) -> None:
    if paths:
        print("\n没有承诺的文字里读出的承诺（应为 0）：")
    for path in paths:
        count = pledged(path)
        print(f"{'':22}{_cell(path.stem, 18)}{count:6}  {'✗' if count else '✓'}")


def _errors(text: Text, most: int) -> None:
    """The first disagreements of every group, each with the text around it."""
    for group in text.wanted:
        shown = 0
        for path, gold in text.files:
            source = _raw(path)
            for one in compare(load(gold), read_records(path), group).disagreements[: most - shown]:
                shown += 1
                print(f"{NAMES[group]} {shown}  {path.name}:{one.at[0]}\n{_told(one, source)}")


def _told(one: Disagreement, source: str) -> str:
    start, end = one.at
    before, words, after = source[max(0, start - _AROUND) : start], source[start:end], source[end : end + _AROUND]
    lines = ["    …" + "".join(f"{before}【{words}】{after}".split()) + "…"]
    if one.gold and one.read:
        for name in one.wrong:
            lines.append(f"    {name}：应为 {_value(one.gold, name)}，读作 {_value(one.read, name)}")
    elif one.gold:
        lines.append(f"    漏读：{_whole(one.gold)}")
    elif one.read:
        lines.append(f"    多读：{_whole(one.read)}")
    return "\n".join(lines)


def _value(claim: Claim, name: str) -> object:
    return claim.subject if name == "subject" else claim.fields[name]


def _whole(claim: Claim) -> str:
    fields = (str(value) for value in claim.fields.values() if value is not None)
    return f"{claim.subject} {claim.kind} {' '.join(fields)}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, or the disagreements in one text; status 2 for a name that is not there."""
    texts = {text.name: text for text in (demo(), *shared())}
    parser = argparse.ArgumentParser(description="与人工标注比较")
    parser.add_argument("name", nargs="?", default=demo().name, help="、".join(texts))
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="每类列出前 N 处不一致")
    asked = parser.parse_args(arguments)
    if asked.errors:
        text = texts.get(asked.name)
        if text is None:
            print(f"{asked.name}：没有这篇", file=sys.stderr)
            return 2
        _errors(text, asked.errors)
        return 0
    _table(list(texts.values()))
    if len(texts) == 1:
        print("\n没有 ../shared（原文页、语料和它们的标注），所以只比了示范城市的任务书。")
    _bare_texts(without_pledges())
    return 0


if __name__ == "__main__":
    sys.exit(main())
