"""Linked facts as judging takes them."""

from __future__ import annotations

from datetime import date

from duban.linking.links import answering, state_answers
from duban.linking.match import match
from tests.linking.test_matches import fact, pledge


def test_a_linked_fact_names_its_pledge_and_speaks_its_unit() -> None:
    pledges = [pledge({"subject": "造林", "unit": "亩"}), pledge({"id": "q", "subject": "供地", "unit": "亩"})]
    facts = [
        fact({"subject": "造林", "unit": "公顷", "value": 2}),
        fact({"key": "other", "subject": "复垦", "unit": "亩"}),
    ]
    (told,) = answering(pledges, facts, match(pledges, facts))
    assert (told.key, told.answers, str(told.value), told.unit) == ("f", "p", "30", "亩")


def test_one_fact_may_answer_two_pledges() -> None:
    pledges = [
        pledge({"id": "a", "subject": "GDP", "basis": "growth", "unit": "%"}),
        pledge({"id": "b", "subject": "经济", "basis": "growth", "unit": "%"}),
    ]
    facts = [fact({"subject": "地区生产总值", "basis": "growth", "unit": "%"})]
    told = list(answering(pledges, facts, match(pledges, facts)))
    assert [(one.key, one.answers) for one in told] == [("f", "a"), ("f", "b")]


def test_last_years_level_comes_along() -> None:
    pledges = [pledge({"subject": "群众安全感", "kind": "trend", "comparator": ">"})]
    facts = [
        fact({"subject": "群众安全感", "unit": "%", "value": 99}),
        fact({"key": "before", "subject": "群众安全感", "unit": "%", "value": 98, "period": "2022-01/2022-12"}),
    ]
    found = match(pledges, facts, as_of=date(2024, 1, 31))
    assert [(one.key, one.answers) for one in answering(pledges, facts, found)] == [("f", "p"), ("before", "p")]


def test_every_state_answers_itself() -> None:
    assert all(state in answers for state, answers in state_answers().items())
    known = {state for answers in state_answers().values() for state in answers}
    assert known == set(state_answers())
