"""What is looked at before a file is kept: its size, its kind, a secrecy mark at its head; then kept by its hash."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
import unicodedata
import zipfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from duban.errors import InputError, TooLargeError
from duban.reading.document import Source
from duban.reading.formats import EXTENSIONS, open_source
from duban.web.files.models import PersonalText, StoredFile
from duban.web.log.writing import Writing

_HEAD = 600  # characters in which a secrecy mark stands
# 机密★1年, 秘密★长期, 绝密：30年; a copy number (份号) in front of the title.
_MARK = re.compile(r"(?:绝\s*密|机\s*密|秘\s*密)\s*(?:[★☆*＊]|[:：]\s*\d|(?=\n|$))\s*(?:\d+\s*(?:年|个月)|长期)?")
_HEADER = re.compile(r"word/header\d*\.xml")
_TAG = re.compile(r"<[^>]*>")
_LARGEST_HEADER = 2**20
_COPY = re.compile(r"^\s*(?:份\s*号|编\s*号)?[:：]?\s*0\d{5}\s*$", re.MULTILINE)


class SecretError(InputError):
    """The head bears a secrecy mark; nothing of it was kept."""

    code = "secret"


@dataclass(frozen=True, slots=True)
class Received:
    """A file that came in: its hash, and where it lies for now."""

    sha256: str
    size: int
    suffix: str
    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Taken(Received):
    """A file that may be kept, with its text."""

    source: Source


@contextmanager
def looked_at(upload: UploadedFile[Any]) -> Iterator[Taken]:
    """Look at an upload in a folder of its own, which is gone at the end. Raises InputError with what to do."""
    with received(upload, EXTENSIONS) as one:
        try:
            source = replace(open_source(one.path), file=one.name)
        except InputError as error:
            raise type(error)(error.what, where=one.name, do=error.do) from error
        no_secret(source.text, one.name)
        no_secret_header(one)
        yield Taken(one.sha256, one.size, one.suffix, one.name, one.path, source)


@contextmanager
def received(upload: UploadedFile[Any], endings: Collection[str]) -> Iterator[Received]:
    """Write an upload of one of the endings to a folder of its own, which is gone at the end; not yet read.

    Raises InputError where it is too large, of another ending, or holds macros.
    """
    name = PurePath(unicodedata.normalize("NFC", upload.name or "文件")).name[-120:]
    suffix = PurePath(name).suffix.lower()
    limit = settings.CONF.upload_mb
    if (upload.size or 0) > limit * 2**20:
        raise TooLargeError(
            _("有%(size)sMB，最多收%(limit)sMB") % {"size": f"{(upload.size or 0) / 2**20:.0f}", "limit": limit},
            where=name,
            do=_("请拆开，或者只传正文"),
        )
    if suffix not in endings:
        listed = _("、").join(sorted(endings))
        raise InputError(
            _("不认得%(suffix)s的文件") % {"suffix": suffix or _("没有后缀")},
            where=name,
            do=_("请另存为这些之一：%(listed)s") % {"listed": listed},
        )
    with tempfile.TemporaryDirectory(prefix="duban-upload-") as folder:
        path = Path(folder) / f"upload{suffix}"
        digest = hashlib.sha256()
        with path.open("wb") as kept:
            for chunk in upload.chunks():
                digest.update(chunk)
                kept.write(chunk)
        _no_macros(path, name)
        yield Received(digest.hexdigest(), path.stat().st_size, suffix, name, path)


def keep(taken: Received, written: Writing) -> None:
    """Keep the bytes by their hash, and a row that names them; the same file again is kept once."""
    place = settings.CONF.files / taken.sha256[:2] / taken.sha256
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as partial:
            shutil.copyfile(taken.path, partial.name)
        Path(partial.name).replace(place)
    if not StoredFile.objects.filter(key=taken.sha256).exists():
        name = PersonalText.objects.create(text=taken.name)
        written.add(StoredFile(key=taken.sha256, size=taken.size, suffix=taken.suffix, name=name.pk))


def no_secret(text: str, name: str) -> None:
    """Refuse a text whose head bears a secrecy mark."""
    head = unicodedata.normalize("NFKC", text[:_HEAD])
    if found := _MARK.search(head) or _COPY.search(head):
        raise SecretError(
            _("开头有密级或份号标志“%(mark)s”，没有收下，也没有留下任何内容") % {"mark": found.group().strip()},
            where=name,
            do=_("涉密文件不能进这个系统，请按保密规定处理；标错了的，请找定密的单位更正"),
        )


def no_secret_header(one: Received) -> None:
    """Refuse a Word file whose page header bears a secrecy mark."""
    for text in _headers(one.path):
        no_secret(text, one.name)


def _headers(path: Path) -> Iterator[str]:
    """The words of a Word file's page headers, where a mark may stand alone."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for one in archive.infolist():
                if _HEADER.fullmatch(one.filename) and one.file_size < _LARGEST_HEADER:
                    yield _TAG.sub("", archive.read(one).decode("utf-8", "replace").replace("</w:p>", "\n"))


def _no_macros(path: Path, name: str) -> None:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            if any(one.endswith("vbaProject.bin") for one in archive.namelist()):
                raise InputError(_("里面带宏"), where=name, do=_("请另存为不带宏的 docx 或 xlsx 再传"))
