"""Proof (凭据): the papers behind a figure, an application, an appeal; looked at, kept by their hash, given back.

A proof need not be read by duban: a scan or a picture of a certificate is one. What has a text is looked at for a
secrecy mark all the same. A row names its proofs by their hashes; who may open them is the room's own affair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from duban.errors import InputError, NoTextError
from duban.reading.formats import open_source
from duban.web.files.intake import Received, keep, no_secret, no_secret_header, received
from duban.web.files.models import PersonalText, StoredFile
from duban.web.log.writing import Writing

_PICTURES: Final = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff"}
ENDINGS: Final = (".pdf", *_PICTURES, ".docx", ".xlsx")
MOST: Final = 9


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof as a page lists it; the name is empty where it was purged."""

    sha256: str
    name: str
    size: int


@contextmanager
def looked_through(uploads: Sequence[UploadedFile[Any]]) -> Iterator[list[Received]]:
    """Look at proofs that were sent; they are gone at the end unless kept. Raises InputError with what to do."""
    if len(uploads) > MOST:
        what = _("有%(count)s个文件，一次最多%(most)s个") % {"count": len(uploads), "most": MOST}
        raise InputError(what, where=_("凭据"), do=_("请并成一个PDF再传"))
    with ExitStack() as stack:
        found = [stack.enter_context(received(one, ENDINGS)) for one in uploads]
        for one in found:
            _look(one)
        yield found


def keep_all(found: Iterable[Received], written: Writing) -> list[str]:
    """Keep proofs beside the rows that name them; gives their hashes, each once."""
    hashes: dict[str, None] = {}
    for one in found:
        keep(one, written)
        hashes[one.sha256] = None
    return list(hashes)


def proofs(hashes: Iterable[str]) -> dict[str, Proof]:
    """Proofs by their hashes, in that order; two queries."""
    wanted = list(hashes)
    rows = {row.key: row for row in StoredFile.objects.current().filter(key__in=wanted)}
    names = dict(PersonalText.objects.filter(pk__in=[row.name for row in rows.values()]).values_list("pk", "text"))
    return {key: Proof(key, names.get(rows[key].name, ""), rows[key].size) for key in wanted if key in rows}


def given_back(sha256: str) -> FileResponse:
    """A proof as a download, under the name that it came with. Raises Http404 where it is not there."""
    row: StoredFile | None = StoredFile.objects.current().filter(key=sha256).first()
    place = settings.CONF.files / sha256[:2] / sha256
    if row is None or not place.is_file():
        raise Http404(sha256)
    name = proofs([sha256])[sha256].name or f"{sha256[:8]}{row.suffix}"
    return FileResponse(place.open("rb"), as_attachment=True, filename=name)


def _look(one: Received) -> None:
    """Refuse what is not what its name says, and what bears a secrecy mark where it has a text."""
    if sign := _PICTURES.get(one.suffix):
        with one.path.open("rb") as file:
            if not file.read(len(sign)).startswith(sign):
                raise InputError(_("不是图片"), where=one.name, do=_("请重新扫描或另存，再传"))
        return
    try:
        no_secret(open_source(one.path).text, one.name)
    except NoTextError:
        return  # a scan
    except InputError as error:
        raise type(error)(error.what, where=one.name, do=error.do) from error
    no_secret_header(one)
