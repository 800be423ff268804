"""Accounts to try the office with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.test import RequestFactory, override_settings

from duban.web.access.actor import actor_of
from duban.web.access.models import Account, Holding
from duban.web.access.trial import trial_accounts
from duban.web.clock.today import today
from duban.web.log.models import Entry
from duban.web.org.directory import directory


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    with override_settings(CONF=replace(settings.CONF, data=tmp_path)):
        yield tmp_path


def test_each_post_with_roles_has_an_account_that_signs_in_and_holds_it(demo: None, data: Path) -> None:
    rows = [line.split() for line in trial_accounts().splitlines()[2:]]
    assert {row[1] for row in rows} == {seat.post.id for seat in directory().seats if seat.roles}
    _, name, password = rows[0]
    account = authenticate(RequestFactory().post("/"), username=name, password=password)
    assert isinstance(account, Account)
    assert [seat.post.id for seat in actor_of(account, directory(), today()).seats] == [name]


def test_a_second_run_makes_nothing_and_gives_the_kept_table(demo: None, data: Path) -> None:
    first = trial_accounts()
    assert (trial_accounts(), Entry.objects.filter(verb="load.accounts").count()) == (first, 1)
    assert Holding.objects.count() == Account.objects.count() == len(first.splitlines()) - 2


def test_the_passwords_are_for_their_owner_alone_and_not_in_the_log(demo: None, data: Path) -> None:
    password = trial_accounts().split()[-1]
    assert (data / "accounts.txt").stat().st_mode & 0o077 == 0
    assert password not in str(list(Entry.objects.values()))
