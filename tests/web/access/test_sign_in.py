"""Signing in with a password, being locked out, the second step, and which addresses there are at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from axes.models import AccessAttempt
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.test import Client

from duban.web.access.models import Account
from duban.web.log.models import Entry

PASSWORD = "a long enough one"
pytestmark = pytest.mark.django_db


@pytest.fixture
def chen() -> Iterator[Account]:
    cache.clear()
    yield Account.objects.create_user("chen", PASSWORD)
    cache.clear()


def sign_in(client: Client, password: str = PASSWORD, name: str = "chen", next_page: str = "") -> Any:
    told = {"login": name, "password": password} | ({"next": next_page} if next_page else {})
    response: Any = client.post("/sign-in/login/", told)
    return response


def written() -> list[tuple[str, int | None, str]]:
    return list(Entry.objects.order_by("number").values_list("verb", "account", "about"))


def test_a_session_that_ended_leads_back_to_the_page(client: Client, chen: Account) -> None:
    led = client.get("/books/?year=2023")
    assert led["Location"] == "/sign-in/login/?next=%2Fbooks%2F%3Fyear%3D2023"
    assert '<input type="hidden" name="next" value="/books/?year=2023"' in client.get(led["Location"]).content.decode()
    assert sign_in(client, next_page="/books/?year=2023")["Location"] == "/books/?year=2023"
    assert client.session.get_expiry_age() <= 12 * 3600
    client.cookies["duban_session"] = "gone"
    assert client.get("/org/", headers={"HX-Request": "true"}).status_code == 401


def test_it_leads_nowhere_else(client: Client, chen: Account) -> None:
    assert sign_in(client, next_page="https://example.com/")["Location"] == "/"


def test_the_log_holds_numbers_and_neither_names_nor_addresses(client: Client, chen: Account) -> None:
    sign_in(client, "wrong")
    sign_in(client, "wrong", "mallory-typed-this")
    sign_in(client)
    assert written() == [
        ("access.failed", None, str(chen.pk)),
        ("access.failed", None, ""),
        ("access.sign_in", chen.pk, str(chen.pk)),
    ]
    assert not any(Entry.objects.values_list("detail", flat=True))
    assert not list(get_messages(client.get("/").wsgi_request))


def test_five_wrong_passwords_lock_the_name_however_it_is_typed(client: Client, chen: Account) -> None:
    for name in ("chen", "Chen", " chen", "CHEN"):
        assert sign_in(client, "wrong", name).status_code == 200
    for password in ("wrong", PASSWORD):
        response = sign_in(client, password)
        assert response.status_code == 429
        assert "账号暂时锁住了" in response.content.decode()
    assert "_auth_user_id" not in client.session
    assert [verb for verb, _, _ in written()] == ["access.failed"] * 5
    assert sign_in(Client(), "wrong", "another").status_code == 200
    told = AccessAttempt.objects.get(username="chen")
    assert told.ip_address is None
    assert "Chen" not in told.post_data


def test_signing_in_forgets_the_wrong_passwords(client: Client, chen: Account) -> None:
    for _ in range(2):
        for _ in range(4):
            sign_in(client, "wrong")
        assert sign_in(client).status_code == 302
        client.logout()


def test_a_closed_account_stays_out_at_once(client: Client, chen: Account) -> None:
    sign_in(client)
    Account.objects.update(is_active=False)
    assert client.get("/").status_code == 302
    again = Client()
    assert sign_in(again)["Location"] == "/sign-in/inactive/"
    assert "停用" in again.get("/sign-in/inactive/").content.decode()
    assert "_auth_user_id" not in again.session


def test_the_second_step(client: Client, chen: Account, django_capture_on_commit_callbacks: Any) -> None:
    sign_in(client)
    asked = client.get("/sign-in/2fa/totp/activate/")["Location"]
    assert asked.startswith("/sign-in/reauthenticate/?next=")
    page = client.post(asked, {"password": PASSWORD}, follow=True).content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    secret = re.search(r"密钥 <code>(\w+)</code>", page)
    assert secret
    code = format_hotp_value(hotp_value(secret[1], next(yield_hotp_counters_from_time())))
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post("/sign-in/2fa/totp/activate/", {"code": code})
    assert done["Location"] == "/sign-in/2fa/recovery-codes/"
    codes = re.findall(r"<li><code>(\w+)</code>", client.get("/sign-in/2fa/recovery-codes/").content.decode())
    assert len(codes) == 10
    client.logout()
    assert sign_in(client, next_page="/org/")["Location"].startswith("/sign-in/2fa/authenticate/")
    assert client.get("/").status_code == 302
    wrong = client.post("/sign-in/2fa/authenticate/", {"code": "000000"})
    assert "验证码不对" in wrong.content.decode()
    assert client.post("/sign-in/2fa/authenticate/", {"code": codes[0]})["Location"] == "/org/"
    assert [verb for verb, _, _ in written()] == [
        "access.sign_in",
        "access.second_on",
        "access.failed",
        "access.sign_in",
    ]


def test_a_password_is_changed_with_the_old_one(client: Client, chen: Account) -> None:
    sign_in(client)
    told = {"oldpassword": PASSWORD, "password1": "1234567890", "password2": "1234567890"}
    assert "errorlist" in client.post("/sign-in/password/change/", told).content.decode()
    told |= {"password1": "another long one", "password2": "another long one"}
    assert client.post("/sign-in/password/change/", told)["Location"] == "/"
    assert client.get("/sign-in/2fa/").status_code == 200
    assert written()[-1] == ("access.own_password", chen.pk, str(chen.pk))


def test_whoever_has_no_password_is_sent_to_the_provider(client: Client) -> None:
    client.force_login(Account.objects.create_user("chen"))
    assert "统一身份认证" in client.get("/sign-in/password/change/").content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "signup/",
        "email/",
        "confirm-email/",
        "password/reset/",
        "password/set/",
        "3rdparty/",
        "login/code/",
        "2fa/webauthn/",
    ],
)
def test_what_the_office_does_not_need_is_not_there(client: Client, chen: Account, address: str) -> None:
    client.force_login(chen)
    assert client.get(f"/sign-in/{address}").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "login/",
        "logout/",
        "inactive/",
        "reauthenticate/",
        "password/change/",
        "2fa/",
        "oidc/cancelled/",
        "oidc/error/",
    ],
)
def test_the_pages_speak_chinese_in_the_office_frame_with_nothing_inline(
    client: Client, chen: Account, address: str
) -> None:
    if address not in {"login/", "inactive/"}:
        client.force_login(chen)
    page = client.get(f"/sign-in/{address}", follow=True).content.decode()
    assert '<main class="page"' in page
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src=)", page)
    main = page.split('tabindex="-1">')[1].split("</main>")[0]
    words = re.sub(r"<[^>]*>", " ", main)
    assert re.search(r"[一-鿿]", words)
    assert not re.search(r"[A-Za-z]{2,}", words)
