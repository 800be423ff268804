"""Word documents: paragraphs and table rows in the order in which they stand.

Read straight from the XML, a block at a time, and not by python-docx, whose paragraphs leave out what stands in tracked
insertions and content controls: a plan that is still being edited would lose its figures. Deleted text, field codes,
text boxes, headers and footers are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from duban.errors import NoTextError
from duban.reading.document import Place, Source
from duban.reading.formats.context import Builder, Context
from duban.sheets.archive import XML_ERRORS, Archive, damaged, local

# Runs inside these are no text of the page: what was deleted or moved away, drawings, pinyin above a character, the
# second rendering of a drawing.
_SKIPPED = frozenset({"del", "moveFrom", "drawing", "pict", "object", "rt", "Fallback", "pPr", "rPr", "txbxContent"})
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_DEPTH = 200


def read(context: Context) -> Source:
    """Each paragraph a line; each table row a line with its cells joined by a tab.

    Every paragraph, also each in a cell, is a part; its place is its number among all paragraphs of the document,
    from 1. Paragraphs of one cell are separated by a line break.
    """
    archive = Archive(context)
    data = archive.read(_main(archive, context))
    writer = _Writer(Builder(context))
    try:
        for block in _blocks(data):
            writer.block(block)
            block.clear()
    except XML_ERRORS as error:
        raise damaged(context, "文件损坏，正文不是完整的 XML") from error
    except RecursionError as error:
        raise damaged(context, "文件损坏，表格套得太深") from error
    source = writer.builder.source(wrapped=False)
    if not source.text.strip():
        raise NoTextError("文件里没有文字", where=context.name, do="如正文是图片，请另存为 PDF，或给出原稿")
    return source


def _main(archive: Archive, context: Context) -> str:
    """The member that holds the body; mostly ``word/document.xml``, but the relations decide."""
    for kind, target in archive.relations("").values():
        if kind == "officeDocument" and target in archive.names:
            return target
    if "word/document.xml" in archive.names:
        return "word/document.xml"
    raise damaged(context, "文件损坏，里面没有正文")


def _blocks(data: bytes) -> Iterator[Element]:
    """The outermost paragraphs and tables, one at a time, so that the whole tree never stands in memory."""
    depth = 0
    for event, element in ElementTree.iterparse(BytesIO(data), ("start", "end")):
        if local(element.tag) not in ("p", "tbl"):
            continue
        depth += 1 if event == "start" else -1
        if depth == 0:
            yield element


class _Writer:
    """Writes blocks into a builder and counts the paragraphs."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self._count = 0

    def block(self, block: Element) -> None:
        """A block of the body, as one or more lines."""
        if self._block(block, 0):
            self.builder.mark("\n")

    def _block(self, block: Element, depth: int) -> bool:
        """Write a block without the end of its line; whether there was anything."""
        if depth > _DEPTH:
            raise RecursionError
        return self._paragraph(block) if local(block.tag) == "p" else self._table(block, depth)

    def _paragraph(self, paragraph: Element) -> bool:
        self._count += 1
        text = "".join(_text(paragraph))
        self.builder.put(text, Place(paragraph=self._count))
        return bool(text)

    def _table(self, table: Element, depth: int) -> bool:
        written = False
        for row in _children(table, "tr"):
            if written:
                self.builder.mark("\n")
            for number, cell in enumerate(_children(row, "tc")):
                if number:
                    self.builder.mark("\t")
                self._cell(cell, depth)
            written = True
        return written

    def _cell(self, cell: Element, depth: int) -> None:
        """The blocks of a cell; the break before a block is written only once there is text to follow it."""
        pending = False
        for block in _children(cell, "p", "tbl"):
            if local(block.tag) == "p" and not any(_text(block)):
                self._count += 1
                continue
            if pending:
                self.builder.mark("\n")
            pending = self._block(block, depth + 1)


def _children(element: Element, *names: str) -> Iterator[Element]:
    """The nearest descendants of these names, seen through content controls and tracked changes."""
    stack = list(reversed(element))
    while stack:
        child = stack.pop()
        name = local(child.tag)
        if name in names:
            yield child
        elif name not in _SKIPPED:
            stack.extend(reversed(child))


def _text(paragraph: Element) -> Iterator[str]:
    """The text of a paragraph, run by run."""
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        name = local(element.tag)
        if name == "t":
            yield element.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name not in _SKIPPED:
            stack.extend(reversed(element))
