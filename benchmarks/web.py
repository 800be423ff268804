"""``make bench``, fourth part: the office's pages under load, beside a bare Django page in the same run.

wrk with 16 connections on loopback, signed in, on a store with the demo city and a book of twenty pages under review.
Wanted: at least half the bare page's rate, and at most 2.5 times its p99.
"""

from __future__ import annotations

import shutil
import sys

from benchmarks import serving

PAGES = 20 * 700  # characters of a book of twenty pages
PASSWORD = "only-for-the-bench"


def main() -> int:
    """Make a store, serve it, measure."""
    if not shutil.which("wrk"):
        print("没有 wrk（Debian：apt-get install wrk），网页的速度没有量。")
        return 0
    print(f"网页（wrk，{serving.CONNECTIONS}个连接，{serving.SECONDS}秒）")
    with (
        serving.store("benchmarks.web_store", PASSWORD, str(PAGES)) as (environ, told),
        serving.served(environ) as port,
    ):
        cookie, book, pledge = told.split()[-3:]
        pages = {"我的": "/", "二十页的书": f"/books/{book}/", "承诺": f"/pledges/{pledge}/", "总览": "/overview/"}
        serving.table(port, cookie, pages)
    return 0


if __name__ == "__main__":
    sys.exit(main())
