"""What the texts of a provider's own table mean: said once, kept, and known again by the heads.

A text over a column, before a row or on a sheet may say which indicator a figure is of, which body, or nothing that is
wanted. Names of bodies are known without asking; everything else is proposed by name and confirmed by a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from duban.ledger.types import WHOLE, Indicator
from duban.linking.bodies import Bodies
from duban.linking.likeness import alike
from duban.pack.schema.providers import Provider
from duban.periods import Month
from duban.sheets.columns import key
from duban.web.facts.excel.heads import basis_of, named
from duban.web.facts.excel.loose import Bare
from duban.web.facts.models import TableMap
from duban.web.facts.provided import BASES
from duban.web.org.directory import Directory

PARTS: Final = ("heads", "rows", "sheets")
SKIP: Final = "skip"
# A head that says only which month; what a figure is stands elsewhere.
NOTHING: Final = "nothing"
_WHOLE: Final = frozenset({"全市", "全县", "全区"})
_SURE: Final = 0.75
# What a text means, as the form sends it: ``i|gdp|全域|growth``, ``b|lindai``, skip, nothing; empty: not said yet.
Meaning = str
Meanings = Mapping[str, Mapping[str, Meaning]]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that a text may mean, with its words."""

    value: Meaning
    words: str


@dataclass(frozen=True, slots=True)
class Question:
    """A text of the table with what is proposed for it."""

    part: str
    text: str
    value: Meaning
    sample: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A table under a kept mapping: ``changed`` says in words what it does not have; ``row`` is the mapping."""

    row: TableMap | None = None
    meanings: Meanings = field(default_factory=dict)
    changed: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing needs to be asked."""
        return self.row is not None and not self.changed


class Words:
    """What the texts of a table may mean to one provider in one month."""

    def __init__(self, providers: Sequence[Provider], indicators: Iterable[Indicator], places: Directory, month: Month):
        self._by_id = {one.id: one for one in indicators}
        self._providers, self._places, self._month = providers, places, month
        self._bodies = Bodies(places.bodies)

    @property
    def choices(self) -> list[Choice]:
        """Every indicator and basis that the provider hands in."""
        found = []
        for one in self._providers:
            scope = "" if one.scope == WHOLE else f"（{one.scope}）"
            name = f"{self._by_id[one.indicator].name}{scope}"
            found += [Choice(measured(one, basis), f"{name} {BASES[basis]}") for basis in BASES]
        return found

    def body(self, text: str) -> str:
        """The body that a text names; empty for none."""
        whole = self._places.whole
        if text in _WHOLE and whole:
            return whole.id
        chosen = self._bodies.propose(text, self._month.last_day).chosen if text else None
        return chosen.target if chosen else ""

    def propose(self, part: str, text: str, title: str) -> Meaning:
        """What a text seems to mean; empty where a person must say."""
        if part == "heads" and not text:
            return NOTHING
        if body := self.body(text):
            return f"b|{body}"
        if part == "sheets":
            return NOTHING
        short, basis = key(text), basis_of(text) or ("growth" if text.endswith(("增速", "增幅", "同比")) else "level")
        for one in self._providers:
            for each in BASES:
                if short in {key(label) for label in named(self._by_id[one.indicator], each)}:
                    return measured(one, each)
        for one in self._providers:
            names = (self._by_id[one.indicator].name, *self._by_id[one.indicator].aliases)
            if any(alike(name, text.replace(" ", "")).confidence >= _SURE for name in names):
                return measured(one, basis)
        if part == "heads" and basis_of(text):
            about = [one for one in self._providers if self._by_id[one.indicator].name in title]
            only = about if len(about) == 1 else self._providers if len(self._providers) == 1 else ()
            return measured(only[0], basis) if only else ""
        return ""


def measured(provider: Provider, basis: str) -> Meaning:
    """An indicator in a scope and a basis."""
    return f"i|{provider.indicator}|{provider.scope}|{basis}"


def known(bare: Bare, maps: Sequence[TableMap], words: Words) -> Known:
    """The kept mapping whose heads are the table's, or the nearest with what changed; none where none is near."""
    heads = set(bare.texts("head"))
    near = max(maps, key=lambda one: len(heads & one.heads.keys()), default=None)
    if near is None or len(heads & near.heads.keys()) * 2 < max(len(heads), len(near.heads)):
        return Known()
    meanings = {"heads": near.heads, "rows": near.rows, "sheets": near.sheets}
    return Known(near, meanings, tuple(_changed(bare, near, words)))


def _changed(bare: Bare, kept: TableMap, words: Words) -> Iterable[str]:
    heads = bare.texts("head")
    if fresh := [one for one in heads if one not in kept.heads]:
        yield f"新的列：{_listed(fresh)}"
    if gone := [one for one in kept.heads if one not in heads]:
        yield f"没有了的列：{_listed(gone)}"
    for part, word in (("row", "行"), ("sheet", "页")):
        held = kept.rows if part == "row" else kept.sheets
        if fresh := [one for one in asked(bare, part, words) if one not in held]:
            yield f"新的{word}：{_listed(fresh)}"


def asked(bare: Bare, part: str, words: Words) -> list[str]:
    """The texts of a part that a person is asked about: no names of bodies, no sheet of a file with one."""
    texts = [one for one in bare.texts(part) if part == "head" or not words.body(one)]
    return [] if part == "sheet" and len(bare.texts(part)) < 2 else texts


def questions(bare: Bare, words: Words, kept: Known) -> list[Question]:
    """Every text to be asked about, with what was said before or else seems meant."""
    found = []
    for part in PARTS:
        before = kept.meanings.get(part, {})
        for text in asked(bare, part.removesuffix("s"), words):
            sample = next((one.text for one in bare.cells if getattr(one, part.removesuffix("s")) == text), "")
            value = before.get(text) or words.propose(part, text, bare.title)
            found.append(Question(part, text, value, sample))
    return found


def _listed(texts: Sequence[str]) -> str:
    return "、".join(f"“{one or '（只有月份）'}”" for one in texts[:8]) + ("等" if len(texts) > 8 else "")
