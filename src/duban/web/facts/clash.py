"""Two people on one cell: what the page showed when somebody typed, against what stands there now.

A page sends with every cell what it had shown in it (``seen``). What a colleague typed since then is not overwritten:
the cell is refused, and the second person is shown both texts and chooses. So is whoever has the sheet open twice. A
cell that was not touched is passed over, so that a page that was open for long takes nothing back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from duban.web.access.models import Account
from duban.web.facts.models import Draft, Sheet
from duban.web.facts.sheets import Typed

# What a page showed, by the names of its fields (``lindai.gdp|value``), and behind it what it sent without getting an
# answer, which may stand there now; under VERSION the number of the sheet's row.
Seen = Mapping[str, tuple[str, ...]]
VERSION = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """A cell that was changed elsewhere in between: ``mine`` was not kept, ``theirs`` stands, with who and when."""

    row: str
    column: str
    mine: str
    theirs: str
    who: str
    at: datetime

    @property
    def name(self) -> str:
        """The name of its field."""
        return f"{self.row}|{self.column}"


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of typed cells: how many there were, and those that were refused."""

    count: int
    clashes: tuple[Clash, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in a sheet: what was typed, and the row that says how far it is (None: nothing was handed in).

    ``texts`` tells what all cells hold; it is asked only where the sheet moved since the page was opened.
    """

    drafts: Mapping[tuple[str, str], Draft]
    sheet: Sheet | None
    texts: Callable[[], Typed]


def plain(text: str) -> str:
    """A text without what a form or a workbook may change by itself: line ends, and white space around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def seen_of(posted: str) -> Seen:
    """What a page says that it showed; nothing where it says so wrongly."""
    try:
        told = json.loads(posted or "{}")
    except ValueError:
        return {}
    return {str(name): _texts(one) for name, one in told.items()} if isinstance(told, dict) else {}


def _texts(told: object) -> tuple[str, ...]:
    return (tuple(map(str, told)) or ("",)) if isinstance(told, list) else (str(told),)


def showing(sheet: Sheet | None, cells: Iterable[tuple[str, str, str]]) -> str:
    """What a page shows, for its own form."""
    told = {f"{row}|{column}": text for row, column, text in cells}
    return json.dumps({VERSION: version(sheet), **told}, ensure_ascii=False)


def version(sheet: Sheet | None) -> str:
    """Which row of the sheet a page is made from."""
    return str(sheet.pk) if sheet else "0"


def parted(account: int | None, typed: Typed, seen: Seen, standing: Standing) -> tuple[Typed, tuple[Clash, ...]]:
    """The cells that may be kept, and those that clash with somebody else's."""
    moved = VERSION in seen and seen[VERSION][0] != version(standing.sheet)
    held = standing.texts() if moved else {}
    fresh, wrong = {}, []
    for at, text in typed.items():
        shown = [plain(one) for one in seen.get("|".join(at), ())]
        if shown and shown[0] == plain(text):
            continue
        draft = standing.drafts.get(at)
        own = draft is not None and draft.account == (account or 0)
        theirs = draft.text if draft is not None else held.get(at) if moved else None
        # Who says nothing of what he saw overwrites only himself.
        if theirs is None or plain(theirs) in {plain(text), *shown} or (own and not shown):
            fresh[at] = text
        else:
            wrong.append((at, text, theirs, draft))
    return fresh, tuple(_told(account, wrong, standing.sheet))


def _told(
    account: int | None, wrong: list[tuple[tuple[str, str], str, str, Draft | None]], sheet: Sheet | None
) -> Iterator[Clash]:
    entry = sheet.entry if sheet and any(draft is None for *_, draft in wrong) else None
    numbers = {draft.account for *_, draft in wrong if draft} | ({entry.account or 0} if entry else set())
    names = dict(Account.objects.filter(pk__in=numbers).values_list("pk", "full_name")) if wrong else {}
    names |= {account: _("您在另一页")} if account in names else {}
    for (row, column), mine, theirs, draft in wrong:
        if draft is not None:
            yield Clash(row, column, mine, theirs, names.get(draft.account, ""), draft.at)
        elif entry is not None:
            yield Clash(row, column, mine, theirs, names.get(entry.account or 0, ""), entry.at)
