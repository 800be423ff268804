"""Several files at once, each in a process, with the results in the order asked for."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path

from duban.cli.jobs import Job, Outcome, Outcomes


def run_apart(job: Job, paths: Iterable[Path], count: int) -> Outcomes:
    """In ``count`` processes, with a few files ahead of the one that is waited for, so that memory stays small."""
    # Fresh processes rather than forked ones: the progress bar runs a thread here, and a fork would copy its locks.
    pool = ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), _leave_interrupts_to_parent)
    waiting: deque[tuple[Path, Future[Outcome]]] = deque()
    done = False
    try:
        for path in paths:
            waiting.append((path, _submit(pool, job, path)))
            if len(waiting) > 2 * count:
                yield _settled(*waiting.popleft())
        while waiting:
            yield _settled(*waiting.popleft())
        done = True
    finally:
        if not done:
            # Interrupted: what is still being read will not be wanted.
            for child in multiprocessing.active_children():
                child.terminate()
        # Waited for, so that what the pool holds of the system is given back before this process ends.
        pool.shutdown(wait=True, cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, job: Job, path: Path) -> Future[Outcome]:
    try:
        with _interrupts_held():
            return pool.submit(job, path)
    except BrokenProcessPool as error:
        failed: Future[Outcome] = Future()
        failed.set_exception(error)
        return failed


def _settled(path: Path, future: Future[Outcome]) -> Outcome:
    try:
        return future.result()
    except BrokenProcessPool:
        return Outcome(path, error=f"{path}：读取进程意外中断，多半是内存不够。请用 --jobs 1 再试")


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Start a process with Ctrl-C held back, which it inherits: else it would die noisily of one while it starts."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _leave_interrupts_to_parent() -> None:
    """Ctrl-C reaches every process of the terminal; only the parent answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
