"""What follows an entry once it stands: rooms further on register here, so that no action calls them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

Follower = Callable[[str], None]
_followers: Final[list[Follower]] = []


def follow(follower: Follower) -> None:
    """Have a function called with the verb of every entry that was committed."""
    if follower not in _followers:
        _followers.append(follower)


def tell(verb: str) -> None:
    """Call all followers."""
    for follower in _followers:
        follower(verb)
