"""The form for programs: one JSON object a pledge, in the order of the plan."""

from __future__ import annotations

import json

from duban.cli.verdicts.record import record
from duban.standing.documents import Judgement


def render(judgement: Judgement) -> bytes:
    """One line a pledge, UTF-8."""
    lines = (json.dumps(record(one), ensure_ascii=False) + "\n" for one in judgement.verdicts)
    return "".join(lines).encode("utf-8", "backslashreplace")
