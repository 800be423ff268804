"""Pages by cursor: where the last page ended, signed, and good only for the same question."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

from django.core import signing
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from duban.errors import DubanError
from duban.web.api.shapes.base import Asked

_SALT: Final = "duban.api.cursor"
Row = TypeVar("Row")
Out = TypeVar("Out")


class CursorError(DubanError):
    """A cursor that duban did not make, or made for another question."""

    code = "cursor"


def page(
    rows: QuerySet[Any], asked: Asked, field: str, out: Callable[[list[Any]], list[Out]], *, newest: bool = False
) -> dict[str, Any]:
    """A page of rows in the order of a field that no two of them share; ``newest``: the greatest first."""
    at = _read(asked)
    found = rows.order_by(f"-{field}" if newest else field)
    if at is not None:
        found = found.filter(**{f"{field}__{'lt' if newest else 'gt'}": at})
    kept = list(found[: asked.limit + 1])
    more = len(kept) > asked.limit
    kept = kept[: asked.limit]
    return {"items": out(kept), "next": _made(asked, getattr(kept[-1], field)) if more else None}


def stretch(rows: Sequence[Row], asked: Asked, out: Callable[[Row], Out]) -> dict[str, Any]:
    """A page of what is held in memory in an order of its own: the official one."""
    at = _read(asked) or 0
    if not isinstance(at, int) or at < 0:
        raise _forged()
    more = len(rows) > at + asked.limit
    return {
        "items": [out(one) for one in rows[at : at + asked.limit]],
        "next": _made(asked, at + asked.limit) if more else None,
    }


def _question(asked: Asked) -> str:
    """The list and its filters, which a cursor is bound to."""
    told = asked.model_dump(mode="json", exclude={"limit", "cursor"}, exclude_defaults=True)
    return hashlib.sha256(f"{type(asked).__name__}{sorted(told.items())}".encode()).hexdigest()[:16]


def _made(asked: Asked, at: int | str) -> str:
    return signing.dumps([at, _question(asked)], salt=_SALT, compress=True)


def _read(asked: Asked) -> int | str | None:
    if not asked.cursor:
        return None
    try:
        at, question = signing.loads(asked.cursor, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise _forged() from None
    if question != _question(asked):
        raise CursorError(_("这个游标是另一次查询的"), where="cursor", do=_("换了筛选条件，请不带 cursor 从第一页起"))
    found: int | str = at
    return found


def _forged() -> CursorError:
    return CursorError(
        _("这个游标不是督办给的，或者抄错了"), where="cursor", do=_("请用上一页的 next，原样写；第一页不写")
    )
