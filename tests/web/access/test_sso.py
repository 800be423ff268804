"""Single sign-on against a provider on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from duban.web.access.models import Account
from duban.web.log.models import Entry
from tests.web.access import provider as providers
from tests.web.access.provider import CLIENT, Provider

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with providers.running() as one:
        app = {"provider_id": "sso", "name": "全市统一认证", "client_id": CLIENT, "secret": "s"}
        told = {"server_url": one.url, "oauth_pkce_enabled": True}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [{**app, "settings": told}]}}
        yield one


def sign_in(client: Client, next_page: str = "/org/") -> Any:
    """Through the provider and back, as a browser goes."""
    leads = client.get("/sign-in/oidc/sso/login/", {"next": next_page})
    back = requests.get(leads["Location"], allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    assert parts.path == "/sign-in/oidc/sso/login/callback/"
    response: Any = client.get(f"{parts.path}?{parts.query}")
    return response


def signed_in(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_the_sign_in_page_names_the_provider(provider: Provider, client: Client) -> None:
    page = client.get("/sign-in/login/?next=/books/").content.decode()
    assert "用全市统一认证登录" in page
    assert "/sign-in/oidc/sso/login/?process=login&amp;next=%2Fbooks%2F" in page


@pytest.mark.parametrize("in_token", [True, False])
def test_a_known_user_name_signs_in_and_goes_on_to_the_page_asked_for(
    provider: Provider, client: Client, in_token: bool
) -> None:
    account = Account.objects.create_user("chen")
    provider.user, provider.in_token = "chen", in_token
    for _ in range(2):  # the second time by the provider's own number
        response = sign_in(client)
        assert (response.status_code, response["Location"]) == (302, "/org/")
        assert signed_in(client) == str(account.pk)
        client.logout()
    assert list(Entry.objects.values_list("verb", "account")) == [("access.sign_in", account.pk)] * 2
    kept = SocialAccount.objects.get().extra_data["id_token"]
    assert kept.keys() == {"iss", "sub", "preferred_username"}


def test_an_unknown_user_name_is_refused(provider: Provider, client: Client) -> None:
    provider.user = "nobody"
    response = sign_in(client)
    assert response.status_code == 403
    assert "督办里没有您的账号" in response.content.decode()
    assert signed_in(client) is None
    assert not Account.objects.exists()
    assert list(Entry.objects.values_list("verb", "about")) == [("access.failed", "")]


def test_a_closed_account_is_refused_however_often_it_signed_in_before(provider: Provider, client: Client) -> None:
    account = Account.objects.create_user("chen")
    provider.user = "chen"
    sign_in(client)
    client.logout()
    Account.objects.update(is_active=False)
    assert sign_in(client).status_code == 403
    assert signed_in(client) is None
    assert Entry.objects.order_by("-number").values_list("verb", "about")[0] == ("access.failed", str(account.pk))


@pytest.mark.parametrize("forgery", ["wrong key", "shared secret", "no signature", "for another", "of another"])
def test_a_forged_token_is_refused(provider: Provider, client: Client, forgery: str) -> None:
    Account.objects.create_user("chen")
    provider.user = "chen"
    match forgery:
        case "wrong key":
            provider.signing = Provider().key
        case "shared secret":
            provider.signing, provider.algorithm = "a secret that is long enough to be a key", "HS256"
        case "no signature":
            provider.signing, provider.algorithm = "", "none"
        case "for another":
            provider.audience = "another client"
        case "of another":
            provider.in_token, provider.about = False, "number of somebody else"
    response = sign_in(client)
    assert "没有登录成" in response.content.decode()
    assert signed_in(client) is None
    assert "/token" in provider.asked


def test_an_answer_that_nobody_asked_for_is_refused(provider: Provider, client: Client) -> None:
    Account.objects.create_user("chen")
    provider.user = "chen"
    client.get("/sign-in/oidc/sso/login/callback/?code=1&state=2")
    assert signed_in(client) is None
