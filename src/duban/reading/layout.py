"""The page's layout undone: one line a paragraph, with the way back to the source kept.

A newspaper column breaks words, lets a quotation mark begin a line of its own, pushes headings aside and glues page
numbers on. Reading wants the text without that, and its offsets in the source. ``unwrap`` gives both: the clean text,
and a short list of cuts from which ``Clean.source_span`` finds the way back.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from duban.reading.document import Source, Span

# full-width digits, letters and signs, each with its ASCII double 0xFEE0 below; then what has one form for several
_WIDE_ASCII = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), *map(ord, "％．＋＝＜＞／＄"))
_SAME = dict(zip(":;()?!∶﹣－﹝﹞〔〕〈〉「」『』＂﹪℅⼀", "：；（）？！：--（）（）《》“”“”“%%一", strict=True))
_ONE_FORM = {chr(code): chr(code - 0xFEE0) for code in _WIDE_ASCII} | _SAME
_OTHER_FORM = re.compile(f"[{re.escape(''.join(_ONE_FORM))}]")
_ASCII_COMMA = re.compile(r",(?:(?<!\d,)|(?!\d))")
_NEWLINE = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_HALF = re.compile(r"[\x00-\u2013\u201e-\u2025\u2027-\u2e7f]")  # set half as wide as a Chinese character
_WIDE_ITEM = re.compile(r"^(\d{1,2})．", re.MULTILINE)
_WIDE_ITEM_DIGIT = re.compile(_WIDE_ITEM.pattern + r"(?=\d)", re.MULTILINE)
_TERMINAL = "。！？!?"
_CLOSERS = "”’》）)"
# white space that touches a Chinese character, its punctuation or a digit is layout; between Latin words it is not
_BLANK = r"[ \u00a0\u2002-\u200b\u202f\u3000\ufeff]"
_WIDE = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’—…·℃㎡0-9%≥≤]"
_SPACES = re.compile(rf"<U\+00A0>|(?<={_WIDE}){_BLANK}+|{_BLANK}+(?={_WIDE})")
_MAYBE_SPACES = re.compile(f"[<{_BLANK[1:-1]}]")  # what each of them begins with
_PAGE_NUMBER = re.compile(r"[-—–\s]*\d{1,3}[-—–\s]*|第\s*\d+\s*页(?:\s*共\s*\d+\s*页)?")
_OPENERS = frozenset("（(“‘《")
_LONG = 30.0  # no heading is as wide
_FEW = 5  # lines of a column that show its width
_AROUND = 6  # lines before and behind that show how wide a column is
_RAGGED = 2.5  # how much the lines of a short column may differ
_NARROW = 24.0  # how wide a short column may be
_COLUMN_LEAST = 5.0  # a narrower line tells nothing of its column
_FULL_SHARE = 0.75  # of the column's width: a line that is shorter was ended on purpose
_FULL_SLACK = 3.5  # characters that a line of a narrow column may fall short of it
_NUMBER = re.compile(r"\d[\d.,]*")  # its unit stands on the next line
_VERTICAL = re.compile(r"[\u4e00-\u9fff]")
_MARKS = re.compile(r"[。，；：！？,;:]")
_TITLE = re.compile(r"(?:任务书|报告|方案|通知|意见|规划|纲要|公报|总结|要点|清单)$")
_BARS = 2  # in a line whose cells they part
_FIRST_TITLE = re.compile(r"(?:目标|任务|计划|安排|实事|项目|情况|指标|进展)(?:（[^（）]*）)?$")
_BULLET = re.compile(r"[-•·●◆○]\s*\D|\d{1,2}(?:\.\d{1,2})+\s*\D")
_OPENING = re.compile(r"(?:20\d\d\s*年|今年|新的一年|过去)")
_SECTION = re.compile(
    r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节篇编]|\d{1,2}[、.](?!\d)|\d{1,3}\t|[●◆★•·]"
)  # nothing before it goes on in it
_HEADS = frozenset("一二三四五六七八九十0123456789●◆★•·")
_RUNS_ON = re.compile(  # how no paragraph begins: with what is said of a thing named before
    r"[，、。；）)]|(?:同比|比上年|较上年)?(?:增长|下降|达到?|增幅|增速)\s*[\d０-９]|[（(](?:力争|确保|争取|冲刺|奋斗|其中)"
    r"|(?:以上|以下|以内|左右)(?:[，。；、（(]|\Z)"
)
_BINDS = "的由从和与及"  # what no line of a list ends in
_PAGE_MARK = re.compile(r"[-—–]\s*\d{1,3}\s*[-—–]")  # — 4 —
_RAISED, _LOWERED = ("PM", "SO", "NO", "CO"), ("2.5", "10", "2", "x")  # PM, then 2.5 set lower, on a line of its own
_LIST_HEAD = re.compile(r"(?:[一二三四五六七八九十]{1,3}[、.]|（[一二三四五六七八九十]{1,3}）|\d{1,2}[、.]\D|■|——)")


@dataclass(frozen=True, slots=True)
class Clean:
    """A text without layout. ``starts[i]`` in the clean text stands at ``sources[i]`` in the source."""

    text: str
    starts: tuple[int, ...]
    sources: tuple[int, ...]

    def source(self, offset: int) -> int:
        """Where the character at ``offset`` stands in the source."""
        at = bisect_right(self.starts, offset) - 1
        return self.sources[at] + offset - self.starts[at]

    def source_span(self, start: int, end: int) -> Span:
        """The stretch of the source from the first to behind the last character; end > start."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1, first) - 1
        return self.sources[first] + start - self.starts[first], self.sources[last] + end - self.starts[last]


def halve(text: str) -> str:
    """Full-width digits, letters and signs made half-width, brackets and colons one form; lengths stay."""
    for char in set(_OTHER_FORM.findall(text)):
        text = text.replace(char, _ONE_FORM[char])
    return _ASCII_COMMA.sub("，", text) if "," in text else text


def width(line: str) -> float:
    """How wide a line is on paper, in Chinese characters."""
    return len(line) - 0.5 * len(_HALF.findall(line))


def unwrap(source: Source) -> Clean:
    """The source's text with its layout undone."""
    lines = _lines(source.text)
    wrapped = source.wrapped and _is_wrapped(lines)
    joins = _joins(lines, source.text) if wrapped else _torn(lines, source)
    pieces: list[str] = []
    sources: list[int] = []
    for (start, text, _, _), joined in zip(lines, joins, strict=True):
        at = 0
        for gap in _gaps(text):
            if gap.start() > at:
                pieces.append(text[at : gap.start()])
                sources.append(start + at)
            at = gap.end()
        if at < len(text):
            pieces.append(text[at:])
            sources.append(start + at)
        if not joined:
            pieces.append("\n")
            sources.append(start + len(text))
    starts = (0, *accumulate(map(len, pieces[:-1])))
    return Clean(halve(_numbered("".join(pieces))), starts, tuple(sources) or (0,))


def _numbered(text: str) -> str:
    """5．300家: an item's number, where the one before or behind it stands once at a line's head too; lengths stay."""
    if "．" not in text:
        return text
    heads = Counter(int(number) for number in _WIDE_ITEM.findall(text))

    def apart(match: re.Match[str]) -> str:
        number = int(match[1])
        return f"{match[1]}、" if heads[number] == 1 and heads[number - 1] + heads[number + 1] else match[0]

    return _WIDE_ITEM_DIGIT.sub(apart, text) if heads else text


class _Line(NamedTuple):
    """A line that is not blank, stripped, with its offset and its width, and whether a sentence is over with it."""

    start: int
    text: str
    width: float
    ends: bool


def _gaps(line: str) -> Iterable[re.Match[str]]:
    """The white space in a line that is layout."""
    return _SPACES.finditer(line) if _MAYBE_SPACES.search(line) else ()


def _lines(text: str) -> list[_Line]:
    """The lines that are not blank, without the numbers of pages."""
    lines: list[_Line] = []
    at = 0
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        over = not lines or lines[-1].ends  # a number in mid-sentence is no page's
        paged = (_PAGE_NUMBER if over else _PAGE_MARK).fullmatch(stripped)
        if stripped and not paged:
            lines.append(_Line(at + raw.index(stripped[0]), stripped, width(stripped), _ends(stripped)))
        at += len(raw)
    return lines


def _torn(lines: list[_Line], source: Source) -> list[bool]:
    """For each line of a text with whole paragraphs, whether it was torn from the next, which then has no number."""
    following = [*(line.text for line in lines[1:]), ""]
    listed = sum(not line.ends for line in lines) * 2 > len(lines) >= _FEW  # a list whose items end in nothing
    return [
        (_breaks_off(line, source, listed=listed) and not _LIST_HEAD.match(after) and not (at == 0 and _is_title(line)))
        or _runs_on(lines, at, source)
        or _is_lowered(lines, at)
        for at, (line, after) in enumerate(zip(lines, following, strict=False))
    ]


def _is_title(first: _Line) -> bool:
    """Whether a text's first line says what the text is: 2023年全县重点工程建设目标."""
    return _MARKS.search(first.text) is None and _FIRST_TITLE.search(first.text) is not None


def _runs_on(lines: list[_Line], at: int, source: Source) -> bool:
    """Whether the next line says more of what this one names, which a break by hand tore off: 增长6.5%, （力争7%）."""
    if not source.wrapped or at + 1 == len(lines) or lines[at].text[-1] in "。！？!?；;：:" or "\t" in lines[at].text:
        return False
    return _RUNS_ON.match(lines[at + 1].text) is not None and _breaks(lines, at, source.text) == 1


def _is_lowered(lines: list[_Line], at: int) -> bool:
    """Whether a line is the 2.5 of PM2.5 alone, or the next one is: what is set lower is torn off on both sides."""
    return any(
        one > 0 and lines[one].text in _LOWERED and lines[one - 1].text.endswith(_RAISED)
        for one in (at, at + 1)
        if one < len(lines)
    )


def _breaks_off(line: _Line, source: Source, *, listed: bool) -> bool:
    """Whether a line of a text with whole paragraphs was torn: an opening bracket alone, a long line without an end."""
    text = line.text
    if text in _OPENERS:
        return True
    if line.ends or line.width < _LONG or text[-1] in "；：;:…”" or not source.wrapped:
        return False
    open_end = text[-1] in _BINDS or (not listed and not _TITLE.search(text))
    return open_end and not ("\t" in text or _is_row(text))


def _ends(line: str) -> bool:
    return line[-1] in _TERMINAL or (line[-1] in _CLOSERS and line.rstrip(_CLOSERS)[-1:] in _TERMINAL)


def _is_wrapped(lines: list[_Line]) -> bool:
    """Whether line breaks are mostly the edge of a column: most lines stop in mid-sentence, none is long."""
    long = [line for line in lines if line.width >= _COLUMN_LEAST]
    if len(long) < _FEW:
        return _is_stub(lines)
    if sum(_BULLET.match(line.text) is not None for line in long) > len(long) / _FEW:
        return False
    following = [*(line.text for line in long[1:]), ""]
    open_ended = sum(
        not line.ends and line.text[-1] not in "：；:;" and not _SECTION.match(after)
        for line, after in zip(long, following, strict=True)
    )
    widths = sorted(line.width for line in long)
    return (
        open_ended > 0.55 * len(long)
        and widths[len(widths) * 9 // 10] <= 60
        and widths[len(widths) // 2] >= _COLUMN_LEAST
        and _is_even(long)
    )


def _is_even(lines: list[_Line]) -> bool:
    """Whether lines that break off are as wide as their neighbours, as in a column; those of a list are not."""
    pairs = [(one.width, two.width) for one, two in pairwise(lines) if not one.ends and not two.ends]
    return sum(abs(one - two) <= _RAGGED for one, two in pairs) * 2 >= len(pairs)


def _is_stub(lines: list[_Line]) -> bool:
    """Whether a few lines are a stretch of a column: as wide as each other, over only with the last."""
    body = [line for line in lines[:-1] if not _TITLE.search(line.text)]
    listed = any("\t" in line.text or _SECTION.match(line.text) for line in body)
    if len(body) < 2 or not lines[-1].ends or listed:
        return False
    widths = sorted(line.width for line in body)
    alike = sum(abs(w - widths[len(widths) // 2]) <= _RAGGED for w in widths)
    return alike >= len(widths) * 2 / 3 and widths[-1] <= _NARROW and not any(line.ends for line in body)


def _joins(lines: list[_Line], text: str) -> list[bool]:
    """For each line, whether the next one carries it on.

    In a column a line goes on unless its sentence is over or it is a heading: what stands alone between two sentences
    without a mark of its own. Names set vertically, a character a line, are one.
    """
    least = _least_full([line.width for line in lines])
    headings = _headings(lines, text)
    rows = "|" in text
    joins = []
    for at, (_, line, _, ends) in enumerate(lines[:-1]):
        following = lines[at + 1].text
        if rows and (_is_row(line) or _is_row(following)):
            joins.append(False)
        elif len(line) == len(following) == 1 and _VERTICAL.match(line) and _VERTICAL.match(following):
            joins.append(True)
        elif (
            headings[at]
            or (following[0] in _HEADS and _SECTION.match(following))
            or line[0] == "■"
            or following[0] == "■"
            or not _is_full(lines[at], least[at])
        ):
            joins.append(False)
        elif ends:
            joins.append(not headings[at + 1] and _LIST_HEAD.match(following) is None)
        else:
            joins.append(line[-1] not in "；：" or _LIST_HEAD.match(following) is None)
    return [*joins, False] if lines else []


def _is_row(line: str) -> bool:
    """Whether a line is a row of cells parted by bars."""
    return line.count("|") >= _BARS


def _is_full(line: _Line, least: float) -> bool:
    return line.width >= least or _NUMBER.fullmatch(line.text) is not None


def _least_full(widths: list[float]) -> list[float]:
    """For each line, how wide it must be to fill its column, which the lines around it show."""
    least = []
    near = sorted(widths[:_AROUND])  # the widths of the lines around the one that is looked at
    for at in range(len(widths)):
        if at + _AROUND < len(widths):
            insort(near, widths[at + _AROUND])
        if at > _AROUND:
            del near[bisect_left(near, widths[at - _AROUND - 1])]
        narrow = bisect_left(near, _COLUMN_LEAST)
        if narrow == len(near):
            least.append(_NARROW)
        else:
            column = near[narrow + (len(near) - narrow) * 3 // 4]
            least.append(min(_FULL_SHARE * column, column - _FULL_SLACK))
    return least


def _headings(lines: list[_Line], text: str) -> list[bool]:
    """Which lines are headings: without marks, after a sentence's end or another such line, and not carried on."""
    headings = []
    free, before = True, ""
    for at, line in enumerate(lines):
        open_before = free or lines[at - 1].ends or before[0] == "■" or _TITLE.search(before) is not None
        free = open_before and not _MARKS.search(line.text)
        headings.append(free and (_stands_alone(lines, at, text) or _TITLE.search(line.text) is not None))
        before = line.text
    return headings


def _stands_alone(lines: list[_Line], at: int, text: str) -> bool:
    """Whether a blank line, an opening or the end follows a line."""
    if at + 1 == len(lines):
        return True
    following = lines[at + 1].text
    return following[0] == "■" or _OPENING.match(following) is not None or _breaks(lines, at, text) > 1


def _breaks(lines: list[_Line], at: int, text: str) -> int:
    """How many line breaks stand between a line and the next."""
    return len(_NEWLINE.findall(text, lines[at].start + len(lines[at].text), lines[at + 1].start))
