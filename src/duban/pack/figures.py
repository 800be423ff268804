"""Figures laid over a pack: bodies and indicators named as people name them become ids, or the row is left out.

What a file of figures looks like is the ledger's affair; here each fact is held against what the pack knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Final

from duban.amounts import convert
from duban.declare import nearest
from duban.errors import DubanError, Finding
from duban.ledger.files import read_facts, read_pledges
from duban.ledger.types import WHOLE, Fact, Pledge
from duban.pack.checks.facts import place, together
from duban.pack.files import Folder
from duban.pack.pack import Pack
from duban.pack.told import Told

# Where they stand in a pack, as the places of findings begin.
FOLDER: Final = "figures/"


def figures(folder: Folder, pack: Pack, told: Told) -> tuple[Fact, ...]:
    """The facts of ``figures/*.csv``, read as one, so that a figure may correct one of another file.

    A period that names no year is of the pack's.
    """
    paths = [folder.root / name for name in folder.within("figures", ".csv")]
    if not paths:
        return ()
    found: list[Finding] = []
    try:
        facts, found = read_facts(paths, year=pack.year)
        beside = {one.id for one in read_pledges(paths, year=pack.year)[0]} - {one.id for one in pack.pledges}
    except DubanError as error:
        told.refuse(error.code, error.where.replace(str(folder.root), folder.shown, 1), error.what, error.do)
        return ()
    settled = tuple(settle(_unbound(facts, beside, found), pack, found))
    found += together(settled, pack)
    told.findings += [replace(one, where=one.where.replace(str(folder.root), folder.shown, 1)) for one in found]
    return settled


def figures_alone(folder: Folder, pack: Pack, told: Told) -> None:
    """What can be told of the figures while nobody knows which bodies there are: how they are written, of what."""
    paths = [folder.root / name for name in folder.within("figures", ".csv")]
    if not paths:
        return
    found: list[Finding] = []
    try:
        facts, found = read_facts(paths, year=pack.year)
    except DubanError as error:
        told.refuse(error.code, error.where.replace(str(folder.root), folder.shown, 1), error.what, error.do)
        return
    for fact in facts:
        indicator = pack.indicator(fact.indicator or fact.subject)
        if indicator:
            _measured(replace(fact, indicator=indicator.id), pack, place(fact), found)
        elif fact.indicator:
            found.append(_no_indicator(fact, pack, place(fact)))
    told.findings += [replace(one, where=one.where.replace(str(folder.root), folder.shown, 1)) for one in found]


def _unbound(facts: Iterable[Fact], beside: set[str], found: list[Finding]) -> Iterator[Fact]:
    """A progress table repeats its targets, and its figures answer those: here they answer the pack's own pledges.

    ``beside`` are the pledges that only the tables know. Told once a file.
    """
    files: set[str] = set()
    for fact in facts:
        if fact.answers not in beside:
            yield fact
            continue
        if fact.origin.file not in files:
            files.add(fact.origin.file)
            found.append(Finding("targets-beside", fact.origin.file, "表里也写着目标，没有用：目标以 pledges 为准"))
        yield replace(fact, answers="")


def settle(facts: Iterable[Fact], pack: Pack, found: list[Finding]) -> Iterator[Fact]:
    """The facts with ids in the place of names; each row that is left out, and each doubt, is added to ``found``."""
    pledges = {one.id for one in pack.pledges}
    for fact in facts:
        where = place(fact)
        if fact.answers and fact.answers not in pledges:
            found.append(Finding("unknown-pledge", where, f"没有 {fact.answers} 这条承诺", "这一行没有用", fatal=True))
            continue
        settled = _named(fact, pack, where, found)
        if settled and _measured(settled, pack, where, found):
            yield settled


def _named(fact: Fact, pack: Pack, where: str, found: list[Finding]) -> Fact | None:
    body = pack.org_unit(fact.org_unit, fact.period.end.last_day) or pack.org_unit(fact.org_unit)
    if body is None:
        what = f"不知道“{fact.org_unit}”是哪个单位" if fact.org_unit else "没有写单位"
        near = nearest(fact.org_unit, [word for one in pack.org_units for word in (one.name, *one.aliases)])
        do = f"这一行没有用。{near}没有写错的，请加进 org_units.toml 里它的 aliases"
        found.append(Finding("unknown-org-unit", where, what, do, fatal=True))
        return None
    provider = _provider(fact, pack, where, found)
    chosen = pack.choices.get((fact.subject, body.id)) or pack.choices.get((fact.subject, ""))
    if chosen and not fact.indicator and fact.kind != "milestone":
        fact = replace(fact, indicator=chosen[0], scope=chosen[1] if fact.scope == WHOLE else fact.scope)
    indicator = pack.indicator(fact.indicator or fact.subject)
    if indicator is None and not fact.indicator:
        fact = replace(fact, org_unit=body.id)
        answers = fact.answers or _pledged(fact, pack)
        if not answers:
            what = f"“{fact.subject}”不是已知的指标，{body.name}也没有名称、单位都对得上的承诺"
            do = f"留着，但什么也不判。可以在 answers（对应承诺）一列写承诺的 id。{_nearest(fact.subject, pack)}"
            found.append(Finding("unknown-subject", where, what, do))
        return replace(fact, answers=answers, provider=provider)
    if indicator is None:
        found.append(_no_indicator(fact, pack, where))
        return None
    named = replace(fact, org_unit=body.id, indicator=indicator.id, provider=provider)
    return replace(named, subject=fact.subject or indicator.name)


def _no_indicator(fact: Fact, pack: Pack, where: str) -> Finding:
    do = f"这一行没有用。{_nearest(fact.indicator, pack)}"
    return Finding("unknown-indicator", where, f"没有“{fact.indicator}”这个指标", do, fatal=True)


def _provider(fact: Fact, pack: Pack, where: str, found: list[Finding]) -> str:
    """The id of the body that handed it in; its words where no such body is known, which is told."""
    if not fact.provider:
        return ""
    body = pack.org_unit(fact.provider, fact.period.end.last_day) or pack.org_unit(fact.provider)
    if body is None:
        what = f"不知道提供单位“{fact.provider}”是哪个单位"
        found.append(Finding("unknown-provider", where, what, "数留着；请在 org_units.toml 里写上这个名称"))
    return body.id if body else fact.provider


def _pledged(fact: Fact, pack: Pack) -> str:
    """The one pledge of its body that is called the same and is told in the same way; empty where there is none."""
    alike = [one.id for one in pack.pledges if _called(one) == _called(fact) and _one_measure(one, fact)]
    return alike[0] if len(alike) == 1 else ""


def _called(one: Fact | Pledge) -> tuple[str, ...]:
    return one.org_unit, one.subject, one.scope, one.kind, "level" if one.basis == "share" else one.basis


def _one_measure(pledge: Pledge, fact: Fact) -> bool:
    return fact.kind != "quantity" or fact.basis == "share" or convert(Fraction(1), fact.unit, pledge.unit) is not None


def _measured(fact: Fact, pack: Pack, where: str, found: list[Finding]) -> bool:
    """Whether its unit is one of its indicator's; a growth is in per cent."""
    indicator = pack.indicator(fact.indicator) if fact.indicator else None
    if indicator is None or fact.kind != "quantity" or fact.value is None:
        return True
    wanted = "%" if fact.basis in {"growth", "share"} else indicator.unit
    if convert(Fraction(1), fact.unit, wanted) is None:
        what = f"单位 {fact.unit} 折不成“{indicator.name}”的单位 {wanted}"
        found.append(Finding("unit-mismatch", where, what, "这一行没有用；请核对单位", fatal=True))
        return False
    return True


def _nearest(word: str, pack: Pack) -> str:
    ids = [one.id for one in pack.indicators] if word.isascii() else [one.name for one in pack.indicators]
    return nearest(word, ids) or "有哪些指标：duban pack show catalog indicators"
