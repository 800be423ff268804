"""A city's single sign-on on loopback: an OpenID provider that signs in whoever it is told to, without asking."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

CLIENT = "duban"


def _key() -> RSAPrivateKey:
    return generate_private_key(65537, 2048)


@dataclass
class Provider:
    """Who signs in (``user``), with which key tokens are signed, and of whom the user information tells."""

    url: str = ""
    user: str = ""
    key: RSAPrivateKey = field(default_factory=_key)
    signing: RSAPrivateKey | str | None = None
    algorithm: str = "RS256"
    audience: str = CLIENT
    in_token: bool = True
    about: str = ""
    asked: list[str] = field(default_factory=list)

    def answer(self, path: str) -> dict[str, Any]:
        """What an address gives."""
        self.asked.append(path)
        match path:
            case "/.well-known/openid-configuration":
                names = {"authorization_endpoint": "authorize", "token_endpoint": "token"}
                names |= {"userinfo_endpoint": "userinfo", "jwks_uri": "keys"}
                return {"issuer": self.url} | {name: f"{self.url}/{end}" for name, end in names.items()}
            case "/keys":
                public = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
                return {"keys": [public | {"kid": "one", "alg": "RS256", "use": "sig"}]}
            case "/token":
                return {"access_token": "a", "token_type": "bearer", "expires_in": 60, "id_token": self._token()}
            case "/userinfo":
                return {"sub": self.about or f"number of {self.user}", "preferred_username": self.user}
        return {}

    def _token(self) -> str:
        now = int(time.time())
        told = {"iss": self.url, "aud": self.audience, "iat": now, "exp": now + 60, "sub": f"number of {self.user}"}
        told |= {"phone_number": "13800000000"} | ({"preferred_username": self.user} if self.in_token else {})
        key = self.key if self.signing is None else self.signing
        return jwt.encode(told, key, algorithm=self.algorithm, headers={"kid": "one"})


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, provider: Provider, *args: Any) -> None:
        self.provider = provider
        super().__init__(*args)

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        if asked.path == "/authorize":
            told = parse_qs(asked.query)
            back = urlencode({"code": secrets.token_hex(8), "state": told["state"][0]})
            self.send_response(302)
            self.send_header("Location", f"{told['redirect_uri'][0]}?{back}")
            self.end_headers()
            return
        body = json.dumps(self.provider.answer(asked.path)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.do_GET()

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@contextmanager
def running() -> Iterator[Provider]:
    """A provider on a free port."""
    provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, provider))
    provider.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
