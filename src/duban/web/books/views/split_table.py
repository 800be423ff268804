"""The 任务分解表 to take away."""

from __future__ import annotations

from io import BytesIO

from django.http import FileResponse, Http404, HttpRequest

from duban.web.access.policy import require
from duban.web.access.web import actor
from duban.web.books.lookup import target
from duban.web.books.tables.docx import docx
from duban.web.books.tables.rows import table_of
from duban.web.books.tables.xlsx import xlsx
from duban.web.books.views.book import seen
from duban.web.clock.today import today
from duban.web.org.directory import directory

_WRITERS = {"docx": docx, "xlsx": xlsx}


def download(request: HttpRequest, key: str, form: str) -> FileResponse:
    """A book's table as a file of one of the forms."""
    if form not in _WRITERS:
        raise Http404(form)
    book = seen(request, key)
    require(actor(request), "books.export", target(book))
    table = table_of(book, directory(), today())
    return FileResponse(BytesIO(_WRITERS[form](table)), as_attachment=True, filename=f"{table.title}.{form}")
