"""A result of the demo's towns, issued; and a figure of it corrected by its provider."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from unittest import mock

from django.test import Client

from duban.web.access.models import Account
from duban.web.leagues import freezing
from duban.web.leagues.actions.issue import Wanted, issue
from duban.web.leagues.issued import issue_of
from duban.web.leagues.models import Issue
from duban.web.log.reading import head
from duban.web.log.writing import By, writing
from tests.web import who
from tests.web.browser import account

TOWNS = "镇街道"
DAY = date(2023, 7, 31)
HALF = date(2023, 6, 30)


def desk(*posts: str) -> Client:
    """A browser in which somebody with these posts is signed in."""
    client = Client()
    client.force_login(account(*posts))
    return client


def issued(title: str = "2023年1—7月", as_of: date = DAY, group: str = TOWNS, *, steps: bool = False) -> Issue:
    """A result, reckoned as the job does it."""
    row = issue(who.actor(f"issuer-{title}", "office_head"), Wanted(group, as_of, title, "平督办〔2023〕7号"))
    return reckoned(row, steps=steps)


def a_result(key: str, group: str = TOWNS, as_of: date = HALF) -> Issue:
    """A result as the engine gives it, without the job."""
    row = Issue(key=key, title="2023年上半年", group=group, rulebook="places", as_of=as_of, number=head())
    row.document = "平督办〔2023〕6号"
    with mock.patch.object(freezing, "steps", return_value=()):
        row.state, row.result = "issued", freezing.reckoned(row)
    row.ranks = freezing.ranks(row.result)
    with writing("test.league", By()) as written:
        written.add(row)
    return row


def reckoned(row: Issue, *, steps: bool = False) -> Issue:
    """Do what the job does, within the test's own transaction; what a step up takes is most of its time."""
    with nullcontext() if steps else mock.patch.object(freezing, "steps", return_value=()):
        freezing.freeze.func(row.key, None, "")
    return issue_of(row.key)


def reported() -> None:
    """The statistics office hands in the towns' growth of industrial output to July."""
    _released(lindai="6.2", xincang="8.1", caoqiao="9.3")


def corrected() -> None:
    """It corrects 林埭镇's, which becomes the best of the three."""
    _released(lindai="11.5")


def _released(**growth: str) -> None:
    table, client = "/data/2023-07/table/above_scale_industrial_output/", desk_again("tongji_data")
    client.post(f"{table}save/", {f"{body}|growth": value for body, value in growth.items()})
    told = client.post(f"{table}release/", {"status": "final", "sure": "1", "reason": "核对以后更正"}, follow=True)
    assert f"发布了{len(growth)}个数" in told.content.decode()


def desk_again(post: str) -> Client:
    """The browser of somebody who may have been there before."""
    client = Client()
    client.force_login(Account.objects.filter(username=post).first() or account(post))
    return client
