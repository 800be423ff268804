"""What is looked at before a text is kept: its size, its kind, a secrecy mark at its head; then kept by its hash."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.reading.document import Source
from duban.reading.formats import EXTENSIONS, open_source
from duban.web.files.marks import headers, no_secret
from duban.web.files.models import PersonalText, StoredFile
from duban.web.files.pieces import Piece, copied, name_of, no_macros, within_size
from duban.web.log.writing import Writing


@dataclass(frozen=True, slots=True)
class Taken(Piece):
    """A file that may be kept and was read: its text."""

    source: Source


@contextmanager
def looked_at(upload: UploadedFile[Any]) -> Iterator[Taken]:
    """Look at an upload in a folder of its own, which is gone at the end. Raises InputError with what to do."""
    name = name_of(upload)
    suffix = PurePath(name).suffix.lower()
    within_size(upload, name)
    if suffix not in EXTENSIONS:
        listed = _("、").join(sorted(EXTENSIONS))
        raise InputError(
            _("不认得%(suffix)s的文件") % {"suffix": suffix or _("没有后缀")},
            where=name,
            do=_("请另存为这些之一：%(listed)s") % {"listed": listed},
        )
    with tempfile.TemporaryDirectory(prefix="duban-upload-") as folder:
        path = Path(folder) / f"upload{suffix}"
        sha256 = copied(upload, path)
        no_macros(path, name)
        try:
            source = replace(open_source(path), file=name)
        except InputError as error:
            raise type(error)(error.what, where=name, do=error.do) from error
        no_secret(source.text, name)
        for text in headers(path):
            no_secret(text, name)
        yield Taken(sha256, path.stat().st_size, suffix, name, path, source)


def keep(taken: Piece, written: Writing) -> None:
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
