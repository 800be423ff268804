"""``make bench``, fifth part: watching and filling in on a grown city, beside a bare Django page in the same run.

Forty units, 1,200 pledges, five years (``benchmarks.web_grown``). Wanted of each page, and of saving a grid of sixty
cells: at least half the bare page's rate, at most 2.5 times its p99; at most 300 kB over the wire on first sight and
60 kB after; the standings two seconds after a change.
"""

from __future__ import annotations

import json
import shutil
import sys

from benchmarks import serving


def main() -> int:
    """Make the store, serve it, measure."""
    if not shutil.which("wrk"):
        print("没有 wrk（Debian：apt-get install wrk），网页的速度没有量。")
        return 0
    with serving.store("benchmarks.web_grown") as (environ, told):
        *lines, last = told.strip().split("\n")
        asked = json.loads(last)
        print("长大了的城市", *lines, sep="\n")
        pages = {
            "总览": "/overview/",
            "承诺": f"/pledges/{asked['pledge']}/",
            "名次": f"/leagues/issued/{asked['result']}/",
            "搜索": "/search/?q=gdzctz",
            "全月": "/data/2023-07/",
        }
        sheet = "/data/2023-07/town01/"
        save = serving.Sent(f"{sheet}save/", asked["cells"], asked["token"])
        with serving.served(environ) as port:
            serving.table(port, asked["office"], pages)
            serving.table(port, asked["clerk"], {"打开填报表": sheet, "存六十格": save})
            serving.wire(port, asked["office"], pages)
    return 0


if __name__ == "__main__":
    sys.exit(main())
