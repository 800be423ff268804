"""PDF files with a text layer; pages that are pictures go to the extra ``duban[ocr]``.

Every character that the file draws is kept, in the order in which a person reads the page. Page numbers and running
heads stay: the layout step knows them better, because it sees the lines around them.
"""

from __future__ import annotations

from contextlib import closing
from importlib import import_module
from threading import Lock

import pypdfium2
import pypdfium2.raw as pdfium

from duban.errors import DamagedError, EncryptedError, NoTextError
from duban.reading.document import Place, Source
from duban.reading.formats.context import Builder, Context
from duban.reading.formats.order import lines
from duban.reading.formats.pdfpage import pieces, rules
from duban.reading.formats.tables import with_tables

# The library is not made for two threads at once.
_LOCK = Lock()
_TAIL = 4096
_DRAWN = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING)
_AGAIN = "请重新取得这个文件，或用阅读器另存一份"


def read(context: Context) -> Source:
    """The pages' text, each page a part; a line of the text is a line of a column, so words may be cut by it."""
    if b"startxref" not in context.data[-_TAIL:] and b"%%EOF" not in context.data[-_TAIL:]:
        raise DamagedError("文件不完整，末尾缺失", where=context.name, do=_AGAIN)
    builder = Builder(context)
    try:
        with _LOCK, closing(pypdfium2.PdfDocument(context.data)) as document:
            pages = _pages(document, context)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise EncryptedError("文件有密码", where=context.name, do="请打开后去掉密码，另存一份再读") from error
        raise DamagedError("文件损坏，打不开", where=context.name, do=_AGAIN) from error
    for number, text in enumerate(pages, 1):
        builder.put(text, Place(page=number))
        if text:
            builder.mark("\n")
    return builder.source(wrapped=True)


def _pages(document: pypdfium2.PdfDocument, context: Context) -> list[str]:
    """The text of each page; of the pictures among them, if no page has a text layer or the extra is there."""
    texts: list[str] = []
    pictures: list[int] = []
    for number in range(len(document)):
        with closing(document[number]) as page, closing(page.get_textpage()) as textpage:
            texts.append(_text(page, textpage))
            if not texts[-1].strip() and _is_picture(page):
                pictures.append(number)
    if not texts:
        raise DamagedError("文件损坏，一页也没有", where=context.name, do=_AGAIN)
    if pictures:
        _fill(document, context, texts, pictures)
    if not any(text.strip() for text in texts):
        raise NoTextError("没有可读的文字，页面可能是空白", where=context.name, do="请核对文件，或换一份较清晰的扫描件")
    return texts


def _text(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage) -> str:
    """The text of one page in reading order, tables row by row."""
    drawn = rules(page, textpage)
    return "\n".join(lines(with_tables(list(pieces(textpage, drawn)), drawn)))


def _is_picture(page: pypdfium2.PdfPage) -> bool:
    """Whether anything is drawn on the page: a scan, or letters as outlines. To look for text takes seconds."""
    return next(page.get_objects(filter=_DRAWN, max_depth=2), None) is not None


def _fill(document: pypdfium2.PdfDocument, context: Context, texts: list[str], pictures: list[int]) -> None:
    """Read the pages without a text layer as pictures."""
    try:
        picture = import_module("duban.reading.formats.picture")
    except ImportError as error:
        if not any(text.strip() for text in texts):
            raise NoTextError(
                "页面是图片，没有文字层", where=context.name, do='请先安装识别组件：pip install "duban[ocr]"'
            ) from error
        return
    for number in pictures:
        with closing(document[number]) as page:
            texts[number] = picture.page_text(page, context)
