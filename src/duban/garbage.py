"""Passes for garbage put off while much is made that is kept: they would walk through all of it and find nothing."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No pass begins by itself until the end; inside another one, until that one's end.

    What was made meanwhile counts as old afterwards: else the first small pass would walk through all of it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
