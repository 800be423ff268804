"""From typed words to hits: the exact name first, then names that begin so, that hold it, that sound so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duban.web.access.actor import Actor
from duban.web.access.policy import may
from duban.web.books.lookup import sees
from duban.web.search.index import Found, Index, index
from duban.web.search.sounds import Sounds, plain

LONGEST: Final = 100
KINDS: Final = {
    "body": pgettext_lazy("several", "单位"),
    "indicator": _("指标"),
    "book": pgettext_lazy("several", "任务书"),
    "pledge": pgettext_lazy("several", "承诺"),
    "task": _("举措"),
}
_NOWHERE: Final = 8  # the rank of what does not fit
_RANK: Final = attrgetter("rank")
_AROUND: Final = 24  # characters of a sentence on each side of a hit
# A stretch of a text, and whether it is what was looked for.
Pieces = tuple[tuple[str, bool], ...]
_Span = tuple[int, int]


class Hit(NamedTuple):
    """A thing that fits, and how well; where the words stand in it is looked up only for what is shown.

    A search for one letter finds nearly everything, so that this is no dataclass: thousands are made at once.
    """

    found: Found
    rank: int
    words: tuple[str, ...]

    @property
    def name(self) -> Pieces:
        """The name, what was looked for marked."""
        return _pieces(self.found.name, [span for span in map(self._in_name, self.words) if span])

    @property
    def sentence(self) -> Pieces:
        """The stretch of the sentence around what stands in no name; empty where all of it does."""
        one = self.found
        words = [word for word in self.words if word not in one.plain_name]
        found = ((one.plain_sentence.find(word), word) for word in words)
        spans = (_same(one.sentence, one.plain_sentence, at, word) for at, word in found if at >= 0)
        return _around(one.sentence, [span for span in spans if span])

    def _in_name(self, word: str) -> _Span | None:
        one = self.found
        if (at := one.plain_name.find(word)) >= 0:
            return _same(one.name, one.plain_name, at, word)
        if word in one.plain_sentence or word in one.beside or not _sounds(word):
            return None
        return _heard(one.sounds, word)


def find(actor: Actor, typed: str) -> dict[str, list[Hit]]:
    """What fits of what somebody may see, by kind, the best first. More than ``LONGEST`` characters are not read."""
    words = plain(typed[:LONGEST]).split()
    if not words:
        return {}
    there = index()
    places = set(there.holding(words[0]))
    for word in words[1:]:
        places &= set(there.holding(word))
    told, heard = tuple(words), [word for word in words if _sounds(word)]
    kinds, books = _allowed(actor, there)
    found: dict[str, list[Hit]] = {}
    for place in sorted(places):
        one = there.all[place]
        if one.kind not in kinds or (one.book and one.book not in books):
            continue
        rank = max([_rank(one, word, word in heard) for word in words])
        if rank < _NOWHERE:
            found.setdefault(one.kind, []).append(Hit(one, rank, told))
    return {kind: sorted(found[kind], key=_RANK) for kind in KINDS if kind in found}


def best(actor: Actor, typed: str, of_each: int) -> list[Hit]:
    """The best few of each kind, the best first, for a list under the box while somebody types."""
    hits = [hit for kind in find(actor, typed).values() for hit in kind[:of_each]]
    return sorted(hits, key=_RANK)


def _allowed(actor: Actor, there: Index) -> tuple[set[str], set[str]]:
    """The kinds and the books of which somebody may see something."""
    verbs = {"body": "org.see", "indicator": "facts.see", "book": "books.see", "pledge": "pledges.see"}
    verbs["task"] = "pledges.see"
    kinds = {kind for kind, verb in verbs.items() if may(actor, verb)}
    return kinds, {key for key, book in there.books.items() if sees(actor, book)}


def _rank(one: Found, word: str, heard: bool) -> int:
    """How well a word fits, 0 the best; of several words the one that fits worst counts."""
    name = one.plain_name
    if word in name:
        return 0 if name == word else 1 if name.startswith(word) else 2
    if word in one.plain_sentence:
        return 3
    if word in one.beside or word == one.plain_key:
        return 4
    if not heard:
        return _NOWHERE
    if span := _heard(one.sounds, word):
        return 5 if span[0] == 0 else 6
    return 7 if len(word) > 1 and _heard(one.body_sounds, word) else _NOWHERE


def _heard(one: Sounds, word: str) -> _Span | None:
    return one.at_initials(word) or one.at_whole(word)


def _sounds(word: str) -> bool:
    """Whether a word may be how a name sounds."""
    return word.isascii() and word.isalnum()


def _same(text: str, plained: str, at: int, word: str) -> _Span | None:
    """Where it stands in the text as it is written, blanks and all; None where a sign became several (㎡, m2)."""
    signs = [place for place, sign in enumerate(text) if not sign.isspace()]
    return (signs[at], signs[at + len(word) - 1] + 1) if len(signs) == len(plained) else None


def _pieces(text: str, spans: Sequence[_Span]) -> Pieces:
    return tuple(_cut(text, spans))


def _cut(text: str, spans: Sequence[_Span]) -> Iterator[tuple[str, bool]]:
    at = 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        if start > at:
            yield text[at:start], False
        yield text[max(start, at) : end], True
        at = end
    if text[at:]:
        yield text[at:], False


def _around(text: str, spans: Sequence[_Span]) -> Pieces:
    """The stretch of a sentence around what fits in it."""
    if not spans:
        return ()
    first, last = min(spans)[0], max(end for _start, end in spans)
    start, end = max(0, first - _AROUND), min(len(text), last + _AROUND)
    cut = _pieces(text[start:end], [(a - start, b - start) for a, b in spans])
    return ((("…", False),) if start else ()) + cut + ((("…", False),) if end < len(text) else ())
