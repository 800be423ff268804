"""The sheet on paper: a short code of what stands in it, so that a signed copy and the figures can be held together."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Final

from duban.periods import Month
from duban.web.facts.sheets import Row, texts_of

# As long as a person reads out; one in 2**40 hits by chance.
_LENGTH: Final = 10


def code_of(rows: Sequence[Row], org_unit: str, month: Month) -> str:
    """The code: it changes with every cell of the sheet."""
    told = sorted((row, column, text.strip()) for (row, column), text in texts_of(rows).items() if text.strip())
    data = json.dumps([org_unit, str(month), told], ensure_ascii=False).encode()
    return hashlib.sha256(data).hexdigest()[:_LENGTH].upper()
