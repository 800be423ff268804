"""Pictures and scanned pages, through RapidOCR (the extra ``duban[ocr]``).

Its models come inside its package: nothing is fetched when a page is read.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from functools import cache
from io import BytesIO

import pypdfium2
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError
from rapidocr import RapidOCR
from rapidocr.utils.output import RapidOCROutput

from duban.errors import DamagedError, NoTextError
from duban.reading.document import Place, Source
from duban.reading.formats.context import Builder, Context
from duban.reading.formats.order import Piece, lines
from duban.sheets.files import MEGABYTE, too_large

# Dots per point of a page: 200 dots an inch, of which small print has enough.
_SCALE = 200 / 72
_LONGEST_SIDE = 6000


def read(context: Context) -> Source:
    """The text of a picture; of a TIFF with several pages each. Every page is a part, and its lines may cut words."""
    builder = Builder(context)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for number, picture in enumerate(_frames(context), 1):
                text = _text(picture)
                builder.put(text, Place(page=number))
                if text:
                    builder.mark("\n")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise DamagedError("图片损坏，打不开", where=context.name, do="请重新取得这个文件") from error
    source = builder.source(wrapped=True)
    if not source.parts:
        raise NoTextError("图片里认不出文字", where=context.name, do="请换一张较清晰的，或给出原稿")
    return source


def page_text(page: pypdfium2.PdfPage, context: Context) -> str:
    """The text of a scanned page of a PDF."""
    width, height = page.get_size()
    scale = min(_SCALE, _LONGEST_SIDE / max(width, height, 1))
    if width * height * scale * scale > context.limits.pixels:
        raise _too_many(context)
    return _text(page.render(scale=scale).to_pil())


def _frames(context: Context) -> Iterator[Image.Image]:
    with Image.open(BytesIO(context.data)) as picture:
        for frame in ImageSequence.Iterator(picture):
            if frame.width * frame.height > context.limits.pixels:
                raise _too_many(context)
            yield ImageOps.exif_transpose(frame).convert("RGB")


def _text(picture: Image.Image) -> str:
    """The lines of one picture in reading order."""
    found = _engine()(picture)
    if not isinstance(found, RapidOCROutput) or found.boxes is None or found.txts is None:
        return ""
    pieces = []
    for number, (box, text) in enumerate(zip(found.boxes.tolist(), found.txts, strict=True)):
        across, down = [point[0] for point in box], [point[1] for point in box]
        pieces.append(Piece(text, min(across), min(down), max(across), max(down), number))
    return "\n".join(lines(pieces))


@cache
def _engine() -> RapidOCR:
    """The engine, made once: loading its models takes a second."""
    engine = RapidOCR(params={"Global.log_level": "critical"})
    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    return engine


def _too_many(context: Context) -> Exception:
    return too_large(context, f"图片超过{context.limits.pixels // MEGABYTE}百万像素")
