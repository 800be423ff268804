"""Programs with tokens: one for each role, or for somebody of the demo."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.test import Client

from duban.web.access.actor import actor_of
from duban.web.access.models import Account
from duban.web.api.actions.issue import issue
from duban.web.api.tokens import Made
from duban.web.clock.today import today
from duban.web.org.directory import directory
from tests.web import who
from tests.web.access.rulebook import people


class Program(Client):
    """Asks the interface with a token, or with none."""

    def __init__(self, words: str = "") -> None:
        super().__init__(raise_request_exception=True, headers={"Authorization": f"Bearer {words}"} if words else None)

    def ask(self, path: str, **asked: Any) -> Any:
        """The JSON of an answer that must come."""
        answer = self.get(path, asked)
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()

    def send(self, method: str, path: str, body: Any = None) -> Any:
        """An answer to JSON that was sent."""
        return self.generic(method, path, "" if body is None else body_of(body), content_type="application/json")


def body_of(told: Any) -> str:
    """As JSON."""
    return json.dumps(told, ensure_ascii=False)


def token(account: Account, days: int = 30) -> Made:
    """A token of an account."""
    actor = actor_of(account, directory(), today())
    return issue(actor, "试一试", today() + timedelta(days=days))


def program(name: str, *posts: str) -> Program:
    """A program of somebody who holds posts of the demo."""
    return Program(token(who.account(name, *posts)).words)


def programs() -> dict[str, Program]:
    """One a role."""
    return {role: Program(token(one).words) for role, one in people().items()}
