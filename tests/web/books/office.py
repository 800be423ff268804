"""People at their desks: a signed-in client for a post of the demo city."""

from __future__ import annotations

from django.test import Client

from duban.web.access.actor import Actor, actor_of
from duban.web.access.models import Account, Holding
from duban.web.clock.today import today
from duban.web.log.writing import By, writing
from duban.web.org.directory import directory


def account_of(*posts: str) -> Account:
    """An account that holds posts; made once a test."""
    name = "-".join(posts)
    found = Account.objects.filter(username=name).first()
    if found is None:
        found = Account.objects.create_user(name)
        with writing("access.grant", By()) as written:
            written.add(*(Holding(key=f"{name}:{post}", account=found.pk, post=post) for post in posts))
    return found


def desk(*posts: str) -> Client:
    """A browser in which somebody with these posts is signed in."""
    client = Client()
    client.force_login(account_of(*posts))
    return client


def acting(*posts: str) -> Actor:
    """Somebody with these posts, as actions ask."""
    return actor_of(account_of(*posts), directory(), today())
