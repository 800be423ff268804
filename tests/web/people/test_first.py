"""``duban account create``: the first administrators."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner, Result

from duban.cli.main import app
from duban.web.access.models import Account, Holding
from duban.web.log.models import Entry

pytestmark = pytest.mark.usefixtures("demo")


def duban(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, ["account", "create", *words], input=typed, prog_name="duban")


def test_each_administrator_is_made_once_and_the_password_is_printed() -> None:
    for name, post in (("zhang", "system_admin"), ("li", "security_admin"), ("wang", "security_auditor")):
        told = duban(name, "--post", post)
        assert told.exit_code == 0, told.output
        account = Account.objects.get(username=name)
        assert account.check_password(told.stdout.split()[-1])
        assert Holding.objects.get(account=account.pk).post == post
        again = duban(f"{name}2", "--post", post)
        assert (again.exit_code, "还没有人担任" in again.output) == (2, True)
    entries = Entry.objects.filter(verb__startswith="access.").values_list("verb", "account")
    assert set(entries) == {("access.create", None), ("access.grant", None)}
    assert Account.objects.count() == 3


def test_other_posts_are_given_on_the_pages() -> None:
    for post in ("office_head", "lindai_liaison", "nowhere"):
        assert duban("zhang", "--post", post).exit_code == 2
    assert "system_admin（系统管理员）" in duban("zhang", "--post", "nowhere").output
    assert not Account.objects.exists()


def test_a_password_comes_from_standard_input_alone_and_must_be_strong() -> None:
    assert duban("zhang", "--post", "system_admin", "--password", "a long enough one").exit_code == 2
    assert duban("zhang", "--post", "system_admin", "--password", "-", typed="1234567890\n").exit_code == 2
    assert duban("zhang", "--post", "system_admin", "--password", "-", typed="\n").exit_code == 2
    assert not Account.objects.exists()
    told = duban("zhang", "--post", "system_admin", "--password", "-", typed="a long enough one\n")
    assert told.exit_code == 0
    assert "a long enough one" not in told.output
    assert Account.objects.get().check_password("a long enough one")
