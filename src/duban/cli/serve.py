"""``duban serve``: the office's pages and the jobs behind them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType
from typing import Annotated

import typer

from duban.cli import streams
from duban.cli.office import migrate, office
from duban.cli.shell import Command
from duban.errors import DubanError

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_PATIENCE = 10.0
_TICK = 300  # seconds between what time does


@app.command("serve", cls=Command)
def serve(
    host: Annotated[str, typer.Option("--host", metavar="地址", help="在哪个地址上开。 Address.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="端口", min=1, help="端口。 Port.")] = 8000,
    workers: Annotated[int, typer.Option("--workers", metavar="个", min=1, help="几个进程。 Processes.")] = 2,
) -> None:
    """开网站：更新表，检查，然后开网页和后台任务。按 Ctrl-C 结束。

    对外开放请放在带 https 的反向代理后面，并设好 DUBAN_HOSTS 和 DUBAN_HTTPS。

    Serve the office until Ctrl-C.
    """
    with office():
        _check_port(host, port)
        migrate()
        _check_health()
        _static()
        _warm_up()
    raise typer.Exit(_run(_commands(host, port, workers), host, port))


def _check_port(host: str, port: int) -> None:
    """Raises DubanError where the address is not to be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            do = f"请先关掉占用它的程序，或换一个：duban serve --port {port + 1}"
            raise DubanError(f"{host} 的端口 {port} 用不了，多半已被占用", do=do) from error


def _check_health() -> None:
    from duban.web.doctor import examine

    ills = [one for one in examine() if not one.well]
    for one in ills:
        streams.say(f"{one.name}：{one.found}。{one.do}")
    if any(one.fatal for one in ills):
        raise DubanError("这样开不了", do="请先照上面说的办，再看 duban doctor")


def _static() -> None:
    """The folder that whitenoise looks into, and warns of where it is not there."""
    from duban.web.settings import STATIC_ROOT

    STATIC_ROOT.mkdir(exist_ok=True)


def _warm_up() -> None:
    from duban.web.standings.job import warm_up

    warm_up()


def _commands(host: str, port: int, workers: int) -> list[list[str]]:
    web = ["granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers)]
    web += ["--blocking-threads", "1", "--log-level", "warning", "duban.web.wsgi:application"]
    jobs = ["django", "db_worker", "--skip-checks", "--no-startup-delay", "--interval", "0.3", "--verbosity", "0"]
    clock = ["duban", "tick", "--every", str(_TICK)]
    return [[sys.executable, "-m", *command] for command in (web, jobs, clock)]


def _run(commands: Sequence[Sequence[str]], host: str, port: int) -> int:
    """Run the children until we are told to end, or one of them ends by itself, which is a failure."""
    asked: list[int] = []

    def end(number: int, _: FrameType | None) -> None:
        asked.append(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    # In sessions of their own: Ctrl-C comes to us alone, and each is ended by its id.
    children = [subprocess.Popen(command, env=os.environ, start_new_session=True) for command in commands]
    said = False
    try:
        while not asked and all(child.poll() is None for child in children):
            if not said and (said := _answers(host, port)):
                streams.say(f"开好了：http://{host}:{port}/ 。按 Ctrl-C 结束。")
            time.sleep(0.2)
    finally:
        _end(children)
    if asked:
        streams.say("已关闭。")
        return 0
    streams.say("有一个进程自己结束了，所以全部关闭。请看上面的信息，或运行 duban doctor。")
    return 1


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host if host not in {"0.0.0.0", "::"} else "localhost", port), timeout=1):
            return True
    except OSError:
        return False


def _end(children: Sequence[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + _PATIENCE
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        # Its own children, where it ended before them; the group is its session's.
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
