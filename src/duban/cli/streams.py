"""How commands speak: results as bytes on standard output, everything else as lines on standard error."""

from __future__ import annotations

import os
import sys


def say(line: str) -> None:
    """One line for the person, on standard error; what the terminal cannot show is escaped, never a crash."""
    encoding = sys.stderr.encoding or "utf-8"
    print(line.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr)


def put(payload: bytes) -> None:
    """Result bytes on standard output: UTF-8 into a pipe or a file, the terminal's own encoding on a terminal."""
    sys.stdout.flush()
    encoding = sys.stdout.encoding or "utf-8"
    if sys.stdout.isatty() and encoding.lower().replace("-", "") != "utf8":
        payload = payload.decode("utf-8", "replace").encode(encoding, "replace")
    sys.stdout.buffer.write(payload)
    sys.stdout.buffer.flush()


def hang_up() -> None:
    """The reader of the pipe has gone: let nothing more be written, not even by the interpreter at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
