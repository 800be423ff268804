"""The office's commands as they are typed."""

from __future__ import annotations

import importlib.util
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.db import connection
from typer.testing import CliRunner, Result

from duban.cli.main import app
from duban.web.log.models import Head
from duban.web.log.triggers import lifted
from tests.web.stores import address


def duban(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="duban")


def test_load_tells_what_it_did(db: None) -> None:
    assert "新增2051行" in duban("load", "pinghu_2023").output
    assert "新增0行，按包更新0行，没有变的2051行。" in duban("load", "pinghu_2023").output
    assert duban("load", "nowhere").exit_code == 2


def test_verify_prints_the_head_to_write_down_and_finds_it_again(demo: None) -> None:
    told = duban("verify")
    head = told.output.split("：")[-1].strip()
    assert (told.exit_code, duban("verify", "--head", head).exit_code) == (0, 0)
    with lifted(), connection.cursor() as cursor:
        cursor.execute("UPDATE org_body SET name = '别的' WHERE key = 'lindai'")
    found = duban("verify", "--head", head)
    assert (found.exit_code, "有行被改" in found.output) == (2, True)
    assert duban("verify", "--head", "99").exit_code == 2


def test_dump_says_how_to_check_it(demo: None, tmp_path: Path) -> None:
    assert duban("dump", tmp_path / "out").exit_code == 0
    checked = duban("pack", "check", tmp_path / "out")
    assert (checked.exit_code, "没有问题" in checked.output) == (0, True)
    assert duban("dump", tmp_path).exit_code == 2


def test_doctor_lists_settings_and_is_not_content_with_a_broken_store(demo: None) -> None:
    assert "DUBAN_DIGEST=sha256" in duban("doctor").output
    Head.objects.update(number=7)
    told = duban("doctor")
    assert (told.exit_code, "不好  日志的末条" in told.output) == (2, True)


def test_tick_may_run_twice(demo: None) -> None:
    assert "2023-07开始填报。" in duban("tick").output
    assert [duban("tick").output for _ in range(2)] == ["判定是新的。\n"] * 2


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("duban.cli.office.find_spec", lambda name: None)
    assert importlib.util.find_spec("django")
    told = duban("verify")
    assert (told.exit_code, "pip install 'duban[web]'" in told.output) == (2, True)


def test_a_store_without_tables_is_told_in_a_sentence(tmp_path: Path) -> None:
    told = _run("verify", tmp_path, f"sqlite:///{tmp_path / 'new.sqlite3'}")
    assert (told.returncode, told.stderr.count("\n"), "还没有建好" in told.stderr) == (2, 1, True)


def test_a_database_that_does_not_answer_is_told_in_a_sentence(tmp_path: Path) -> None:
    told = _run("tick", tmp_path, f"postgres://nobody@127.0.0.1:{_free_port()}/duban")
    assert (told.returncode, told.stderr.count("\n"), "数据库不答应" in told.stderr) == (2, 1, True)


def _environment(data: Path, database: str) -> dict[str, str]:
    return os.environ | {"DUBAN_DATA": str(data), "DATABASE_URL": database}


def _run(command: str, data: Path, database: str) -> subprocess.CompletedProcess[str]:
    asked = [sys.executable, "-m", "duban", command]
    return subprocess.run(asked, env=_environment(data, database), capture_output=True, encoding="utf-8", check=False)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_port_in_use_is_told(db: None) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = duban("serve", "--port", port)
    assert (told.exit_code, f"端口 {port} 用不了" in told.output) == (2, True)


@pytest.mark.both_stores
@pytest.mark.django_db(transaction=True)
def test_serve_answers_and_ends_all_its_children(tmp_path: Path) -> None:
    connection.close()
    port = _free_port()
    asked = [sys.executable, "-m", "duban", "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(asked, env=_environment(tmp_path, address()), stderr=subprocess.PIPE, text=True) as child:
        try:
            assert child.stderr
            assert any(f"http://127.0.0.1:{port}/" in line for line in iter(child.stderr.readline, ""))
            assert _status(f"http://127.0.0.1:{port}/healthz") == 200
        finally:
            child.terminate()
        assert "已关闭" in child.stderr.read()
    assert child.returncode == 0
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port))


def _status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
