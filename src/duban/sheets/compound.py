"""What stands in the container of the old Office formats (.doc, .xls) and of encrypted new ones; read by olefile."""

from __future__ import annotations

import logging
import struct

import olefile

_WRONG = (OSError, ValueError, LookupError, ArithmeticError, TypeError, AttributeError, RecursionError, struct.error)
# So many bytes are described by one sector of the allocation table.
_DESCRIBED = 1 << 16
logging.getLogger("olefile").setLevel(logging.CRITICAL)


def streams(data: bytes) -> frozenset[str]:
    """The names of the streams at the container's root; ``ValueError`` for what is broken or no container."""
    try:
        # A header that promises a longer table would have the library follow a loop till memory ends.
        if (struct.unpack_from("<I", data, 44)[0] - 1) * _DESCRIBED > len(data):
            raise ValueError("a table beyond the end of the file")
        with olefile.OleFileIO(data) as container:
            return frozenset(path[0] for path in container.listdir() if len(path) == 1)
    except _WRONG as error:
        raise ValueError("no compound file") from error
