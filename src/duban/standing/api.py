"""Judging and adding up as a library: ``duban.judge`` and ``duban.add_up``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from duban.pack.catalog import catalog
from duban.pack.load import open_pack
from duban.pack.pack import Pack
from duban.pack.rules import rule_named
from duban.standing.city import adding_up, judge_pack, terms_of
from duban.standing.coverage import AddingUp
from duban.standing.documents import Judgement, Names, judge_files
from duban.standing.judge import Terms
from duban.standing.months import Pace

File = str | Path


def judge(
    plan: File | Pack | Sequence[File],
    against: File | Sequence[File] = (),
    *,
    as_of: date,
    rules: str = "",
    pace: Pace | None = None,
    year: int | None = None,
) -> Judgement:
    """Hold plans against reports, or judge a city's pack by its own figures, as of a date.

    ``plan`` and ``against`` are files that ``duban.read`` knows or tables of pledges and facts; a Pack needs no report.
    ``rules`` is a light rule of the catalog or the pack (by default the pack's own, else ``duban.default``); ``year``
    the plan year where the plan does not name it. Raises InputError for a file that cannot be read or an unknown rule;
    what is wrong inside a file is in ``findings``.
    """
    if isinstance(plan, Pack):
        rule = rule_named(rules, plan.light_rules) if rules else None
        return judge_pack(plan, as_of, terms_of(plan, rule, pace))
    rule = rule_named(rules or "duban.default", catalog().rules)
    names = Names.of(catalog().indicators)
    return judge_files(_paths(plan), _paths(against), as_of, Terms(rule, pace or "months"), names=names, year=year)


def add_up(pack: Pack | File) -> AddingUp:
    """Whether the pledges of a city's places add up to the city's. Raises DeclarationError for a pack that is wrong."""
    return adding_up(pack if isinstance(pack, Pack) else open_pack(pack))


def _paths(files: File | Sequence[File]) -> list[Path]:
    return [Path(files)] if isinstance(files, str | Path) else [Path(one) for one in files]
