"""How a table of a page is taken away: csv (UTF-8 with a byte order mark) or xlsx, from the page's own address.

A view, once it has asked for the permission and gathered what the page shows, also answers ``?download=``::

    if wanted(request):
        return download(request, _("承诺"), [Sheet(_("承诺"), [(_("单位"), 18), (_("目标"), 12)], rows)])
    return render(request, …)

and its template says where the links stand: ``{% downloads %}``. So there is no address of its own to grant, and
the file holds what this reader sees under the same choice. ``rows`` are plain values: a ``Fraction``, an int or a
float becomes a number, a date a day, None an empty cell (未报送 is said in words: ``str(NOT_REPORTED)``), a text stays
a text, even one that begins like a formula. The workbook has all sheets of the list; a csv can hold but one, the
first, or that whose place in the list the link names: ``{% downloads table=2 %}``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from duban.sheets.lists import Sheet, as_csv
from duban.sheets.workbook import workbook

__all__ = ["PARAMETERS", "Sheet", "download", "wanted"]

# Of an address, what asks for a file: the form, and which table.
PARAMETERS: Final = ("download", "table")
_TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_NOT_IN_FILES: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def wanted(request: HttpRequest) -> str:
    """The form that an address asks for: csv, xlsx, or empty for the page. Raises Http404 for another."""
    form = request.GET.get("download", "")
    if form and form not in _TYPES:
        raise Http404(form)
    return form


def download(request: HttpRequest, title: str, sheets: Sequence[Sheet]) -> HttpResponse:
    """The tables as the file that the address asks for, named after the title."""
    form = wanted(request) or "xlsx"
    data = workbook(title, sheets) if form == "xlsx" else _csv(_chosen(request, sheets))
    name = f"{_NOT_IN_FILES.sub(' ', title).strip()[:100]}.{form}"
    answer = HttpResponse(data, content_type=_TYPES[form])
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer


def _csv(sheet: Sheet) -> bytes:
    return as_csv([head for head, _width in sheet.heads], sheet.rows)


def _chosen(request: HttpRequest, sheets: Sequence[Sheet]) -> Sheet:
    number = request.GET.get("table", "1")
    if not (number.isascii() and number.isdigit() and 1 <= int(number[:6]) <= len(sheets)):
        raise Http404(number)
    return sheets[int(number) - 1]
