"""Who acts: an account with the posts that it holds today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from duban.web.access.models import Account, Holding
from duban.web.log.writing import By
from duban.web.org.directory import Directory, Seat


@dataclass(frozen=True)
class Actor:
    """An account, its seats today, and what follows from them. ``None`` stands for duban itself (loads, ticks).

    ``channel`` is how it came, as the log keeps it: empty for a page.
    """

    account: int | None
    seats: tuple[Seat, ...]
    directory: Directory
    day: date
    channel: str = ""

    @cached_property
    def roles(self) -> frozenset[str]:
        """All roles of its seats."""
        return frozenset().union(*(one.roles for one in self.seats))

    def bodies(self, role: str) -> frozenset[str]:
        """The bodies for which it has a role."""
        return frozenset(one.post.org_unit for one in self.seats if role in one.roles)

    def by(self, role: str = "") -> By:
        """As the log names it: the account, and the first of its posts that has the role."""
        post = next((one.post.id for one in self.seats if not role or role in one.roles), "")
        return By(self.account, post or (self.seats[0].post.id if self.seats else ""), self.channel)

    @cached_property
    def carried(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """The bodies, books and indicators that its posts are in charge of today."""
        found = [one for seat in self.seats for one in self.directory.in_charge(seat.post.id, self.day)]
        return (
            frozenset(key for one in found for key in one.org_units),
            frozenset(key for one in found for key in one.books),
            frozenset(key for one in found for key in one.indicators),
        )


def actor_of(account: Account, directory: Directory, day: date, channel: str = "") -> Actor:
    """The account with the posts that it holds on a day; one query."""
    held = {
        one.post
        for one in Holding.objects.current().filter(account=account.pk)
        if (one.start is None or one.start <= day) and (one.end is None or day <= one.end)
    }
    seats = tuple(one for one in directory.seats if one.post.id in held and one.holds(day))
    return Actor(account.pk, seats, directory, day, channel)
