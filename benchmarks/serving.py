"""The office served for a bench: granian with one worker on loopback, wrk beside a bare page, bytes on the wire."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

SECONDS, CONNECTIONS = 6, 16
RATE, TAIL = 0.5, 2.5  # of the bare page's rate at least; of its p99 at most
FIRST, AFTER = 300, 60  # kB over the wire on first sight, and after
_ASSETS = re.compile(r'(?:href|src)="(/static/[^"#]+)')


class Measured(NamedTuple):
    """Requests a second, and milliseconds that half, and 99 of 100, took at most."""

    rate: float
    p50: float
    p99: float


class Sent(NamedTuple):
    """What is posted: a form's body with its token."""

    path: str
    body: str
    token: str


@contextmanager
def store(module: str, *arguments: str) -> Iterator[tuple[dict[str, str], str]]:
    """An environment with a store that a module makes, and what it printed; all gone at the end."""
    with tempfile.TemporaryDirectory(prefix="duban-bench-") as folder:
        environ = {**os.environ, "DUBAN_DATA": folder, "DJANGO_SETTINGS_MODULE": "benchmarks.web_settings"}
        environ.pop("DATABASE_URL", None)
        command = [sys.executable, "-m", module, *arguments]
        made = subprocess.run(command, env=environ, check=True, stdout=subprocess.PIPE, text=True)
        yield environ, made.stdout


@contextmanager
def served(environ: Mapping[str, str]) -> Iterator[int]:
    """The office at a free port of loopback."""
    port = _free_port()
    command = ["granian", "--interface", "wsgi", "--port", str(port), "--workers", "1", "--blocking-threads", "1"]
    command += ["--log-level", "error", "duban.web.wsgi:application"]
    server = subprocess.Popen([sys.executable, "-m", *command], env=environ)
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def table(port: int, cookie: str, pages: Mapping[str, str | Sent]) -> None:
    """Print each page's rate and p99 beside the bare page's, measured in the same run."""
    bare = _measure(port, cookie, "/bare/")
    print(f"  {'光秃的一页':<8} {bare.rate:8.0f} 次/秒  p50 {bare.p50:7.1f} ms  p99 {bare.p99:7.1f} ms")
    for name, asked in pages.items():
        one = _measure(port, cookie, asked)
        share, tail = one.rate / bare.rate, one.p99 / bare.p99
        told = (
            f"{share:.2f} 倍（要 ≥{RATE}）{_mark(share >= RATE)}  p99 {tail:.2f} 倍（要 ≤{TAIL}）{_mark(tail <= TAIL)}"
        )
        print(f"  {name:<8} {one.rate:8.0f} 次/秒  p50 {one.p50:7.1f} ms  p99 {one.p99:7.1f} ms  {told}")


def wire(port: int, cookie: str, pages: Mapping[str, str]) -> None:
    """Print how many kB each page brings on first sight, with its script, style and icons, and how many after."""
    for name, path in pages.items():
        page = _fetched(port, cookie, path)
        assets = {one.split("#")[0] for one in _ASSETS.findall(_text(port, cookie, path))}
        after = page / 1000
        first = after + sum(_fetched(port, cookie, one) for one in assets) / 1000
        marks = f"（要 ≤{FIRST}）{_mark(first <= FIRST)}，以后 {after:.0f} kB（要 ≤{AFTER}）{_mark(after <= AFTER)}"
        print(f"  {name:<8} 第一次 {first:.0f} kB{marks}")


def _mark(kept: bool) -> str:
    return "✓" if kept else "✗"


def _asked(port: int, cookie: str, path: str, packed: bool) -> urllib.request.Request:
    headers = {"Cookie": cookie} | ({"Accept-Encoding": "gzip"} if packed else {})
    return urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)


def _fetched(port: int, cookie: str, path: str) -> int:
    with urllib.request.urlopen(_asked(port, cookie, path, packed=True)) as answer:
        return len(answer.read())


def _text(port: int, cookie: str, path: str) -> str:
    with urllib.request.urlopen(_asked(port, cookie, path, packed=False)) as answer:
        text: str = answer.read().decode()
        return text


def _measure(port: int, cookie: str, asked: str | Sent) -> Measured:
    path = asked if isinstance(asked, str) else asked.path
    url = f"http://127.0.0.1:{port}{path}"
    with tempfile.TemporaryDirectory(prefix="duban-bench-") as folder:
        wrk = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", "-H", f"Cookie: {cookie}"]
        wrk += ["-H", "Accept-Encoding: gzip"]  # as a browser asks
        if isinstance(asked, Sent):
            wrk += ["-s", str(_script(Path(folder), asked))]
        else:
            _opens(port, cookie, path)
        told = subprocess.run([*wrk, url], check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in told:
        raise SystemExit(f"{path} 在压力下出错：\n{told}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])  # type: ignore[index]
    return Measured(rate, _latency(told, "50"), _latency(told, "99"))


def _opens(port: int, cookie: str, path: str) -> None:
    with urllib.request.urlopen(_asked(port, cookie, path, packed=False)) as answer:
        if answer.status != 200 or not answer.geturl().endswith(path):
            raise SystemExit(f"{path} 没有打开，到了 {answer.geturl()}")


def _script(folder: Path, asked: Sent) -> Path:
    """What makes wrk post a form."""
    place = folder / "post.lua"
    lines = [
        'wrk.method = "POST"',
        f"wrk.body = [==[{asked.body}]==]",
        'wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"',
        f'wrk.headers["X-CSRFToken"] = "{asked.token}"',
        'wrk.headers["X-Grid"] = "1"',
    ]
    place.write_text("\n".join(lines), encoding="utf-8")
    return place


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
