"""The table with the reason of each verdict below it: ``duban judge --reasons``."""

from __future__ import annotations

from duban.cli.verdicts import table
from duban.standing.documents import Judgement


def render(judgement: Judgement) -> bytes:
    """The table, UTF-8."""
    return table.written(judgement, reasons=True)
