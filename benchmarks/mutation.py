"""Broken input from good: what the fuzzer does to a text or to the bytes of a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from duban.reading.figures import figures
from duban.reading.lexicon import lexicon

BOOKS = Path(__file__).parents[1] / "src/duban/packs/pinghu_2023/books"
LONGEST = 4_000

_DIGITS = [
    *"0123456789零一二三四五六七八九十百千万亿两半几多余%.·∶",
    "１",
    "．",
    "％",
    "百分之",
    "前10位",
    "2-3",
    "3万4000",
    "9" * 40,
]
_MARKS = [
    *"，。；：、！？“”‘’（）()《》—-~～≥≤/■\n\r\t \u3000",
    "\r\n",
    "\n\n",
    "（一）",
    "1.",
    "牵头部门：",
    "第3页",
    "任务书",
]
_TIMES = [
    "2023年",
    "6月底前",
    "1-8月",
    "前三季度",
    "十三五时期",
    "今后五年",
    "9999年99月",
    "0000年",
    "其中",
    "分别",
    "同比",
]
STRANGE = [
    "\ud800",
    "\udfff",
    "\0",
    "\x1b",
    "\x85",
    "\u2028",
    "\u200b",
    "\ufeff",
    "\u202e",
    "<U+00A0>",
    "\U0010ffff",
    "𠀀",
    "é",
]
_WIDE = str.maketrans("0123456789%.", "０１２３４５６７８９％．")


def vocabulary() -> list[str]:
    """Every word that means something to the reader, and what stands between words."""
    return sorted({*lexicon().kinds, *figures().units}) + (_DIGITS + _MARKS + _TIMES + STRANGE) * 12


def seeds() -> list[str]:
    """Good text: the demo books, whole and by paragraph."""
    books = [path.read_text(encoding="utf-8") for path in sorted(BOOKS.glob("*.txt"))]
    return books + [line for book in books for line in book.split("\n") if line]


class Mutator:
    """Changes a text a few times by chance; the same seed gives the same texts."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.words = vocabulary()
        self.seeds = seeds()
        self.steps: Sequence[Callable[[str], str]] = (
            self._insert, self._insert, self._insert, self._delete, self._repeat, self._move, self._splice, self._wrap,
            lambda text: text.translate(_WIDE), lambda text: "".join(text.split()), self._replace,
        )  # fmt: skip

    def fresh(self) -> str:
        """A text: made of words, or a good one that was changed."""
        random = self.random
        if random.random() < 0.3:
            return "".join(random.choices(self.words, k=random.randint(0, 80)))
        return self.changed(random.choice(self.seeds))

    def changed(self, text: str) -> str:
        """The text after one to a dozen changes."""
        for _ in range(self.random.randint(1, 12)):
            text = self.random.choice(self.steps)(text)[:LONGEST]
        return text

    def damaged(self, data: bytes) -> bytes:
        """The bytes of a file with a part cut off, lost, doubled or overwritten."""
        random, out = self.random, bytearray(data)
        for _ in range(random.randint(1, 6)):
            at = random.randrange(len(out) + 1)
            span = out[at : at + random.choice((1, 4, 64, 1024))]
            match random.randrange(5):
                case 0:
                    del out[at:]
                case 1:
                    del out[at : at + len(span)]
                case 2:
                    out[at:at] = span
                case 3:
                    out[at : at + len(span)] = random.randbytes(len(span))
                case _:
                    out[at : at + 1] = bytes([random.choice((0, 1, 0x7F, 0x80, 0xFF))])
        return bytes(out)

    def _span(self, text: str) -> tuple[int, int]:
        start = self.random.randint(0, len(text))
        return start, min(len(text), start + int(self.random.paretovariate(0.8)))

    def _insert(self, text: str) -> str:
        at = self.random.randint(0, len(text))
        return text[:at] + self.random.choice(self.words) + text[at:]

    def _replace(self, text: str) -> str:
        start, end = self._span(text)
        return text[:start] + self.random.choice(self.words) + text[end:]

    def _delete(self, text: str) -> str:
        start, end = self._span(text)
        return text[:start] + text[end:]

    def _repeat(self, text: str) -> str:
        start, end = self._span(text)
        return text[:end] + text[start:end] * self.random.choice((1, 2, 40)) + text[end:]

    def _move(self, text: str) -> str:
        start, end = self._span(text)
        rest, at = text[:start] + text[end:], self.random.randint(0, len(text) - (end - start))
        return rest[:at] + text[start:end] + rest[at:]

    def _splice(self, text: str) -> str:
        other = self.random.choice(self.seeds)
        return text[: self.random.randint(0, len(text))] + other[self.random.randint(0, len(other)) :]

    def _wrap(self, text: str) -> str:
        column = self.random.randint(1, 40)
        return "\n".join(text[at : at + column] for at in range(0, len(text), column))
