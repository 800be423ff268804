"""Accounts, holdings, bodies and posts by what an address names; what is not there is a page that is not there."""

from __future__ import annotations

from django.http import Http404

from duban.web.access.models import Account, Holding
from duban.web.org.directory import Seat, directory
from duban.web.org.models import Body, Handover, Post


def account_of(number: int) -> Account:
    """The account of a number. Raises Http404."""
    account = Account.objects.filter(pk=number).first()
    if account is None:
        raise Http404(number)
    return account


def holding_of(key: str) -> Holding:
    """A holding as it stands. Raises Http404."""
    row: Holding | None = Holding.objects.current().filter(key=key).first()
    if row is None:
        raise Http404(key)
    return row


def body_of(key: str) -> Body:
    """A body as it stands. Raises Http404."""
    row: Body | None = Body.objects.current().filter(key=key).first()
    if row is None:
        raise Http404(key)
    return row


def post_of(key: str) -> Post:
    """A post as it stands. Raises Http404."""
    row: Post | None = Post.objects.current().filter(key=key).first()
    if row is None:
        raise Http404(key)
    return row


def seat_of(key: str) -> Seat:
    """A post with its roles, as the directory has it. Raises Http404."""
    seat = directory().seat_by_key.get(key)
    if seat is None:
        raise Http404(key)
    return seat


def handover_of(key: str) -> Handover:
    """A handover. Raises Http404."""
    row: Handover | None = Handover.objects.current().filter(key=key).first()
    if row is None:
        raise Http404(key)
    return row
