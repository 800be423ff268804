"""duban (督办): what was pledged, what was done, and what is being kept.

    import duban
    document = duban.read("计划.pdf")        # its text, its books and its statements
    duban.quantities("增长6.5%以上")          # every number in a text, with span, value, unit and comparator
    duban.judge("计划.pdf", "报告.pdf", as_of=date(2023, 12, 31))   # a verdict for every pledge, with its reasons
    duban.add_up("我的城市")                  # whether the places' pledges add up to the city's

The public names are imported when they are first asked for, so that ``import duban`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duban.errors import (
        DamagedError,
        DeclarationError,
        DubanError,
        EncryptedError,
        InputError,
        MissingExtraError,
        NoTextError,
        TooLargeError,
        UnknownFormatError,
        UnreadableError,
    )
    from duban.pack.load import open_pack
    from duban.pack.pack import Pack
    from duban.reading.document import Book, Document, Part, Place, Source, Statement
    from duban.reading.quantities import Quantity, quantities
    from duban.reading.read import read
    from duban.reading.reader import read_source
    from duban.standing.api import add_up, judge
    from duban.standing.checks.api import check
    from duban.standing.checks.findings import Checked, CheckFinding
    from duban.standing.coverage import AddingUp
    from duban.standing.documents import Judgement
    from duban.standing.forecast.city import Forecast, forecast
    from duban.standing.verdict import Verdict

__version__ = "0.1.0"

__all__ = [
    "AddingUp",
    "Book",
    "CheckFinding",
    "Checked",
    "Compared",
    "DamagedError",
    "DeclarationError",
    "Document",
    "DubanError",
    "EncryptedError",
    "Forecast",
    "InputError",
    "Judgement",
    "MissingExtraError",
    "NoTextError",
    "Pack",
    "Part",
    "Place",
    "Quantity",
    "Source",
    "Statement",
    "TooLargeError",
    "UnknownFormatError",
    "UnreadableError",
    "Verdict",
    "add_up",
    "check",
    "compare_peers",
    "forecast",
    "judge",
    "open_pack",
    "quantities",
    "read",
    "read_source",
]

# Where a name lives that is not an error.
_HOMES = {
    "AddingUp": "duban.standing.coverage",
    "Book": "duban.reading.document",
    "CheckFinding": "duban.standing.checks.findings",
    "Checked": "duban.standing.checks.findings",
    "Compared": "duban.standing.peers.types",
    "Document": "duban.reading.document",
    "Forecast": "duban.standing.forecast.city",
    "Judgement": "duban.standing.documents",
    "Pack": "duban.pack.pack",
    "Part": "duban.reading.document",
    "Place": "duban.reading.document",
    "Quantity": "duban.reading.quantities",
    "Source": "duban.reading.document",
    "Statement": "duban.reading.document",
    "Verdict": "duban.standing.verdict",
    "add_up": "duban.standing.api",
    "check": "duban.standing.checks.api",
    "compare_peers": "duban.standing.peers.api",
    "forecast": "duban.standing.forecast.city",
    "judge": "duban.standing.api",
    "open_pack": "duban.pack.load",
    "quantities": "duban.reading.quantities",
    "read": "duban.reading.read",
    "read_source": "duban.reading.reader",
}


def __getattr__(name: str) -> object:
    """Import a public name from its home, once."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(_HOMES.get(name, "duban.errors")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
