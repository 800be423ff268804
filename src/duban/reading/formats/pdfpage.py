"""What stands on a page of a PDF: its characters as pieces of lines, and the straight lines drawn between them."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from duban.reading.formats.order import Piece
from duban.reading.formats.tables import Rule, Rules

Box = tuple[float, float, float, float]

# All in heights of a character: a wider gap ends a piece, for two columns on one line are two pieces; each space that
# the file draws widens it.
_BREAK = 0.8
_SPACE = 0.6
_WIDEST = 4
# Stands for a space that the library infers from a gap, till the piece is done.
_GUESSED = "\u2005"
# How the library writes a hyphen at the end of a line.
_HYPHENS = (0x02, 0xFFFE)
# A rule is at most this thick and at least this long, in points.
_THICK = 3
_LONG = 6
_MOST_RULES = 5000


def pieces(textpage: pypdfium2.PdfTextPage, rules: Rules) -> Iterator[Piece]:
    """The page's characters, gathered into stretches that stand on one line, in the order of the file."""
    text, space, number = "", "", 0
    box: Box | None = None
    for char, here in _characters(textpage, rules.angle):
        if not char.strip():
            space += char
        elif here is None:
            text, space = text + char, ""  # drawn without extent: goes with what stands before it
        elif box is not None and _goes_on(box, here, space) and not rules.between(box, here):
            text += space.replace("\r", "").replace("\n", "").replace(_GUESSED, " ") + char
            box = (box[0], min(box[1], here[1]), max(box[2], here[2]), max(box[3], here[3]))
            space = ""
        else:
            if box is not None:
                yield Piece(text, *box, number=number)
            text, box, space, number = char, here, "", number + 1
    if box is not None:
        yield Piece(text, *box, number=number)


def _goes_on(box: Box, here: Box, space: str) -> bool:
    """Whether a character stands on the line of the piece and close behind it."""
    height = max(min(box[3] - box[1], here[3] - here[1]), 0.1)
    beside = min(box[3], here[3]) - max(box[1], here[1]) > height / 2
    gap = here[0] - box[2]
    # White that the file draws as spaces belongs to the text, up to a point; what the library puts in is a gap.
    drawn = len(space.strip("\r\n")) - space.count(_GUESSED)
    return beside and -height < gap < min(_BREAK + _SPACE * drawn, _WIDEST) * height


def _characters(textpage: pypdfium2.PdfTextPage, angle: int) -> Iterator[tuple[str, Box | None]]:
    """Each character with the box of its line height, held upright; no box for what has no extent."""
    rect = pdfium.FS_RECTF()
    half = 0
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if 0xD800 <= code < 0xDC00:
            half = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((half - 0xD800) << 10) + (code - 0xDC00) if half else 0xFFFD
        half = 0
        if code in _HYPHENS:
            code = ord("-")
        elif code == 0:
            continue
        found = pdfium.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(rect))
        solid = found and rect.right > rect.left and rect.top > rect.bottom
        guessed = code == 0x20 and pdfium.FPDFText_IsGenerated(textpage, index)
        yield (
            _GUESSED if guessed else chr(code),
            turned((rect.left, rect.bottom, rect.right, rect.top), angle) if solid else None,
        )


def turned(box: Box, angle: int) -> Box:
    """A box (left, bottom, right, top) held upright, with y growing downwards; the angle is counted clockwise."""
    left, bottom, right, top = box
    if angle == 90:
        return -top, -right, -bottom, -left
    if angle == 180:
        return -right, bottom, -left, top
    if angle == 270:
        return bottom, left, top, right
    return left, -top, right, -bottom


def _angle(textpage: pypdfium2.PdfTextPage) -> int:
    """How most of the text is turned, in quarters of a circle: a wide table often lies on its side."""
    count = textpage.count_chars()
    radians = (pdfium.FPDFText_GetCharAngle(textpage, index) for index in range(0, count, max(1, count // 200)))
    angles = Counter(round(math.degrees(radian) / 90) * 90 % 360 for radian in radians if radian >= 0)
    return max(angles, key=lambda angle: angles[angle], default=0)


def rules(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage) -> Rules:
    """The straight lines of the page, across and down, and the angle at which they and the text are read."""
    angle = _angle(textpage)
    across: list[Rule] = []
    down: list[Rule] = []
    for drawn in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,), max_depth=1):
        for box in _strokes(drawn):
            left, top, right, bottom = turned(box, angle)
            if bottom - top <= _THICK and right - left >= _LONG:
                across.append(Rule((top + bottom) / 2, left, right))
            elif right - left <= _THICK and bottom - top >= _LONG:
                down.append(Rule((left + right) / 2, top, bottom))
        if len(across) + len(down) > _MOST_RULES:
            return Rules((), (), angle)  # a drawing, not a table
    return Rules(tuple(across), tuple(down), angle)


def _strokes(path: pypdfium2.PdfObject) -> Iterator[Box]:
    """The straight strokes of a path, and a thin filled box as one stroke."""
    left, bottom, right, top = path.get_bounds()
    if min(right - left, top - bottom) <= _THICK:
        yield left, bottom, right, top
        return
    matrix = path.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    last = first = (0.0, 0.0)
    for index in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_RULES)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield _span(last, point)
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield _span(last, first)


def _span(one: tuple[float, float], other: tuple[float, float]) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])
