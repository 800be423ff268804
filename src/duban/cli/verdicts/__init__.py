"""The forms in which ``duban judge`` answers, one file each, loaded only when asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from duban.standing.documents import Judgement

# Each form with the ending of its files; a workbook is nothing for a screen.
SUFFIXES: Final[Mapping[str, str]] = {
    "table": ".txt",
    "reasons": ".txt",
    "brief": ".txt",
    "jsonl": ".jsonl",
    "xlsx": ".xlsx",
    "html": ".html",
}
OFF_SCREEN: Final = frozenset({"xlsx"})


def renderer(form: str) -> Callable[[Judgement], bytes]:
    """The function that writes a judgement in this form."""
    return cast("Callable[[Judgement], bytes]", import_module(f"{__name__}.{form}").render)
