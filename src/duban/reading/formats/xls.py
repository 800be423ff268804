"""Old Excel workbooks (.xls, .et; Excel 5 to 2003): each row a line, every cell a part.

Read record by record by ourselves: the libraries at hand give no number formats, so that 7% would stand as 0.07, and
a damaged file must never take the process with it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from duban.errors import EncryptedError
from duban.reading.document import Source
from duban.reading.formats.archive import damaged
from duban.reading.formats.compound import Compound
from duban.reading.formats.context import Context
from duban.reading.formats.numberformats import BUILT_IN, GENERAL, NumberFormat, parse, render
from duban.reading.formats.rows import Rows

# Kinds of records ([MS-XLS] 2.3.1).
_FORMULA, _EOF, _DATES, _PASSWORD, _CONTINUE = 0x06, 0x0A, 0x22, 0x2F, 0x3C
_SHEET, _NUMBERS, _RICH_LABEL, _STYLE, _STRINGS = 0x85, 0xBD, 0xD6, 0xE0, 0xFC
_SHARED_LABEL, _NUMBER, _LABEL, _TRUTH, _RESULT = 0xFD, 0x203, 0x204, 0x205, 0x207
_SHORT_NUMBER, _FORMAT, _OLD_FORMAT, _START = 0x27E, 0x41E, 0x1E, 0x809
_BIFF8 = 0x600

Record = tuple[int, bytes]
Cells = dict[int, dict[int, str]]


@dataclass(slots=True)
class _Book:
    """What all sheets share, gathered from the workbook's own records."""

    wide: bool = True
    since_1904: bool = False
    strings: list[str] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=lambda: dict(BUILT_IN))
    styles: list[int] = field(default_factory=list)
    sheets: list[tuple[str, int, bool]] = field(default_factory=list)

    def format(self, style: int) -> NumberFormat:
        """The number format of a cell's style."""
        return parse(self.codes.get(self.styles[style], "")) if style < len(self.styles) else GENERAL


def read(context: Context) -> Source:
    """The visible sheets in order, cells joined by a tab, empty rows left out."""
    rows = Rows(context)
    try:
        compound = Compound(context.data)
        data = compound.read("Workbook" if "Workbook" in compound.names else "Book")
        book = _book(data, context)
        visible = [sheet for sheet in book.sheets if sheet[2]]
        for name, offset, _ in visible or book.sheets:
            cells = _cells(_records(data, offset), book)
            for number in sorted(cells):
                rows.row(name, number + 1, sorted(cells[number].items()))
    except (ValueError, KeyError, IndexError, struct.error, OverflowError) as error:
        raise damaged(context, "文件损坏，表格读不出来") from error
    return rows.source()


def _records(data: bytes, at: int = 0) -> Iterator[Record]:
    """The records of one stretch, up to its end; stretches inside it (charts) are passed over."""
    depth = 0
    while at + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, at)
        body = data[at + 4 : at + 4 + size]
        if len(body) < size:
            raise ValueError("a record beyond the end")
        at += 4 + size
        depth += (kind == _START) - (kind == _EOF)
        if depth == 0:
            return
        if depth == 1:
            yield kind, body
    raise ValueError("no end")


def _book(data: bytes, context: Context) -> _Book:
    book = _Book()
    shared: list[bytes] = []
    last = 0
    for kind, body in _records(data):
        if kind == _PASSWORD:
            raise EncryptedError("文件有密码", where=context.name, do="请打开后去掉密码，另存一份再读")
        if kind == _START:
            book.wide = struct.unpack_from("<H", body)[0] >= _BIFF8
        elif kind == _DATES:
            book.since_1904 = body[:1] == b"\x01"
        elif kind in (_FORMAT, _OLD_FORMAT):
            book.codes[struct.unpack_from("<H", body)[0]] = _string(body, 2, book.wide, short=not book.wide)
        elif kind == _STYLE:
            book.styles.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _SHEET:
            offset, state, sort = struct.unpack_from("<IBB", body)
            if sort == 0:
                book.sheets.append((_string(body, 6, book.wide, short=True), offset, state & 3 == 0))
        elif kind == _STRINGS or (kind == _CONTINUE and last == _STRINGS):
            shared.append(body)
            kind = _STRINGS
        last = kind
    book.strings = list(_Shared(shared)) if shared else []
    return book


def _string(body: bytes, at: int, wide: bool, *, short: bool = False) -> str:
    """A string inside one record; in the older form its bytes are of the machine's own encoding."""
    count = body[at] if short else struct.unpack_from("<H", body, at)[0]
    at += 1 if short else 2
    if not wide:
        return body[at : at + count].decode("gb18030", "replace")
    if body[at] & 1:
        return body[at + 1 : at + 1 + 2 * count].decode("utf-16-le", "replace")
    return body[at + 1 : at + 1 + count].decode("latin-1")


class _Shared:
    """The shared strings: one long list, cut into records wherever one is full, even inside a string."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces
        self._piece = 0
        self._at = 8  # after the two counts

    def __iter__(self) -> Iterator[str]:
        while self._more():
            yield self._next()

    def _more(self) -> bool:
        """Whether anything is left; steps into the next record at the end of one."""
        while self._piece < len(self._pieces) and self._at >= len(self._pieces[self._piece]):
            self._piece += 1
            self._at = 0
        return self._piece < len(self._pieces)

    def _next(self) -> str:
        piece = self._pieces[self._piece]
        count, flags = struct.unpack_from("<HB", piece, self._at)
        self._at += 3
        skipped = 0
        if flags & 8:
            skipped += 4 * struct.unpack_from("<H", piece, self._at)[0]
            self._at += 2
        if flags & 4:
            skipped += struct.unpack_from("<I", piece, self._at)[0]
            self._at += 4
        text = self._characters(count, flags & 1)
        while skipped and self._more():
            step = min(skipped, len(self._pieces[self._piece]) - self._at)
            self._at += step
            skipped -= step
        return text

    def _characters(self, count: int, wide: int) -> str:
        """So many characters; where a record ends among them, the next one says anew how wide they are."""
        units = b""
        while True:
            piece = self._pieces[self._piece]
            taken = min(count, (len(piece) - self._at) >> wide)
            raw = piece[self._at : self._at + (taken << wide)]
            units += raw if wide else raw.decode("latin-1").encode("utf-16-le")
            self._at += taken << wide
            count -= taken
            if not count:
                return units.decode("utf-16-le", "replace")
            self._at = len(piece)
            if not self._more():
                raise ValueError("a string beyond the end")
            wide = self._pieces[self._piece][0] & 1
            self._at = 1


def _cells(records: Iterator[Record], book: _Book) -> Cells:
    """Row → column → text."""
    cells: Cells = {}
    awaited: tuple[int, int] | None = None
    for kind, body in records:
        if kind == _RESULT and awaited:
            cells.setdefault(awaited[0], {})[awaited[1]] = _string(body, 0, book.wide)
        if kind in (_NUMBERS, _SHORT_NUMBER, _NUMBER, _LABEL, _RICH_LABEL, _SHARED_LABEL, _TRUTH, _FORMULA):
            row, column = struct.unpack_from("<HH", body)
            awaited = (row, column)
            for step, text in enumerate(_texts(kind, body, book)):
                if text:
                    cells.setdefault(row, {})[column + step] = text
    return cells


def _texts(kind: int, body: bytes, book: _Book) -> Iterator[str]:
    """The texts of the cells of one record: one, or several numbers beside each other."""
    if kind == _NUMBERS:
        for at in range(4, len(body) - 2 - 5, 6):
            style, packed = struct.unpack_from("<HI", body, at)
            yield _number(_unpacked(packed), style, book)
        return
    style = struct.unpack_from("<H", body, 4)[0]
    if kind == _SHORT_NUMBER:
        yield _number(_unpacked(struct.unpack_from("<I", body, 6)[0]), style, book)
    elif kind == _NUMBER:
        yield _number(struct.unpack_from("<d", body, 6)[0], style, book)
    elif kind in (_LABEL, _RICH_LABEL):
        yield _string(body, 6, book.wide)
    elif kind == _SHARED_LABEL:
        yield book.strings[struct.unpack_from("<I", body, 6)[0]]
    elif kind == _TRUTH:
        yield "" if body[7] else "TRUE" if body[6] else "FALSE"
    elif body[12:14] != b"\xff\xff":  # a formula whose result is a number
        yield _number(struct.unpack_from("<d", body, 6)[0], style, book)
    elif body[6] == 1:
        yield "TRUE" if body[8] else "FALSE"


def _number(value: float, style: int, book: _Book) -> str:
    return render(value, book.format(style), since_1904=book.since_1904)


def _unpacked(packed: int) -> float:
    """A number packed into 30 bits, with one bit for whole numbers and one for hundredths."""
    if packed & 2:
        whole = packed >> 2
        value = float(whole - (1 << 30) if whole >> 29 else whole)
    else:
        value = float(struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0])
    return value / 100 if packed & 1 else value
