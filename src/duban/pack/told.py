"""What a look through a pack has found so far: refusals, which must be put right, and what is worth a look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from duban.declare import allowed
from duban.errors import Finding

_FEW = 16


@dataclass(slots=True)
class Told:
    """Filled in one pass over a pack."""

    refusals: list[Finding] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def refuse(self, code: str, where: str, what: str, do: str = "") -> None:
        """Something that must be put right before the pack can be used; the same of one place is told once."""
        one = Finding(code, where, what, do, fatal=True)
        if one not in self.refusals:
            self.refusals.append(one)

    def note(self, code: str, where: str, what: str, do: str = "") -> None:
        """Something that may be right and is worth a look."""
        self.findings.append(Finding(code, where, what, do))

    def refused(self, file: str) -> bool:
        """Whether something in a file must be put right."""
        return any(one.where == file or one.where.startswith(f"{file}:") for one in self.refusals)

    def sort(self, found: Iterable[Finding]) -> None:
        """Take over findings of either sort."""
        for one in found:
            (self.refusals if one.fatal else self.findings).append(one)


@dataclass(frozen=True, slots=True)
class Known:
    """The ids of one noun (``个单位``) that declarations may name, with the words that people write in their place.

    ``whole`` is false where a file of them could not be read: then nothing is called unknown.
    """

    noun: str
    code: str
    ids: frozenset[str]
    words: Mapping[str, str] = field(default_factory=dict)
    listing: str = ""
    whole: bool = True

    def check(self, id: str, where: str, told: Told) -> bool:
        """Whether an id is known; if not, a refusal with the nearest."""
        if id in self.ids or not self.whole:
            return True
        told.refuse(self.code, where, f"没有 {id} 这{self.noun}", self._way_out(id))
        return False

    def _way_out(self, id: str) -> str:
        if meant := self.words.get(id):
            return f"这里写它的 id：{meant}"
        held = {one: word for word, one in self.words.items() if id and id in word}
        if len(held) == 1:
            [(one, word)] = held.items()
            return f"您是不是想写 {one}（{word}）？"
        if len(self.ids) <= _FEW:
            return allowed(id, sorted(self.ids))
        near = get_close_matches(id, self.ids, 2, 0.65)
        near += [f"{self.words[word]}（{word}）" for word in get_close_matches(id, self.words, 2, 0.65)]
        hint = f"您是不是想写 {'、'.join(dict.fromkeys(near))}？" if near else ""
        return hint + (f"全部见 {self.listing}" if self.listing else "")
