"""Web pages: each block a line, each table row a line with its cells joined by a tab."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from duban.errors import NoTextError
from duban.reading.document import Place, Source
from duban.reading.formats.context import Builder, Context
from duban.reading.formats.encodings import decode
from duban.sheets.archive import damaged
from duban.sheets.files import MEGABYTE, too_large


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


# What no reader of the page sees, or what only leads to other pages.
_DROPPED = _tags("head script style nav noscript template iframe object svg select button textarea audio video map")
_BLOCKS = _tags(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr legend li main ol option p pre section summary table tbody tfoot thead tr ul"
)
_CELLS = ("td", "th")
# Tags that nobody has to close.
_LEFT_OPEN = _tags(
    "area base br col embed hr img input link meta param source track wbr p li dt dd option td th tr tbody thead tfoot"
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_DEPTH = 5000
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})""", re.I)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([\w-]{2,20})""", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
# White space as HTML counts it; a no-break or an ideographic space is a character like any other.
_SPACE = re.compile(r"[ \t\n\r\f]+")
_EDGES = " \t\n\r\f\u00a0\u3000"
# GB 2312 and GBK pages hold characters of the larger GB18030, so that is how they are read.
_LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030", "utf8": "utf-8"}


def read(context: Context) -> Source:
    """The page's text; every line, and every cell of a table row, is a part with its number in the page, from 1."""
    if len(context.data) > context.limits.page:
        raise too_large(context, f"网页超过{context.limits.page // MEGABYTE}MB")
    text = decode(context, _declared(context.data[:4096])).text
    if _deepest(text) > _DEPTH:
        raise damaged(context, "网页读不出来，标签套得太深")
    try:
        root = LexborHTMLParser(text).root
    except (SelectolaxError, ValueError, RuntimeError, UnicodeError) as error:
        raise damaged(context, "网页读不出来") from error
    writer = _Writer(Builder(context))
    if root is not None:
        _walk(root, writer)
    source = writer.finish()
    if not source.parts:
        raise NoTextError(
            "网页里没有文字", where=context.name, do="如正文由程序载入，请在浏览器里打开后复制成文本，或另存为 PDF"
        )
    return source


def _declared(head: bytes) -> str | None:
    """The encoding that the page names for itself."""
    found = _META.search(head) or _XML.search(head)
    if not found:
        return None
    name = found.group(1).decode("ascii", "ignore").lower()
    return _LARGER.get(name, name)


def _deepest(text: str) -> int:
    """How deep tags are nested, about: what the parser needs for a page grows with the square of it."""
    depth = deepest = 0
    for closing, name in _TAG.findall(text):
        if name.lower() not in _LEFT_OPEN:
            depth = max(0, depth - 1) if closing else depth + 1
            deepest = max(deepest, depth)
    return deepest


def _walk(root: LexborNode, writer: _Writer) -> None:
    """Every node once, without recursion: a page may be nested a hundred thousand deep."""
    for node, entering in _steps(root):
        if node.is_text_node:
            writer.text(node.text_content or "")
        elif entering:
            writer.open(node.tag or "")
        else:
            writer.close(node.tag or "")


def _steps(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Each node with True when it is entered and, but for text, with False when it is left."""
    node: LexborNode | None = root
    path: list[LexborNode] = []
    while node is not None:
        inside = None
        if node.is_text_node:
            yield node, True
        elif _seen(node):
            yield node, True
            inside = node.first_child
            if inside is None:
                yield node, False
        if inside is not None:
            path.append(node)
            node = inside
            continue
        while node.next is None and path:
            node = path.pop()
            yield node, False
        node = node.next if path else None


def _seen(node: LexborNode) -> bool:
    if not node.is_element_node or node.tag in _DROPPED:
        return False
    attributes = node.attributes
    return "hidden" not in attributes and not _HIDDEN.search(attributes.get("style") or "")


class _Writer:
    """Gathers text into lines and cells.

    A break is only remembered, and written when text follows, so that blocks in blocks give one line break. Blocks in
    a cell break lines inside it; only a row's edge ends the row.
    """

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._count = 0
        self._line: list[str] = []
        self._break = ""
        self._cells: list[int] = []  # for each open cell, how many pieces there were before it
        self._kept = 0

    def text(self, text: str) -> None:
        """Text between two tags; its line breaks count only inside ``pre``."""
        if not self._kept:
            self._line.append(_SPACE.sub(" ", text))
            return
        first, *rest = text.replace("\r\n", "\n").split("\n")
        self._line.append(first)
        for line in rest:
            self._end_line()
            self._line.append(line)

    def open(self, tag: str) -> None:
        """A tag that opens."""
        self._kept += tag == "pre"
        if tag in _CELLS:
            self._flush()
            self._cells.append(self._count)
        else:
            self._edge(tag)

    def close(self, tag: str) -> None:
        """A tag that closes."""
        self._kept -= tag == "pre"
        if tag in _CELLS:
            self._flush()
            empty = self._cells.pop() == self._count
            self._break = self._break + "\t" if empty else "\t"
        elif tag != "br":
            self._edge(tag)

    def finish(self) -> Source:
        """The page."""
        self._flush()
        if self._count:
            self._builder.mark("\n")
        return self._builder.source(wrapped=False)

    def _edge(self, tag: str) -> None:
        if tag == "tr":
            self._flush()
            self._break = "\n"
        elif tag in _BLOCKS or tag == "br":
            self._end_line()

    def _end_line(self) -> None:
        self._flush()
        if "\t" not in self._break:
            self._break = "\n"

    def _flush(self) -> None:
        """Write what was gathered, after the break before it."""
        piece = "".join(self._line).strip(_EDGES)
        self._line.clear()
        if piece:
            if self._count:
                self._builder.mark(self._break or "\n")
            self._break = ""
            self._count += 1
            self._builder.put(piece, Place(paragraph=self._count))
