"""``make bench``: a thousand subjects that are not in the catalog as they stand, linked to its indicators.

Beside it a bare look-up of the same words in a table of names, which finds none of them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import process_time

from duban.linking.propose import Index
from duban.pack.catalog import catalog

SUBJECTS, WANTED = 1000, 1.0


def _took(work: Callable[[], object]) -> float:
    begun = process_time()
    work()
    return process_time() - begun


def main() -> int:
    """Link them, look them up, print both."""
    known = catalog().indicators
    names = {name: one.id for one in known for name in (one.name, *one.aliases)}
    # A number behind the name, so that nothing is found by its name alone, nor a second time.
    subjects = [f"{name}{at}" for at in range(SUBJECTS) for name in names][:SUBJECTS]
    ours = _took(lambda: list(map(Index(known).propose, subjects)))
    bare = _took(lambda: [names.get(one) for one in subjects])
    mark = "✓" if ours <= WANTED else "✗"
    print(f"对指标：{SUBJECTS}个目录里没有原样写着的主语，{len(known)}个指标")
    print(f"  提出指标 {ours:.2f} s（要 ≤{WANTED:.0f}）{mark}，照原样查表 {bare * 1000:.1f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
