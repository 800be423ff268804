"""What is worked out of whole tables, kept in memory until one of them is written."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import reduce
from operator import or_
from threading import Lock
from typing import Final, Generic, TypeVar

from django.db.models import Q, Subquery

from duban.web.log.models import Appended, Entry

Value = TypeVar("Value")

_MOST: Final = 8
_PURGES: Final = ("purge.confirm", "purge.expire")


class Following(Generic[Value]):
    """Values by their keys, each of them of the newest entries that wrote to some models; one query.

    What is kept is shared by all who ask: it is read, and never changed.
    """

    def __init__(self, *models: type[Appended]) -> None:
        self._models = models
        self._kept: OrderedDict[Hashable, tuple[Hashable, Value]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of a key, made anew where one of the models was written to since."""
        written = self._written()
        with self._lock:
            found = self._kept.get(key)
        if found is not None and found[0] == written:
            return found[1]
        made = make()
        with self._lock:
            self._kept[key] = written, made
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return made

    def _written(self) -> Hashable:
        """The hashes of these entries, and of the newest purge, which takes words out of rows that stand.

        Hashes, because another store has another and a number may come again.
        """
        newest = [one.objects.order_by("-entry_id").values("entry_id")[:1] for one in self._models]
        purged = Entry.objects.filter(verb__in=_PURGES).order_by("-number").values("number")[:1]
        asked = reduce(or_, (Q(number=Subquery(one)) for one in (*newest, purged)))
        return tuple(Entry.objects.filter(asked).order_by("number").values_list("hash", flat=True))
