"""What is worked out of whole tables, kept in memory until one of them is written."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final, Generic, TypeVar

from duban.web.log.models import Appended, Entry

Value = TypeVar("Value")

_MOST: Final = 8
_PURGES: Final = ("purge.confirm", "purge.expire")


class Following(Generic[Value]):
    """Values by their keys, each of them of the newest entries that wrote to some models; a query a model, one besides.

    What is kept is shared by all who ask: it is read, and never changed.
    """

    def __init__(self, *models: type[Appended]) -> None:
        self._models = models
        self._kept: OrderedDict[Hashable, tuple[Hashable, Value]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of a key, made anew where one of the models was written to since."""
        written = (_purged(), *(_newest(one) for one in self._models))
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


def _purged() -> str:
    """The hash of the newest purge, which takes words out of rows that stand."""
    found = Entry.objects.filter(verb__in=_PURGES).order_by("-number").values_list("hash", flat=True).first()
    return found or ""


def _newest(model: type[Appended]) -> str:
    """The hash of the newest entry that wrote to a model: another store has another, a number may come again."""
    found = model.objects.order_by("-entry_id").values_list("entry__hash", flat=True).first()
    return found or ""
