"""A run writes only the verdicts that came out otherwise, and leaves what a run from nothing would leave."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.forms.models import model_to_dict

from duban.web.books.models import Clause
from duban.web.clock.models import StoreDay
from duban.web.facts.models import Fact
from duban.web.log.writing import By, replacing, writing
from duban.web.org.models import Body
from duban.web.standings import laying
from duban.web.standings.models import Kept, MonthVerdict, PledgeVerdict
from duban.web.standings.recompute import recompute

pytestmark = pytest.mark.usefixtures("demo")


def test_only_what_a_figure_moves_is_written_again() -> None:
    recompute()
    rows, months = numbers(PledgeVerdict), numbers(MonthVerdict)
    moved = corrected()
    recompute()
    again = {one.pledge for one in PledgeVerdict.objects.exclude(pk__in=rows)}
    assert moved in again
    assert len(again) < len(rows) / 4
    assert set(MonthVerdict.objects.exclude(pk__in=months).values_list("pledge", flat=True)) == {moved}
    assert len(set(PledgeVerdict.objects.values_list("number", "as_of"))) == 1


@pytest.mark.parametrize("change", ["figure", "pledge", "body", "day"])
def test_it_leaves_what_a_run_from_nothing_leaves(change: str) -> None:
    recompute()
    CHANGES[change]()
    recompute()
    kept = everything()
    laying.forget()
    recompute()
    assert everything() == kept


def test_what_another_process_laid_is_laid_anew() -> None:
    recompute()
    rows = numbers(PledgeVerdict)
    Kept.objects.filter(name="run").update(value="of another")
    recompute()
    assert not rows & numbers(PledgeVerdict)


def numbers(model: type[PledgeVerdict] | type[MonthVerdict]) -> set[int]:
    return set(model._default_manager.values_list("pk", flat=True))


def corrected() -> str:
    """The newest figure of a pledge on pace falls to nothing; gives the pledge."""
    held = PledgeVerdict.objects.filter(org_unit="lindai", verdict="on_pace", actual__gt=0).exclude(facts=[])[0]
    with writing("test.fact", By()) as written:
        written.add(replacing(Fact.objects.current().get(key=held.facts[0]), value=0))
    return held.pledge


def dropped() -> None:
    clause = Clause.objects.current().filter(state="accepted", sort="pledge", book="lindai")[0]
    with writing("test.clause", By()) as written:
        written.add(replacing(clause, state="rejected"))


def renamed() -> None:
    body = Body.objects.current().get(key="lindai")
    with writing("test.body", By()) as written:
        written.add(replacing(body, name="林埭新镇"))


CHANGES: dict[str, Callable[[], Any]] = {
    "figure": corrected,
    "pledge": dropped,
    "body": renamed,
    "day": lambda: StoreDay.objects.update(day=date(2023, 8, 20)),
}


def everything() -> list[list[dict[str, Any]]]:
    """All rows, but for their numbers and the moment of the run."""
    return [
        sorted((shown(row) for row in model._default_manager.all()), key=str) for model in (PledgeVerdict, MonthVerdict)
    ]


def shown(row: PledgeVerdict | MonthVerdict) -> dict[str, Any]:
    return model_to_dict(row, exclude=["id", "at"])
