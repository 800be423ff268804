"""How a name sounds: its pinyin, and the initials by which people type it (固定资产投资: gdzctz)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from pypinyin import lazy_pinyin


@dataclass(frozen=True, slots=True)
class Sounds:
    """One initial a character, and all syllables in a row; ``starts`` is where each character's begins there."""

    initials: str
    whole: str
    starts: tuple[int, ...]

    def at_initials(self, typed: str) -> tuple[int, int] | None:
        """The stretch of characters whose initials are typed."""
        at = self.initials.find(typed)
        return None if at < 0 else (at, at + len(typed))

    def at_whole(self, typed: str) -> tuple[int, int] | None:
        """The stretch of characters whose pinyin is typed, from the beginning of a syllable on."""
        at = self.whole.find(typed)
        while at >= 0:
            if at in self.starts:
                end = sum(start < at + len(typed) for start in self.starts)
                return self.starts.index(at), end
            at = self.whole.find(typed, at + 1)
        return None


@lru_cache(maxsize=50_000)
def sounds(text: str) -> Sounds:
    """The sounds of a name; kept, since names come again with each version of what bears them."""
    syllables = [one.lower() or " " for one in lazy_pinyin(text, errors=_each)]  # type: ignore[arg-type]
    starts = (0, *accumulate(len(one) for one in syllables))[:-1]
    return Sounds("".join(one[0] for one in syllables), "".join(syllables), starts)


def _each(signs: str) -> list[str]:
    """What is no Chinese sounds as it is written, sign by sign."""
    return list(signs)


def squeezed(text: str) -> str:
    """Plain and without white space: a page breaks and spaces its sentences anywhere."""
    return "".join(plain(text).split())


def plain(text: str) -> str:
    """Full-width and half-width, capital and small letters are the same to who looks for something."""
    return unicodedata.normalize("NFKC", text).lower()
