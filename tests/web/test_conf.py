"""The settings: what is wrong is refused with a way out, and what is secret is not shown."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from duban.errors import DubanError
from duban.web import conf


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("DUBAN_DIGEST", "md5", "不能是 md5"),
        ("DUBAN_UPLOAD_MB", "0", "不能是 0"),
        ("DUBAN_UPLOAD_MB", "5 MB", "不能是 5 MB"),
        ("DUBAN_SECRET_KEY", "short", "太短"),
        ("DUBAN_OIDC_ISSUER", "https://sso.example", "要一起写"),
    ],
)
def test_what_is_wrong_is_refused(name: str, value: str, what: str, tmp_path: Path) -> None:
    with pytest.raises(DubanError, match=what) as refusal:
        conf.read({"DUBAN_DATA": str(tmp_path), name: value})
    assert refusal.value.do


def test_sm3_is_refused_where_openssl_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashlib, "algorithms_available", {"sha256", "sm3"})
    told = {"DUBAN_DATA": str(tmp_path), "DUBAN_DIGEST": "sm3"}
    assert conf.read(told).digest == "sm3"
    monkeypatch.setattr(hashlib, "algorithms_available", {"sha256"})
    with pytest.raises(DubanError, match=r"没有 sm3.*DUBAN_DIGEST=sha256"):
        conf.read(told)


def test_the_key_is_made_once_and_is_nobody_elses(tmp_path: Path) -> None:
    told = {"DUBAN_DATA": str(tmp_path / "new")}
    assert conf.read(told).secret_key == conf.read(told).secret_key
    assert (tmp_path / "new/secret.key").stat().st_mode & 0o077 == 0


def test_secrets_are_not_shown(tmp_path: Path) -> None:
    told = {"DUBAN_DATA": str(tmp_path), "DATABASE_URL": "postgres://office:geheim@db/duban", "DUBAN_HOSTS": "a, b"}
    shown = {setting.name: value for setting, value in conf.shown(conf.read(told | {"DUBAN_SECRET_KEY": "geheim" * 9}))}
    assert "geheim" not in str(shown)
    assert shown["DATABASE_URL"] == "postgres://office:***@db/duban"
    assert (shown["DUBAN_HOSTS"], shown["DUBAN_HTTPS"]) == ("a,b", "0")


def test_the_documents_list_every_setting(root: Path) -> None:
    rows = re.findall(
        r"^\| `([A-Z_]+)` \| (.+?) \| (.+?) \|$", (root / "docs/office.md").read_text("utf-8"), re.MULTILINE
    )
    assert rows == [(one.name, one.what, one.default) for one in conf.SETTINGS]
