"""Judging and adding up as a library: ``duban.judge`` and ``duban.add_up``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from duban.errors import InputError
from duban.pack.catalog import catalog, shared_rule
from duban.pack.rules import rule_named
from duban.standing.documents import Judgement, judge_files
from duban.standing.judge import Terms
from duban.standing.names import Names
from duban.standing.tables import Pace

if TYPE_CHECKING:
    from duban.pack.pack import Pack
    from duban.standing.coverage import AddingUp

File = str | Path


def judge(
    plan: File | Pack | Sequence[File],
    against: File | Sequence[File] = (),
    *,
    as_of: date | str,
    rules: str = "",
    pace: Pace | None = None,
    year: int | None = None,
    pack: File | Pack | None = None,
) -> Judgement:
    """Hold plans against reports, or judge a city's pack by its own figures, as of a date.

    ``plan`` and ``against`` are files that ``duban.read`` knows or tables of pledges and facts; a Pack needs no report.
    ``rules`` is a light rule of the catalog or the pack (by default the pack's own, else ``duban.default``), or a TOML
    file that declares one; ``pack`` is a city whose own names of indicators and bodies, rules and choices two
    documents are held against; ``year`` the plan year where the plan does not name it. ``as_of`` may be written,
    ``2023-06-30``. Raises InputError for a file that cannot be read, an unknown rule or a day that is none,
    DeclarationError for a rule's file that is wrong; what is wrong inside a file is in ``findings``.
    """
    as_of = _day(as_of)
    if not isinstance(plan, str | Path | Sequence):
        return _judge_pack(plan, as_of, rules, pace)
    if pack is None:
        terms, names = Terms(shared_rule(rules), pace or "months"), Names.of(catalog().indicators)
    else:
        city = _opened(pack)
        terms, names = _terms(city, rules, pace), Names.of_city(city)
    return judge_files(_paths(plan), _paths(against), as_of, terms, names=names, year=year)


def _day(said: date | str) -> date:
    try:
        return date.fromisoformat(said) if isinstance(said, str) else said
    except ValueError:
        raise InputError(f"as_of 写的是“{said}”，不是日期", do="请写成 2023-06-30，或给一个 date") from None


def add_up(pack: Pack | File) -> AddingUp:
    """Whether the pledges of a city's places add up to the city's. Raises DeclarationError for a pack that is wrong."""
    found: AddingUp = _of("standing.city").adding_up(_opened(pack))
    return found


def _opened(pack: Pack | File) -> Pack:
    opened: Pack = _of("pack.load").open_pack(pack) if isinstance(pack, str | Path) else pack
    return opened


def _terms(pack: Pack, rules: str, pace: Pace | None) -> Terms:
    rule = rule_named(rules, pack.light_rules) if rules else None
    terms: Terms = _of("standing.city").terms_of(pack, rule, pace)
    return terms


def _judge_pack(pack: Pack, as_of: date, rules: str, pace: Pace | None) -> Judgement:
    judged: Judgement = _of("standing.city").judge_pack(pack, as_of, _terms(pack, rules, pace))
    return judged


def _of(module: str) -> Any:
    """A module of duban, loaded now: who holds a report against a plan needs nothing of what a pack is made from."""
    return import_module(f"duban.{module}")


def _paths(files: File | Sequence[File]) -> list[Path]:
    return [Path(files)] if isinstance(files, str | Path) else [Path(one) for one in files]
