"""Somebody of the demo city: an account that holds posts, as an actor and as a browser."""

from __future__ import annotations

from datetime import date

from django.test import Client

from duban.web.access.actor import Actor, actor_of
from duban.web.access.models import Account, Holding
from duban.web.clock.today import today
from duban.web.log.writing import By, writing
from duban.web.org.directory import directory


def account(name: str, *posts: str, start: date | None = None) -> Account:
    """An account that holds posts of the demo."""
    one, _ = Account.objects.get_or_create(username=name, defaults={"full_name": f"{name}某"})
    with writing("access.grant", By()) as written:
        written.add(*(Holding(key=f"test.{name}.{post}", account=one.pk, post=post, start=start) for post in posts))
    return one


def actor(name: str, *posts: str) -> Actor:
    """Who acts."""
    return actor_of(account(name, *posts), directory(), today())


def browser(name: str, *posts: str) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(account(name, *posts))
    return client
