"""Proof (凭据) that comes with an application or an appeal: looked through together, kept with what names it by hash.

What may be a proof, and how a kept one is sent out again, is that of every other piece of paper (``pieces``, ``out``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.files.intake import keep
from duban.web.files.pieces import PROOFS, Piece, piece
from duban.web.log.writing import Writing

MOST: Final = 9


@contextmanager
def looked_through(uploads: Sequence[UploadedFile[Any]]) -> Iterator[list[Piece]]:
    """Look at what was sent, perhaps nothing; it is gone at the end unless kept. Raises InputError with what to do."""
    if len(uploads) > MOST:
        what = _("有%(count)s个文件，一次最多%(most)s个") % {"count": len(uploads), "most": MOST}
        raise InputError(what, where=_("凭据"), do=_("请并成一个PDF再传"))
    with ExitStack() as stack:
        yield [stack.enter_context(piece(one, PROOFS)) for one in uploads]


def keep_all(found: Iterable[Piece], written: Writing) -> list[str]:
    """Keep proofs beside the rows that name them; gives their hashes, each once."""
    hashes: dict[str, None] = {}
    for one in found:
        keep(one, written)
        hashes[one.sha256] = None
    return list(hashes)
