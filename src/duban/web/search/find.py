"""From typed words to hits: the exact name first, then names that begin so, that hold it, that sound so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duban.web.access.actor import Actor
from duban.web.access.policy import may
from duban.web.books.lookup import sees
from duban.web.search.index import Found, Index, index
from duban.web.search.sounds import plain

LONGEST: Final = 100
KINDS: Final = {
    "body": pgettext_lazy("several", "单位"),
    "indicator": _("指标"),
    "book": pgettext_lazy("several", "任务书"),
    "pledge": pgettext_lazy("several", "承诺"),
    "task": _("举措"),
}
_AROUND: Final = 24  # characters of a sentence on each side of a hit
# A stretch of a text, and whether it is what was looked for.
Pieces = tuple[tuple[str, bool], ...]
_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that fits, and how well: with its name and, where words stand only there, its sentence, in pieces."""

    found: Found
    rank: int
    in_name: tuple[_Span, ...]
    in_sentence: tuple[_Span, ...]

    @property
    def name(self) -> Pieces:
        """The name, what was looked for marked."""
        return _pieces(self.found.name, self.in_name)

    @property
    def sentence(self) -> Pieces:
        """The stretch of the sentence around what was looked for."""
        return _around(self.found.sentence, self.in_sentence)


def find(actor: Actor, typed: str) -> dict[str, list[Hit]]:
    """What fits of what somebody may see, by kind, the best first. More than ``LONGEST`` characters are not read."""
    words = plain(typed[:LONGEST]).split()
    if not words:
        return {}
    there = index()
    places = set(there.holding(words[0]))
    for word in words[1:]:
        places &= set(there.holding(word))
    allowed = _allowed(actor, there)
    found: dict[str, list[Hit]] = {}
    for one in (there.all[place] for place in sorted(places)):
        if allowed(one) and (hit := _hit(one, words)) is not None:
            found.setdefault(one.kind, []).append(hit)
    return {kind: sorted(found[kind], key=lambda hit: hit.rank) for kind in KINDS if kind in found}


def best(actor: Actor, typed: str, of_each: int) -> list[Hit]:
    """The best few of each kind, the best first, for a list under the box while somebody types."""
    hits = [hit for kind in find(actor, typed).values() for hit in kind[:of_each]]
    return sorted(hits, key=lambda hit: hit.rank)


def _allowed(actor: Actor, there: Index) -> Callable[[Found], bool]:
    books = {key for key, book in there.books.items() if sees(actor, book)}
    verbs = {"body": "org.see", "indicator": "facts.see", "book": "books.see", "pledge": "pledges.see"}
    verbs["task"] = "pledges.see"
    kinds = {kind for kind, verb in verbs.items() if may(actor, verb)}
    return lambda one: one.kind in kinds and (not one.book or one.book in books)


def _hit(one: Found, words: list[str]) -> Hit | None:
    """All words must fit; the rank is that of the one that fits worst."""
    rank, names, sentences = 0, list[_Span](), list[_Span]()
    for word in words:
        fits = _fit(one, word)
        if fits is None:
            return None
        worse, name, sentence = fits
        rank = max(rank, worse)
        names += [name] if name else []
        sentences += [sentence] if sentence else []
    return Hit(one, rank, tuple(names), tuple(sentences))


def _fit(one: Found, word: str) -> tuple[int, _Span | None, _Span | None] | None:
    """How well a word fits, with where it stands in the name or in the sentence."""
    at = one.plain_name.find(word)
    if at >= 0:
        rank = 0 if one.plain_name == word else 1 if at == 0 else 2
        return rank, _same(one.name, one.plain_name, at, word), None
    if (at := one.plain_sentence.find(word)) >= 0:
        return 3, None, _same(one.sentence, one.plain_sentence, at, word)
    if word in one.beside:
        return 4, None, None
    if word.isascii() and word.isalnum():
        if span := one.sounds.at_initials(word):
            return (5 if span[0] == 0 else 6), span, None
        if span := one.sounds.at_whole(word):
            return (5 if span[0] == 0 else 6), span, None
    return None


def _same(text: str, plained: str, at: int, word: str) -> _Span | None:
    """Where it stands in the text as it is written; None where a sign became several (㎡, m2)."""
    return (at, at + len(word)) if len(text) == len(plained) else None


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
