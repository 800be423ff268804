"""Tokens: made by a person on a page, shown once, taken back; what ends with the person, the day or the post."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from duban.web.access.models import Account, Holding
from duban.web.api.models import Token
from duban.web.api.tokens import MOST, hashed
from duban.web.clock.today import today
from duban.web.log.models import Entry
from duban.web.log.verify import verify
from duban.web.log.writing import By, replacing, writing
from tests.web import who
from tests.web.api.programs import Program, token

pytestmark = pytest.mark.usefixtures("demo")


def made(client: Client, name: str = "取数", days: int = 30) -> str:
    until = today() + timedelta(days=days)
    page = client.post("/me/tokens/new/", {"name": name, "until": until.isoformat()}).content.decode()
    return page.split('value="duban_')[1].split('"')[0]


def test_a_token_is_shown_once_and_kept_as_a_hash() -> None:
    client = who.browser("wang", "lindai_liaison")
    words = f"duban_{made(client)}"
    assert Program(words).ask("/api/me")["username"] == "wang"
    row = Token.objects.get()
    assert row.hash == hashed(words)
    assert words not in client.get("/me/tokens/").content.decode()
    assert "取数" in client.get("/me/tokens/").content.decode()
    entry = Entry.objects.order_by("-number")[0]
    assert (entry.verb, entry.detail["name"]) == ("access.token", "取数")
    assert verify().findings == ()


def test_without_a_token_nothing_is_answered_and_a_session_is_none() -> None:
    client = who.browser("wang", "lindai_liaison")
    for program in (Client(), client, Program("duban_nonsense"), Program("\u00e9")):
        answer = program.get("/api/bodies")
        assert answer.status_code == 401
        assert answer.json()["code"] == "token"
        assert answer["WWW-Authenticate"] == "Bearer"


def test_a_token_taken_back_counts_no_more() -> None:
    account = who.account("wang", "lindai_liaison")
    one = token(account)
    client = Client()
    client.force_login(account)
    assert client.post(f"/me/tokens/{one.row.key}/revoke/").status_code == 302
    assert Program(one.words).get("/api/me").json()["message"] == "这个令牌收回了"


def test_the_security_administrator_sees_all_tokens_and_takes_them_back() -> None:
    one = token(who.account("wang", "lindai_liaison"))
    admin, other = who.browser("li", "security_admin"), who.browser("zhao", "caoqiao_liaison")
    assert "wang" in admin.get("/admin/tokens/").content.decode()
    assert other.get("/admin/tokens/").status_code == 403
    assert other.post(f"/me/tokens/{one.row.key}/revoke/").status_code == 403
    assert Program(one.words).get("/api/me").status_code == 200
    admin.post(f"/me/tokens/{one.row.key}/revoke/")
    assert Program(one.words).get("/api/me").status_code == 401
    assert "wang" not in admin.get("/admin/tokens/").content.decode()


def test_a_token_ends_with_the_account_the_post_and_its_day() -> None:
    account = who.account("wang", "lindai_liaison")
    program = Program(token(account, days=0).words)
    assert program.get("/api/me").status_code == 200
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert "没有账号或岗位" in program.get("/api/me").json()["message"]
    Account.objects.filter(pk=account.pk).update(is_active=True)
    held = Holding.objects.current().get(account=account.pk)
    with writing("access.withdraw", By()) as written:
        written.add(replacing(held, end=today() - timedelta(days=1)))
    assert "没有账号或岗位" in program.get("/api/me").json()["message"]
    with writing("access.token", By()) as written:
        row = Token.objects.current().get()
        written.add(replacing(row, until=today() - timedelta(days=1)))
    assert "到期了" in program.get("/api/me").json()["message"]


@pytest.mark.parametrize(("name", "days"), [("", 30), ("长" * 41, 30), ("取数", -1), ("取数", 367)])
def test_a_token_that_makes_no_sense_is_refused_in_words(name: str, days: int) -> None:
    client = who.browser("wang", "lindai_liaison")
    until = today() + timedelta(days=days)
    answer = client.post("/me/tokens/new/", {"name": name, "until": until.isoformat()})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Token.objects.exists()


def test_nobody_has_more_tokens_than_a_person_needs() -> None:
    account = who.account("wang", "lindai_liaison")
    for _ in range(MOST):
        token(account)
    client = Client()
    client.force_login(account)
    assert client.post("/me/tokens/new/", {"name": "再一个", "until": today().isoformat()}).status_code == 422
