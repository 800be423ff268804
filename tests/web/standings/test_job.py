"""When the standings are asked for anew: once for all that asked meanwhile, and at the start of an office."""

from __future__ import annotations

import pytest

from duban.web.standings.job import is_under_way, restate, warm_up
from duban.web.standings.models import PledgeVerdict
from duban.web.standings.recompute import recompute


@pytest.mark.django_db
def test_an_office_without_a_city_has_nothing_to_judge() -> None:
    warm_up()
    assert not is_under_way()


def test_an_office_judges_all_once_when_it_opens(demo: None) -> None:
    recompute()
    numbers = set(PledgeVerdict.objects.values_list("pk", "number"))
    warm_up()
    assert is_under_way()
    recompute()
    assert set(PledgeVerdict.objects.values_list("pk", "number")) == numbers


@pytest.mark.parametrize(("verb", "asked"), [("facts.signed", True), ("facts.saved", False)])
def test_what_moves_a_verdict_asks(demo: None, verb: str, asked: bool) -> None:
    restate(verb)
    restate(verb)
    assert is_under_way() is asked
