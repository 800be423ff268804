"""A query that is not kept yet, compiled by a second process while this one loads and reads.

Only a command asks for it: a library starts no processes of its own accord. Whatever goes wrong with the second
process, the first compiles by itself.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from subprocess import DEVNULL, PIPE, Popen

from duban.cache import digest


@contextmanager
def ahead(rule: str, pace: str) -> Iterator[None]:
    """Compile the query of one of the catalog's rules meanwhile."""
    process = _started(rule, pace) if _has_spare_core() else None
    if process is None:
        yield
        return
    _running().append(process)
    try:
        yield
    finally:
        _running().clear()
        if process.returncode is None:
            process.kill()
            process.communicate()


def collected(key: str) -> str:
    """The query of a key if the second process has made it; else empty."""
    if not _running():
        return ""
    process = _running().pop()
    said, _ = process.communicate()
    seal, _, query = said.partition(b"\n")
    return query.decode() if process.returncode == 0 and seal.decode() == digest(key) else ""


def _started(rule: str, pace: str) -> Popen[bytes] | None:
    """``-P``: a file in the person's folder that is called like a module is none."""
    with suppress(OSError):
        return Popen([sys.executable, "-P", "-m", "duban.standing.compiling", rule, pace], stdout=PIPE, stderr=DEVNULL)
    return None


def _has_spare_core() -> bool:
    """Whether a second process would have a core of its own: on a busy machine it would only be in the way."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    load = 0.0
    if hasattr(os, "getloadavg"):
        with suppress(OSError):
            load = os.getloadavg()[0]
    return cores > 1 and load < cores


@cache
def _running() -> list[Popen[bytes]]:
    return []
