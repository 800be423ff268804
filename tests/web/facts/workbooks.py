"""Workbooks for the tests of Excel: handed in as a browser does, and what the page was told of them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from duban.web.facts.excel.incoming import Incoming
from tests.sheets.books import book

FOLDER = Path(__file__).parents[2] / "cases/web/workbooks"
# Who hands in which sheet.
SHEETS = {
    "own": ("lindai_liaison", "/data/2023-07/lindai/"),
    "table": ("tongji_data", "/data/2023-07/table/fixed_asset_investment/"),
}


def cases() -> list[dict[str, Any]]:
    """All cases, each with the sheet that it is for."""
    told = []
    for path in sorted(FOLDER.glob("*.toml")):
        told += [one | {"sheet": path.stem} for one in tomllib.loads(path.read_text(encoding="utf-8"))["case"]]
    return told


def made(case: dict[str, Any]) -> tuple[str, bytes]:
    """A case's file: its name and bytes."""
    if "text" in case:
        return case["file"], case["text"].encode(case["encoding"])
    return case.get("file", "表.xlsx"), book(case["sheets"])


def sent(client: Client, at: str, name: str, data: bytes) -> Incoming | str:
    """What the page says of an uploaded file: what would change, or the words of the refusal."""
    answer = client.post(f"{at}excel/up/", {"file": SimpleUploadedFile(name, data)}, follow=True)
    assert answer.status_code == 200
    found: Incoming | None = answer.context.get("found")
    return found or " ".join(map(str, answer.context["messages"]))


def sheet(client: Client, at: str) -> bytes:
    """The downloaded template."""
    answer = client.get(f"{at}excel/")
    assert answer.status_code == 200
    return answer.content


def filled(data: bytes, cells: Mapping[tuple[str, str], object]) -> bytes:
    """A template in which somebody typed, by row's key and column's head."""
    book = load_workbook(BytesIO(data))
    page = book.active
    assert isinstance(page, Worksheet)
    heads = {cell.value: cell.column for cell in page[3]}
    keys = {page.cell(row, heads["督办编号"]).value: row for row in range(4, page.max_row + 1)}
    for (key, head), typed in cells.items():
        cell = page.cell(keys[key], heads[head])
        cell.value = typed
        if isinstance(typed, str):
            cell.data_type = "s"
    out = BytesIO()
    book.save(out)
    return out.getvalue()
