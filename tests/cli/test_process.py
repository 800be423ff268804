"""``duban read`` as a process: terminals, pipes, interruptions, and what it loads."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from duban.cli.writers.table import width_of
from tests.cli.documents import PLAN


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = tmp_path / "计划"
    folder.mkdir()
    for name in ("一", "二", "三"):
        (folder / f"{name}.txt").write_text(PLAN, "utf-8")
    return folder


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "duban.cli.main", *map(str, words)]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(["src", os.environ.get("PYTHONPATH", "")]), **more}


def process(*words: object, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*words), capture_output=True, encoding="utf-8", env=environment(**more), check=False, timeout=60
    )


def test_names_that_are_no_utf8_are_shown_somehow(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.txt")
    Path(name).write_text(PLAN, "utf-8")
    for form in ("table", "jsonl", "csv", "html"):
        result = process("read", name, "-f", form)
        assert (result.returncode, result.stderr) == (0, "")
    assert process("read", name + ".no").returncode == 2


def test_piped_output_is_utf8_and_plain_whatever_the_locale(plans: Path) -> None:
    result = process("read", plans / "一.txt", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert "增长7%以上" in result.stdout
    assert "\x1b" not in result.stdout


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    (tmp_path / "长.txt").write_text(PLAN * 3000, "utf-8")
    words = command("read", tmp_path / "长.txt", "-f", "jsonl")
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.read(10)
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


@pytest.mark.parametrize("count", [1, 2])
def test_an_interruption_ends_clean(count: int, tmp_path: Path) -> None:
    (tmp_path / "0.txt").write_text(PLAN, "utf-8")
    for number in range(1, 5):
        (tmp_path / f"{number}.txt").write_text(PLAN * 40_000, "utf-8")
    out = tmp_path / "out"
    words = command("read", tmp_path, "-f", "jsonl", "-o", out, "--jobs", count)
    with subprocess.Popen(words, stderr=subprocess.PIPE, env=environment(), start_new_session=True) as running:
        for _ in waiting():
            if (out / "0.jsonl").exists():
                break
        os.killpg(running.pid, signal.SIGINT)
        assert running.stderr
        said = running.stderr.read().decode("utf-8")
    assert running.returncode == 130
    assert "已中断" in said
    assert "Traceback" not in said
    assert "resource_tracker" not in said
    assert [path.name for path in out.iterdir() if path.suffix == ".tmp"] == []


def waiting(seconds: float = 30) -> Iterator[None]:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield
        time.sleep(0.02)
    pytest.fail("waited too long")


def on_terminal(words: list[str], *, columns: int = 80, stdout: int | None = None) -> tuple[int, str]:
    """Run with standard error (and output, unless given) on a terminal; its exit status and what the terminal got."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, columns))
    env = environment(TERM="xterm-256color")
    env.pop("NO_COLOR", None)
    env.pop("COLUMNS", None)
    with subprocess.Popen(words, stdout=stdout or theirs, stderr=theirs, env=env) as running:
        os.close(theirs)
        got = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    return running.returncode, got.decode("utf-8")


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # how Linux says that the other end of a terminal has gone
        return b""


def test_on_a_terminal_the_table_fits_and_has_colours(plans: Path) -> None:
    status, got = on_terminal(command("read", plans / "一.txt"), columns=40)
    assert status == 0
    assert "\x1b[1m" in got
    plain = re.sub(r"\x1b\[\d*m", "", got)
    body = [line for line in plain.splitlines() if "计划" not in line]
    assert max(map(width_of, body)) <= 40


def test_several_files_on_a_terminal_show_a_bar_and_leave_the_results_clean(plans: Path, tmp_path: Path) -> None:
    (plans / "空.txt").touch()
    with (tmp_path / "out").open("wb") as out:
        status, got = on_terminal(command("read", plans), stdout=out.fileno())
    assert status == 2
    assert "正在读" in got
    assert "空.txt：文件是空的" in got
    piped = process("read", plans)
    assert (tmp_path / "out").read_text("utf-8") == piped.stdout
    assert "正在读" not in piped.stderr


HEAVY = {"rich", "xlsxwriter", "pydantic", "multiprocessing", "docx", "pdfplumber", "pypdfium2", "openpyxl"}


@pytest.mark.parametrize("form", ["table", "jsonl", "csv", "html"])
def test_a_short_text_loads_nothing_heavy(form: str, plans: Path) -> None:
    """What keeps one page within half a second: the bench measures it, this says why if it does not hold."""
    code = (
        "import sys; from duban.cli.main import app; app(sys.argv[1:], standalone_mode=False);"
        "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    words = [sys.executable, "-c", code, "read", str(plans / "一.txt"), "-f", form]
    ran = subprocess.run(words, capture_output=True, encoding="utf-8", env=environment(), check=True)
    assert HEAVY & set(ran.stderr.split()) == set()


def test_the_version_loads_no_reader() -> None:
    code = "import sys; from duban.cli.main import app; app(['--version'], standalone_mode=False); print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", env=environment(), check=True
    )
    assert "duban.reading" not in ran.stdout.split()
