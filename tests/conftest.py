"""What every test may ask for, and the word at the end about what this machine could not run.

A test is skipped only where something outside the project is missing. With ``CI`` set that is a failure, except for
the shared material beside the checkout, which not everybody has.
"""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from duban.cache import VARIABLE

ROOT = Path(__file__).parents[1]
# A browser that asks nothing of anybody.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Set before a test is collected: none reads or fills the cache of the person who runs it. Workers share their parent's.
if is_parent := "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ[VARIABLE] = tempfile.mkdtemp(prefix="duban-test-")
    # The office's settings are read when pytest starts Django: its data must lie elsewhere than a person's.
    os.environ["DUBAN_DATA"] = tempfile.mkdtemp(prefix="duban-test-data-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "duban.web.settings"
    for name in ("DATABASE_URL", "DUBAN_DIGEST", "DUBAN_SECRET_KEY", "DUBAN_OIDC_ISSUER", "DUBAN_OIDC_CLIENT"):
        os.environ.pop(name, None)

settings.register_profile("duban", deadline=None, print_blob=True)
settings.load_profile("duban")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared material beside the checkout: pages, gold files, corpus."""
    place = ROOT.parent / "shared"
    if not (place / "reader").is_dir():
        pytest.skip("没有 ../shared（原文页、标注、语料）")
    return place


@pytest.fixture(scope="session")
def chromium() -> str:
    """The system's Chromium, for tests of what a person sees in a browser."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    return found or _missing("没有 Chromium（Debian：apt-get install chromium fonts-noto-cjk）")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser a worker: a second one beside it, or Django without this leave, would refuse to run."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        running = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield running
        running.close()


@pytest.fixture(scope="session")
def java() -> str:
    """Java, for the test of Spark."""
    return shutil.which("java") or _missing("没有 Java（Debian：apt-get install openjdk-17-jre-headless）")


def _missing(reason: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """No test reaches out: only sockets to this machine itself may be opened."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        if host not in {"localhost", "127.0.0.1", "::1"}:
            raise RuntimeError(f"a test asks for the network: {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


def pytest_unconfigure() -> None:
    """The parent takes the cache and the data away, not a worker whose fellows still read it."""
    if is_parent:
        for name in (VARIABLE, "DUBAN_DATA"):
            shutil.rmtree(os.environ[name], ignore_errors=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what could not be run here, and why, a line a reason."""
    reasons = Counter(
        str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr).removeprefix("Skipped: ")
        for report in terminalreporter.stats.get("skipped", [])
    )
    terminalreporter.section("这台机器没能运行的")
    for reason, count in reasons.most_common():
        terminalreporter.line(f"{count} 项：{reason}")
    if not reasons:
        terminalreporter.line("没有：全部运行了")
