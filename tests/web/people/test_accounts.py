"""Accounts are made and closed by one administrator and given their posts by another."""

from __future__ import annotations

import re
from datetime import date

import pytest
from axes.models import AccessAttempt
from django.test import Client

from duban.errors import InputError
from duban.web.access.models import Account, Holding
from duban.web.log.models import Entry
from duban.web.log.verify import verify
from duban.web.people.actions.close import close, open_again
from duban.web.people.actions.create import create
from duban.web.people.actions.grant import grant, withdraw
from duban.web.people.actions.reset import reset
from tests.web.who import account, actor, browser

pytestmark = pytest.mark.usefixtures("demo")
JULY = date(2023, 7, 1)
PAPER = "平委〔2023〕7号"


def last() -> tuple[str, int | None, str, str]:
    entry = Entry.objects.order_by("-number")[0]
    return entry.verb, entry.account, entry.kind, entry.about


def test_an_account_is_made_with_a_password_that_is_shown_once() -> None:
    admin = browser("adm", "system_admin")
    page = admin.post("/admin/create/", {"username": "Wang.Li", "full_name": "王某"})
    assert page.headers["Cache-Control"].startswith("max-age=0")
    password = re.search(r"<code>([a-z2-9-]{19})</code>", page.content.decode())
    assert password
    one = Account.objects.get(username="wang.li")
    assert one.check_password(password[1])
    assert last() == ("access.create", Account.objects.get(username="adm").pk, "account", str(one.pk))
    assert password[1] not in admin.get(f"/admin/{one.pk}/").content.decode()
    assert not verify().findings


def test_a_password_that_was_given_is_changed_before_anything_else() -> None:
    admin = actor("adm", "system_admin")
    one, given = create(admin, "wang", "王某")
    account("wang", "lindai_liaison")
    for password in (given, None):
        client, told = Client(), {"login": "wang", "password": password or reset(admin, one.pk)[1]}
        new = f"{told['password']} and longer"
        client.post("/sign-in/login/", told)
        assert client.get("/")["Location"] == "/sign-in/password/change/"
        assert "管理员给的" in client.get("/sign-in/password/change/").content.decode()
        changed = {"oldpassword": told["password"], "password1": new, "password2": new}
        assert client.post("/sign-in/password/change/", changed)["Location"] == "/"
        assert client.get("/").status_code == 200
        client.logout()
        client.post("/sign-in/login/", told | {"password": new})
        assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("name", "person"), [("王", "王某"), ("a", "王某"), ("ADM", "王某"), ("wang li", "王某"), ("wang", " ")]
)
def test_what_is_no_user_name_or_is_taken_is_refused_and_stays_typed(name: str, person: str) -> None:
    admin = browser("adm", "system_admin")
    page = admin.post("/admin/create/", {"username": name, "full_name": person})
    assert page.status_code == 422
    assert f'value="{name}"' in page.content.decode()
    assert Account.objects.count() == 1


def test_nothing_is_deleted_and_a_closed_account_is_signed_out_at_once() -> None:
    admin, town = browser("adm", "system_admin"), browser("liu", "lindai_liaison")
    liu = Account.objects.get(username="liu")
    assert town.get("/").status_code == 200
    admin.post(f"/admin/{liu.pk}/close/")
    assert town.get("/").status_code == 302
    assert last()[0] == "access.close"
    admin.post(f"/admin/{liu.pk}/open/")
    assert town.get("/").status_code == 200
    assert last()[0] == "access.open"


def test_closing_twice_writes_once() -> None:
    admin, liu = actor("adm", "system_admin"), account("liu", "lindai_liaison")
    for do in (close, close, open_again, open_again):
        do(admin, liu.pk)
    verbs = Entry.objects.filter(about=str(liu.pk), kind="account").order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["access.close", "access.open"]


def test_a_password_is_reset_the_lock_forgotten_and_sessions_end() -> None:
    admin, liu = browser("adm", "system_admin"), account("liu", "lindai_liaison")
    town = browser("liu")
    for _ in range(5):
        Client().post("/sign-in/login/", {"login": "liu", "password": "wrong"})
    assert AccessAttempt.objects.exists()
    admin.post(f"/admin/{liu.pk}/password/")
    assert town.get("/").status_code == 302
    assert not AccessAttempt.objects.exists()
    assert last() == ("access.password", Account.objects.get(username="adm").pk, "account", str(liu.pk))


def test_ones_own_account_is_not_closed_nor_its_password_reset_there() -> None:
    admin = actor("adm", "system_admin")
    assert admin.account
    for do in (close, reset):
        with pytest.raises(InputError, match="自己"):
            do(admin, admin.account)


def test_the_last_administrator_of_a_kind_stays() -> None:
    admin, first = actor("adm", "system_admin"), actor("sec", "security_admin")
    assert first.account
    with pytest.raises(InputError, match="最后一个安全管理员"):
        close(admin, first.account)
    with pytest.raises(InputError, match="最后一个安全管理员"):
        withdraw(first, "test.sec.security_admin", date(2023, 8, 1), PAPER)
    second = create(admin, "sec2", "李某")[0]
    grant(first, second.pk, "security_admin", JULY, None, PAPER)
    assert withdraw(first, "test.sec.security_admin", date(2023, 8, 1), PAPER).end == date(2023, 8, 1)
    with pytest.raises(InputError, match="最后一个安全管理员"):
        close(admin, second.pk)


def test_a_post_is_given_from_a_day_on_by_a_document_and_ended() -> None:
    security, liu = browser("sec", "security_admin"), account("liu")
    told = {"post": "lindai_liaison", "start": "2023-08-02", "document": PAPER}
    assert security.post(f"/admin/{liu.pk}/grant/", told).status_code == 302
    row = Holding.objects.get(account=liu.pk)
    assert (row.post, row.start, row.end, row.document) == ("lindai_liaison", date(2023, 8, 2), None, PAPER)
    town = browser("liu")
    assert town.get("/").status_code == 403  # not yet
    told = {"end": "2023-08-31", "day": "2023-08-31", "document": PAPER}
    assert security.post(f"/admin/holdings/{row.key}/end/", told).status_code == 302
    assert Holding.objects.current().get(key=row.key).end == date(2023, 8, 31)
    entries = Entry.objects.filter(verb__in=["access.grant", "access.withdraw"], about=str(liu.pk))
    assert [one.detail["document"] for one in entries] == [PAPER, PAPER]
    assert not verify().findings


@pytest.mark.parametrize(
    ("held", "given", "refusal"),
    [
        ("security_auditor", "lindai_liaison", "三员分立"),
        ("office_clerk", "security_auditor", "三员分立"),
        ("system_admin", "security_auditor", "三员分立"),
        ("lindai_liaison", "lindai_liaison", "已经有这个职务"),
    ],
)
def test_roles_that_one_person_may_not_hold_together(held: str, given: str, refusal: str) -> None:
    security = actor("sec", "security_admin")
    liu = account("liu", held)
    with pytest.raises(InputError, match=refusal):
        grant(security, liu.pk, given, JULY, None, PAPER)
    assert Holding.objects.filter(account=liu.pk).count() == 1


def test_one_after_the_other_they_may() -> None:
    security, liu = actor("sec", "security_admin"), account("liu")
    grant(security, liu.pk, "office_clerk", date(2023, 1, 1), date(2023, 6, 30), PAPER)
    grant(security, liu.pk, "lindai_liaison", date(2023, 1, 1), date(2023, 12, 31), PAPER)
    grant(security, liu.pk, "security_auditor", date(2024, 1, 1), None, PAPER)
    grant(security, liu.pk, "office_clerk", date(2023, 7, 1), date(2023, 9, 30), PAPER)
    with pytest.raises(InputError, match="三员分立"):
        grant(security, liu.pk, "security_auditor", date(2023, 9, 30), date(2023, 10, 1), PAPER)


def test_a_closed_account_and_a_missing_document_are_refused() -> None:
    security, liu = actor("sec", "security_admin"), account("liu")
    with pytest.raises(InputError, match="依据的文件"):
        grant(security, liu.pk, "lindai_liaison", JULY, None, " ")
    Account.objects.filter(pk=liu.pk).update(is_active=False)
    with pytest.raises(InputError, match="停用"):
        grant(security, liu.pk, "lindai_liaison", JULY, None, PAPER)


def test_one_administrator_does_not_do_the_others_work() -> None:
    liu = account("liu")
    grants = {"post": "lindai_liaison", "start": "2023-07-01", "document": PAPER}
    assert browser("adm", "system_admin").post(f"/admin/{liu.pk}/grant/", grants).status_code == 403
    assert browser("sec", "security_admin").post(f"/admin/{liu.pk}/close/").status_code == 403
    assert (
        browser("aud", "security_auditor").post("/admin/create/", {"username": "x1", "full_name": "x"}).status_code
        == 403
    )
    assert browser("off", "office_head").get("/admin/").status_code == 403
