"""Files that are kept as they are: signed scans, proof (凭据). Told by what stands in them, not by their names.

    upload ─ piece ─► Piece (size, kind, secrecy mark looked at) ─ intake.keep ─► bytes by their hash, a row with them

Nobody has to be able to read them: a picture has no text. Where there is text, a secrecy mark at its head is refused.
"""

from __future__ import annotations

import hashlib
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from duban.errors import InputError, TooLargeError
from duban.reading.formats import open_source
from duban.web.files.marks import headers, no_secret

LONGEST_NAME = 120
_HEAD = 16  # bytes that tell a kind


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its endings, how it begins, what a zip of it holds, and as what it is sent out again."""

    endings: tuple[str, ...]
    begins: bytes
    mime: str
    holds: str = ""
    in_page: bool = False


_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
KINDS: Final = (
    Kind((".pdf",), b"%PDF-", "application/pdf", in_page=True),
    Kind((".jpg", ".jpeg"), b"\xff\xd8\xff", "image/jpeg", in_page=True),
    Kind((".png",), b"\x89PNG\r\n\x1a\n", "image/png", in_page=True),
    Kind((".docx",), b"PK\x03\x04", f"{_OFFICE}wordprocessingml.document", "word/document.xml"),
    Kind((".xlsx",), b"PK\x03\x04", f"{_OFFICE}spreadsheetml.sheet", "xl/workbook.xml"),
    Kind((".ofd",), b"PK\x03\x04", "application/ofd", "OFD.xml"),
)
BY_ENDING: Final = {ending: kind for kind in KINDS for ending in kind.endings}
# A copy signed on paper; proof of a figure.
SCANS: Final = (".pdf", ".jpg", ".jpeg", ".png")
PROOFS: Final = tuple(BY_ENDING)


@dataclass(frozen=True, slots=True)
class Piece:
    """A file that may be kept: its hash, its size, its name, and where it lies for now."""

    sha256: str
    size: int
    suffix: str
    name: str
    path: Path


def name_of(upload: UploadedFile[Any]) -> str:
    """The file's own name, without folders."""
    return PurePath(unicodedata.normalize("NFC", upload.name or "文件")).name[-LONGEST_NAME:]


def within_size(upload: UploadedFile[Any], name: str) -> None:
    """Refuse what is larger than the office takes."""
    limit = settings.CONF.upload_mb
    if (upload.size or 0) > limit * 2**20:
        raise TooLargeError(
            _("有%(size)sMB，最多收%(limit)sMB") % {"size": f"{(upload.size or 0) / 2**20:.0f}", "limit": limit},
            where=name,
            do=_("请拆开，或者只传正文"),
        )


def copied(upload: UploadedFile[Any], path: Path) -> str:
    """Write an upload's bytes to a path; gives their SHA-256."""
    digest = hashlib.sha256()
    with path.open("wb") as kept:
        for chunk in upload.chunks():
            digest.update(chunk)
            kept.write(chunk)
    return digest.hexdigest()


@contextmanager
def pieces(uploads: Sequence[UploadedFile[Any]], endings: Sequence[str]) -> Iterator[list[Piece]]:
    """Look at uploads, each in a folder of its own that is gone at the end; one that is refused refuses all.

    Raises InputError with what to do.
    """
    if not uploads:
        raise InputError(_("没有选文件"), do=_("请选文件，或者拖进框里"))
    with ExitStack() as stack:
        yield [stack.enter_context(piece(one, endings)) for one in uploads]


@contextmanager
def piece(upload: UploadedFile[Any], endings: Sequence[str]) -> Iterator[Piece]:
    """Look at one upload. Raises InputError: too large, empty, of another kind than its name says, marked as secret."""
    name = name_of(upload)
    suffix = PurePath(name).suffix.lower()
    within_size(upload, name)
    if suffix not in endings:
        listed = _("、").join(endings)
        raise InputError(
            _("不收%(suffix)s的文件") % {"suffix": suffix or _("没有后缀")},
            where=name,
            do=_("请交这些之一：%(listed)s") % {"listed": listed},
        )
    with tempfile.TemporaryDirectory(prefix="duban-upload-") as folder:
        path = Path(folder) / f"upload{suffix}"
        sha256 = copied(upload, path)
        _is_its_kind(path, BY_ENDING[suffix], name)
        no_macros(path, name)
        _not_secret(path, suffix, name)
        yield Piece(sha256, path.stat().st_size, suffix, name, path)


def no_macros(path: Path, name: str) -> None:
    """Refuse a workbook or a document that brings a program."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            if any(one.endswith("vbaProject.bin") for one in archive.namelist()):
                raise InputError(_("里面带宏"), where=name, do=_("请另存为不带宏的 docx 或 xlsx 再传"))


def _is_its_kind(path: Path, kind: Kind, name: str) -> None:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    whole = head.startswith(kind.begins)
    if whole and kind.holds:
        try:
            with zipfile.ZipFile(path) as archive:
                whole = kind.holds in archive.namelist()
        except zipfile.BadZipFile:
            whole = False
    if not whole:
        ending = kind.endings[0]
        what = _("里面不是%(ending)s，或者文件坏了") % {"ending": ending} if head else _("是空的")
        raise InputError(what, where=name, do=_("请打开看一看，重新扫描或另存以后再传"))


def _not_secret(path: Path, suffix: str, name: str) -> None:
    """Look at the head of what can be read; a scan has no text, and that is no fault of it."""
    if BY_ENDING[suffix].mime.startswith("image/") or suffix == ".ofd":
        return
    try:
        text = open_source(path).text
    except InputError as error:
        if suffix == ".pdf" and not isinstance(error, TooLargeError):
            return
        raise type(error)(error.what, where=name, do=error.do) from error
    no_secret(text, name)
    for header in headers(path):
        no_secret(header, name)
