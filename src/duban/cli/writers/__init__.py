"""The forms in which ``duban read`` answers, one file each, loaded only when asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Literal, cast

from duban.reading.document import Document

FormName = Literal["table", "jsonl", "csv", "xlsx", "html"]


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its name, the ending of its files, and whether it may go to standard output at all."""

    name: FormName
    suffix: str
    on_screen: bool = True

    def renderer(self) -> Callable[[Document], bytes]:
        """The function that writes a document in this form; importing it here keeps the start short."""
        return cast("Callable[[Document], bytes]", import_module(f"{__name__}.{self.name}").render)


FORMS: Mapping[str, Form] = {
    form.name: form
    for form in (
        Form("table", ".txt"),
        Form("jsonl", ".jsonl"),
        Form("csv", ".csv"),
        Form("xlsx", ".xlsx", on_screen=False),
        Form("html", ".html"),
    )
}
