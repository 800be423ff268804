"""A kept file as it is sent out again. Who may open it is decided by the room whose address asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import FileResponse, Http404

from duban.web.files.models import PersonalText, StoredFile
from duban.web.files.pieces import BY_ENDING

_PLAIN = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Named:
    """A kept file with its name, empty where it was purged."""

    sha256: str
    name: str
    size: int


def named(keys: Iterable[str]) -> Mapping[str, Named]:
    """Kept files by their hashes; two queries."""
    rows = list(StoredFile.objects.filter(key__in=set(keys)))
    names = dict(PersonalText.objects.filter(pk__in=[one.name for one in rows if one.name]).values_list("pk", "text"))
    return {one.key: Named(one.key, names.get(one.name or 0, ""), one.size) for one in rows}


def sent(sha256: str) -> FileResponse:
    """The bytes under their own name: pictures and PDF are shown, all else is saved. Raises Http404."""
    row = StoredFile.objects.filter(key=sha256).first()
    path = settings.CONF.files / sha256[:2] / sha256
    if row is None or not path.is_file():
        raise Http404(sha256)
    kind = BY_ENDING.get(row.suffix)
    name = named([sha256])[sha256].name or f"文件{row.suffix}"
    answer = FileResponse(
        path.open("rb"),
        as_attachment=not (kind and kind.in_page),
        filename=name,
        content_type=kind.mime if kind else _PLAIN,
    )
    if kind and kind.mime.startswith("image/"):
        # Whatever it holds besides a picture does not run. A browser shows no PDF in a sandbox.
        answer["Content-Security-Policy"] = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
