"""Who speaks: the name of a book's body or its lead department → the org unit.

Names, aliases and dated names; brackets with a second name (农开区（广陈镇）); short and long names of departments
(发改局, 发展和改革局); a city's own name in front.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache

from duban.ledger.types import WHOLE, OrgUnit
from duban.linking.propose import Proposal, Proposed, by_name, settle
from duban.linking.words import one_of, table

_BRACKET = re.compile(r"[(（]([^()（）]*)[)）]")
_SHORTEST = 2


class Bodies:
    """Org units by their names, to be asked who a name is. Built once."""

    def __init__(self, org_units: Iterable[OrgUnit]) -> None:
        self._units = list(org_units)
        self._whole = [name for unit in self._units if unit.whole for name in _said(unit)]
        self._by_name: dict[str, list[tuple[OrgUnit, str]]] = {}
        self._by_form: dict[str, list[tuple[OrgUnit, str]]] = {}
        self._by_stem: dict[str, list[tuple[OrgUnit, str]]] = {}
        for unit in self._units:
            for name in _said(unit):
                self._by_name.setdefault(name, []).append((unit, name))
                for form in self._forms(name):
                    self._by_form.setdefault(form, []).append((unit, name))
                    self._by_stem.setdefault(_stem(form), []).append((unit, name))

    def __len__(self) -> int:
        return len(self._units)

    def named(self, proposals: Sequence[Proposal]) -> list[str]:
        """The bodies of proposals by their names; with the id where two of them are called the same."""
        return by_name(proposals, {one.id: one.name for one in self._units})

    def propose(self, name: str, day: date | None = None) -> Proposed:
        """Which body a name is; ``day`` decides between dated names: one that no longer holds is less sure."""
        found = list(self._exact(name, day))
        if not found:
            for form in self._forms(name):
                for unit, said in self._by_form.get(form, ()):
                    found.append(_proposal(unit, said, day, 0.95, f"“{name}”就是“{said}”"))
        if not found:
            for form in self._forms(name):
                for unit, said in self._by_stem.get(_stem(form), ()) if len(_stem(form)) >= _SHORTEST else ():
                    found.append(_proposal(unit, said, day, 0.82, f"“{name}”与“{said}”只差末尾的字"))
        return settle(found)

    def who(self, name: str, lead: str = "", day: date | None = None) -> Proposed:
        """The body of a book: its own name, else the department that leads it (专项行动)."""
        found = self.propose(name, day) if name else Proposed("none")
        return found if found.status != "none" or not lead else self.propose(lead, day)

    def opening(self, subject: str) -> tuple[str, str] | None:
        """The body that a subject begins with, and the rest: 当湖街道固定资产投资 → (danghu, 固定资产投资)."""
        for length in range(min(len(subject) - _SHORTEST, 14), _SHORTEST, -1):
            units = {unit.id for unit, _ in self._by_name.get(subject[:length], ())}
            if len(units) == 1:
                return units.pop(), subject[length:].removeprefix("的")
        return None

    def _exact(self, name: str, day: date | None) -> Iterator[Proposal]:
        for unit, said in self._by_name.get(name, ()):
            yield _proposal(unit, said, day, 1.0, f"与名称“{said}”一致")

    def _forms(self, name: str) -> Iterator[str]:
        """The ways in which one body's name is written: with and without bracket, city in front, short department."""
        text = unicodedata.normalize("NFKC", name).replace(" ", "")
        whole = _BRACKET.sub(r"\1", text)
        parts = [whole, _BRACKET.sub("", text), *_BRACKET.findall(text)]
        for part in dict.fromkeys(filter(None, parts)):
            yield _short(part)
            for city in self._whole:
                if part.startswith(city) and len(part) - len(city) >= _SHORTEST:
                    yield _short(part.removeprefix(city))


def _said(unit: OrgUnit) -> list[str]:
    return list(dict.fromkeys([unit.name, *unit.aliases, *(spell.value for spell in unit.names)]))


def _proposal(unit: OrgUnit, said: str, day: date | None, confidence: float, reason: str) -> Proposal:
    """A proposal, less sure where the name did not hold on the day."""
    spells = [spell for spell in unit.names if spell.value == said]
    if day and spells and said != unit.name and not any(spell.holds(day) for spell in spells):
        return Proposal(unit.id, WHOLE, confidence * 0.85, f"{reason}（当时不用这个名称）")
    return Proposal(unit.id, WHOLE, confidence, reason)


def _short(name: str) -> str:
    """A department's name in its short form: 市发展和改革局 → 发改局."""
    bodies = table("bodies")
    for word in bodies["before"]["words"]:
        if name.startswith(word) and len(name) - len(word) > _SHORTEST and name.removeprefix(word) in _longs():
            name = name.removeprefix(word)
            break
    return _longs().get(name, name)


def _stem(name: str) -> str:
    """A place's name without what kind of place it is: 独山港经济开发区 → 独山港."""
    found = _endings().search(name)
    return name[: found.start()] if found and found.start() >= _SHORTEST else name


@cache
def _longs() -> dict[str, str]:
    same = table("bodies")["same"]
    return {word: short for short, words in same.items() for word in (short, *words)}


@cache
def _endings() -> re.Pattern[str]:
    return re.compile(f"(?:{one_of(table('bodies')['endings']['words']).pattern})$")
