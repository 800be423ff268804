"""The forms in which ``duban judge`` answers, one file each, loaded only when asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import cast

from duban.cli.writers import Form
from duban.standing.documents import Judgement

FORMS: Mapping[str, Form] = {form.name: form for form in (Form("table", ".txt"), Form("jsonl", ".jsonl"),
                                      Form("xlsx", ".xlsx", on_screen=False), Form("html", ".html"))}  # fmt: skip


def renderer(form: str) -> Callable[[Judgement], bytes]:
    """The function that writes a judgement in this form."""
    return cast("Callable[[Judgement], bytes]", import_module(f"{__name__}.{form}").render)
