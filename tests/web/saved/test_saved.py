"""Kept filters: a person's own, led to by an address that anybody may be given."""

from __future__ import annotations

import pytest

from duban.web.log.models import Entry
from duban.web.saved.models import SavedView
from tests.web import who

pytestmark = pytest.mark.usefixtures("demo")


def test_a_filter_is_kept_under_a_name_and_leads_back_to_itself() -> None:
    client = who.browser("head", "office_head")
    before = Entry.objects.count()
    told = {"name": "林埭的", "question": "org_unit=lindai&light=&csrfmiddlewaretoken=x&before=9"}
    answer = client.post("/saved/pledges/keep/", told)
    assert answer["Location"] == "/pledges/?org_unit=lindai"
    page = client.get(answer["Location"]).content.decode()
    assert 'href="/pledges/?org_unit=lindai" aria-current="true">林埭的' in page
    assert Entry.objects.count() == before


def test_the_same_name_again_is_the_new_filter() -> None:
    client = who.browser("head", "office_head")
    for body in ("lindai", "xincang"):
        client.post("/saved/pledges/keep/", {"name": "盯着", "question": f"org_unit={body}"})
    assert [one.question for one in SavedView.objects.all()] == ["org_unit=xincang"]


@pytest.mark.parametrize("told", [{"name": "空的", "question": "before=3"}, {"name": " ", "question": "q=x"}, {}])
def test_nothing_to_keep_is_said_in_words(told: dict[str, str]) -> None:
    client = who.browser("head", "office_head")
    answer = client.post("/saved/pledges/keep/", told, follow=True)
    assert "notice-error" in answer.content.decode()
    assert not SavedView.objects.exists()


def test_a_filter_is_deleted_by_the_person_whose_it_is() -> None:
    mine, other = who.browser("head", "office_head"), who.browser("wang", "lindai_liaison")
    mine.post("/saved/search/keep/", {"name": "只有我看", "question": "q=gdzctz"})
    row = SavedView.objects.get()
    assert "只有我看" in mine.get("/search/?q=x").content.decode()
    assert "只有我看" not in other.get("/search/?q=x").content.decode()
    assert other.post(f"/saved/{row.pk}/delete/").status_code == 404
    assert mine.post(f"/saved/{row.pk}/delete/").status_code == 302
    assert not SavedView.objects.exists()


def test_nobody_keeps_filters_of_a_list_that_is_not_theirs() -> None:
    client = who.browser("wang", "lindai_liaison")
    assert client.post("/saved/log/keep/", {"name": "谁", "question": "verb=books.sign"}).status_code == 403
    assert client.post("/saved/nothing/keep/", {"name": "谁", "question": "q=x"}).status_code == 404
