"""Single sign-on by OpenID Connect, stricter than allauth: a signature is always checked, and little is kept."""

from __future__ import annotations

from typing import Any, Final

import jwt
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse

# Signed with a key that only the provider has; a shared secret, or none, says nothing of who signed.
_ALGORITHMS: Final = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})
# What is kept of all that a provider tells: who it is, by its own number and by the user name.
_KEPT: Final = ("iss", "sub", "preferred_username")


class Provider(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The city's sign-in.

    allauth trusts an identity token that it fetched itself; inside a government network that is often plain HTTP, so
    its signature is checked here like any other, and the user information must be about the same person.
    """

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> SocialLogin:
        """The login that the identity token proves. Raises OAuth2Error."""
        told = self._decode_id_token(app, kwargs["response"].get("id_token") or "")
        if not told.get("preferred_username"):
            more = self._fetch_user_info(token.token)
            if more.get("sub") != told.get("sub"):
                raise OAuth2Error("the user information is about somebody else")
            told["preferred_username"] = more.get("preferred_username") or ""
        kept = {name: told[name] for name in _KEPT if name in told}
        return self.get_provider().sociallogin_from_response(request, {"id_token": kept})

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        try:
            algorithm = jwt.get_unverified_header(id_token).get("alg")
        except jwt.PyJWTError as error:
            raise OAuth2Error("no identity token") from error
        if algorithm not in _ALGORITHMS:
            raise OAuth2Error(f"an identity token signed with {algorithm}")
        config = self.openid_config
        told: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=config["jwks_uri"],
            issuer=config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        return told


def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the provider."""
    return _view(OAuth2LoginView, request, provider_id)


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back from the provider."""
    return _view(OAuth2CallbackView, request, provider_id)


def _view(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        shown: HttpResponse = view.adapter_view(Provider(request, provider_id))(request)
    except SocialApp.DoesNotExist as error:
        raise Http404(provider_id) from error
    return shown
