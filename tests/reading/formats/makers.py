"""Real files, made by real libraries or byte by byte, for the tests of the format readers."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import docx
import xlsxwriter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from duban.reading.document import Source
from duban.reading.formats import Limits, open_source

Cell = str | int | float
pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))


def opened(folder: Path, name: str, data: bytes, limits: Limits | None = None) -> Source:
    """Write the bytes to a file and open it, as a person would."""
    path = folder / name
    path.write_bytes(data)
    return open_source(path, limits) if limits else open_source(path)


def word(*blocks: str | Sequence[Sequence[str]]) -> bytes:
    """A docx: each string a paragraph, each list of rows a table."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), len(block[0]))
        for row, texts in zip(table.rows, block, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def word_body(xml: str) -> bytes:
    """A docx whose body is this XML (prefix w)."""
    return replaced(
        word("x"),
        "word/document.xml",
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{xml}</w:body></w:document>".encode(),
    )


def replaced(data: bytes, name: str, content: bytes) -> bytes:
    """A zip with one member changed (or added)."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return stream.getvalue()


def excel(sheets: Mapping[str, Mapping[str, Cell | tuple[Cell, str]]]) -> bytes:
    """An xlsx: sheet → cell → value, or (value, number format)."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for name, cells in sheets.items():
            sheet = book.add_worksheet(name)
            for where, content in cells.items():
                value, form = content if isinstance(content, tuple) else (content, "")
                sheet.write(where, value, *([book.add_format({"num_format": form})] if form else []))
    return stream.getvalue()


Drawn = tuple[float, float, str]


def pdf(*pages: Sequence[Drawn], size: int = 12, password: str | None = None, rotation: int = 0) -> bytes:
    """A PDF on A4: each page a list of (left, bottom, text), drawn in that order."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), encrypt=password)
    for page in pages:
        canvas.setFont("STSong-Light", size)
        if rotation:
            canvas.setPageRotation(rotation)
        for left, bottom, text in page:
            canvas.drawString(left, bottom, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of so many characters, as a column of a newspaper holds it."""
    return [text[at : at + width] for at in range(0, len(text), width)]


def ods(rows: str, sheet: str = "表1") -> bytes:
    """An OpenDocument sheet with these rows (prefixes table, text, office)."""
    stream = BytesIO()
    space = "urn:oasis:names:tc:opendocument:xmlns"
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest())
        archive.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0" '
            f'xmlns:text="{space}:text:1.0"><office:body><office:spreadsheet><table:table table:name="{sheet}">'
            f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return stream.getvalue()


def manifest(inside: str = "") -> bytes:
    """What an OpenDocument file says of its members."""
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entry = f'<manifest:file-entry manifest:full-path="content.xml">{inside}</manifest:file-entry>'
    return f'<manifest:manifest xmlns:manifest="{space}">{entry}</manifest:manifest>'.encode()


_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ole(streams: Mapping[str, bytes]) -> bytes:
    """A compound file (the container of .doc, .xls and of encrypted documents) with these streams."""
    fat: list[int] = []
    body = b""
    entries: list[tuple[str, int, int, int]] = []
    for name, data in streams.items():
        data = data.ljust(4096, b"\0")  # shorter streams would stand elsewhere
        count = -(-len(data) // _SECTOR)
        entries.append((name, 2, len(fat), len(data)))
        fat += [*range(len(fat) + 1, len(fat) + count), _END]
        body += data.ljust(count * _SECTOR, b"\0")
    first = len(fat)
    size = -(-(len(entries) + 1) // 4)
    fat += [*range(first + 1, first + size), _END]
    chain = b"".join(
        _entry(name, kind, start, length, child=0xFFFFFFFF, right=number + 1 if number < len(entries) else 0xFFFFFFFF)
        for number, (name, kind, start, length) in enumerate(entries, 1)
    )
    directory = _entry("Root Entry", 5, _END, 0, child=1, right=0xFFFFFFFF) + chain
    body += directory.ljust(size * _SECTOR, b"\0")
    table = len(fat)
    fat.append(_FAT)
    body += struct.pack("<128I", *fat, *[_FREE] * (128 - len(fat)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, first, 0, 4096, _END, 0, _END, 0)
    return head + struct.pack("<109I", table, *[_FREE] * 108) + body


def _entry(name: str, kind: int, start: int, length: int, *, child: int, right: int) -> bytes:
    letters = (name + "\0").encode("utf-16-le")
    entry = letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters), kind, 1)
    entry += struct.pack("<III", 0xFFFFFFFF, right, child) + bytes(36)
    return entry + struct.pack("<IQ", start, length)


def old_excel(rows: Sequence[Sequence[Cell]], sheet: str = "Sheet1", *, locked: bool = False) -> bytes:
    """An .xls (BIFF8) with one sheet."""
    cells = b""
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            at = struct.pack("<HHH", row, column, 0)
            if isinstance(value, str):
                cells += record(0x204, at + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
            else:
                cells += record(0x203, at + struct.pack("<d", value))
    password = record(0x2F, struct.pack("<HHH", 1, 1, 1) + bytes(48)) if locked else b""
    return old_book(password, cells, sheet)


def old_book(shared: bytes, cells: bytes, sheet: str = "Sheet1") -> bytes:
    """An .xls from its records: what the sheets share, and the cells of its one sheet."""
    name = struct.pack("<BB", len(sheet), 1) + sheet.encode("utf-16-le")
    start = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    offset = len(start) + len(shared) + 4 + 6 + len(name) + 4
    book = start + shared + record(0x85, struct.pack("<IH", offset, 0) + name) + record(0x0A)
    page = record(0x809, struct.pack("<HHHHII", 0x600, 16, 0, 0, 0, 0)) + cells + record(0x0A)
    return ole({"Workbook": book + page})


def record(kind: int, data: bytes = b"") -> bytes:
    """A record of an .xls."""
    return struct.pack("<HH", kind, len(data)) + data
