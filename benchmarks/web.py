"""``make bench``, fourth part: the office's pages under load, beside a bare Django page in the same run.

wrk with 16 connections on loopback, signed in, on a store with the demo city and a book of twenty pages under review.
Wanted: at least half the bare page's rate, and at most 2.5 times its p99.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from typing import NamedTuple

SECONDS, CONNECTIONS = 6, 16
RATE, TAIL = 0.5, 2.5  # of the bare page's rate at least; of its p99 at most
PAGES = 20 * 700  # characters of a book of twenty pages
PASSWORD = "only-for-the-bench"


class Measured(NamedTuple):
    """Requests a second, and milliseconds that half, and 99 of 100, took at most."""

    rate: float
    p50: float
    p99: float


def main() -> int:
    """Make a store, serve it, measure."""
    if not shutil.which("wrk"):
        print("没有 wrk（Debian：apt-get install wrk），网页的速度没有量。")
        return 0
    with tempfile.TemporaryDirectory(prefix="duban-bench-") as folder:
        environ = {**os.environ, "DUBAN_DATA": folder, "DJANGO_SETTINGS_MODULE": "benchmarks.web_settings"}
        environ.pop("DATABASE_URL", None)
        made = subprocess.run(
            [sys.executable, "-m", "benchmarks.web_store", PASSWORD, str(PAGES)],
            env=environ,
            check=True,
            capture_output=True,
            text=True,
        )
        cookie, book, pledge = made.stdout.split()[-3:]
        port = _free_port()
        command = ["granian", "--interface", "wsgi", "--port", str(port), "--workers", "1", "--blocking-threads", "1"]
        server = subprocess.Popen(
            [sys.executable, "-m", *command, "--log-level", "error", "duban.web.wsgi:application"], env=environ
        )
        try:
            _wait(port)
            pages = {"我的": "/", "二十页的书": f"/books/{book}/", "承诺": f"/pledges/{pledge}/", "总览": "/overview/"}
            _table(port, cookie, pages)
        finally:
            server.terminate()
            server.wait(10)
    return 0


def _table(port: int, cookie: str, pages: dict[str, str]) -> None:
    bare = _measure(port, cookie, "/bare/")
    print(f"网页（wrk，{CONNECTIONS}个连接，{SECONDS}秒）")
    print(f"  {'光秃的一页':<8} {bare.rate:8.0f} 次/秒  p50 {bare.p50:7.1f} ms  p99 {bare.p99:7.1f} ms")
    for name, path in pages.items():
        one = _measure(port, cookie, path)
        share, tail = one.rate / bare.rate, one.p99 / bare.p99
        told = (
            f"{share:.2f} 倍（要 ≥{RATE}）{_mark(share >= RATE)}  p99 {tail:.2f} 倍（要 ≤{TAIL}）{_mark(tail <= TAIL)}"
        )
        print(f"  {name:<8} {one.rate:8.0f} 次/秒  p50 {one.p50:7.1f} ms  p99 {one.p99:7.1f} ms  {told}")


def _mark(kept: bool) -> str:
    return "✓" if kept else "✗"


def _measure(port: int, cookie: str, path: str) -> Measured:
    url = f"http://127.0.0.1:{port}{path}"
    request = urllib.request.Request(url, headers={"Cookie": cookie})
    with urllib.request.urlopen(request) as answer:
        if answer.status != 200 or answer.geturl() != url:
            raise SystemExit(f"{path} 没有打开，到了 {answer.geturl()}")
    wrk = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", "-H", f"Cookie: {cookie}", url]
    told = subprocess.run(wrk, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in told:
        raise SystemExit(f"{path} 在压力下出错：\n{told}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])  # type: ignore[index]
    return Measured(rate, _latency(told, "50"), _latency(told, "99"))


def _latency(told: str, share: str) -> float:
    found = re.search(rf"{share}%\s+([\d.]+)(us|ms|s)", told)
    assert found
    return float(found[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[found[2]]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(port: int) -> None:
    for _ in range(100):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz"):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("网站没有开起来")


if __name__ == "__main__":
    sys.exit(main())
