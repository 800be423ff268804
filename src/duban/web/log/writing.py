"""Writing: one entry, and the rows that carry its number, in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from duban.errors import DubanError
from duban.web.clock.today import now
from duban.web.log.after import tell
from duban.web.log.canonical import chained, digest
from duban.web.log.models import Appended, Entry, Head
from duban.web.log.reading import under_way

Row = TypeVar("Row", bound=Appended)


class ClashError(DubanError):
    """Somebody else changed the same thing in between."""

    code = "clash"


@dataclass(frozen=True, slots=True)
class By:
    """Who does it: an account's number (None: duban itself), the post that it acts under, and by which way it came."""

    account: int | None = None
    post: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What it is done to: the kind of thing, its key, and the body that it belongs to."""

    kind: str = ""
    key: str = ""
    org_unit: str = ""


@dataclass(slots=True)
class Writing:
    """What an action adds; the rows are in the database at once, so that later ones can name them.

    ``about`` may be set late: a new account has its number only once it is written.
    """

    number: int
    about: About = About()
    rows: list[Appended] = field(default_factory=list)
    detail: dict[str, Any] = field(default_factory=dict)

    def add(self, *rows: Appended) -> None:
        """Append rows, a query a model. Raises ClashError where one of them is the second correction of a row."""
        by_model: dict[type[Appended], list[Appended]] = defaultdict(list)
        for row in rows:
            row.entry_id = self.number
            by_model[type(row)].append(row)
        for model, added in by_model.items():
            try:
                with transaction.atomic():
                    model._base_manager.bulk_create(added)
            except IntegrityError as error:
                raise ClashError(
                    _("刚才有别人改了同一处，您的改动没有写进去"), do=_("请看一看新的内容，再决定要不要改")
                ) from error
            self.rows += added


@contextmanager
def writing(
    verb: str, by: By, about: About | None = None, detail: Mapping[str, Any] | None = None
) -> Iterator[Writing]:
    """One entry of the log with what it writes; nothing of it stands if anything fails.

    Checks and preparations belong before it: from here on, other writers wait.
    """
    with transaction.atomic(), under_way():
        head = Head.objects.select_for_update().get(pk=1)
        written = Writing(head.number + 1, about or About(), detail=dict(detail or {}))
        yield written
        entry = Entry(
            number=written.number,
            at=_later(head.number),
            account=by.account,
            post=by.post,
            channel=by.channel,
            verb=verb,
            kind=written.about.kind,
            about=written.about.key,
            org_unit=written.about.org_unit,
            detail=written.detail,
            algorithm=settings.CONF.digest,
            previous=head.hash,
        )
        entry.digest, entry.rows = digest(written.rows, entry.algorithm)
        entry.hash = chained(entry)
        entry.save(force_insert=True)
        Head.objects.filter(pk=1).update(number=entry.number, hash=entry.hash)
        transaction.on_commit(lambda: tell(verb))


def _later(number: int) -> datetime:
    """Now, or the moment of the newest entry where the store's clock stands before it: moments never run backwards."""
    newest = Entry.objects.filter(number=number).values_list("at", flat=True).first()
    return max(now(), newest) if newest else now()


def replacing(row: Row, **changes: Any) -> Row:
    """A new version of a row with some fields changed, not yet written."""
    skipped = {"id", "entry", "replaces"}
    values = {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields if one.name not in skipped}
    return type(row)(**(values | changes | {"replaces_id": row.pk}))
