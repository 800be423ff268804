"""The office's settings from the environment, each with its meaning, its default and what is wrong with it.

``duban doctor`` prints them; ``docs/office.md`` lists them, and a test holds the two together.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from duban.errors import DubanError

DEFAULT_FOLDER = "duban-data"
_SECRETS = ("secret_key", "oidc_secret")


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable of the environment: what it is for, and what holds without it, both in Chinese."""

    name: str
    what: str
    default: str


SETTINGS = (
    Setting("DUBAN_DATA", "放数据的文件夹：SQLite 的库、上传的文件、密钥", f"当前文件夹里的 {DEFAULT_FOLDER}"),
    Setting("DATABASE_URL", "数据库，例如 postgres://用户:密码@主机/库名", "DUBAN_DATA 里的 duban.sqlite3"),
    Setting("DUBAN_SECRET_KEY", "签名用的密钥，至少50个字符", "第一次启动时生成，放在 DUBAN_DATA/secret.key"),
    Setting("DUBAN_HOSTS", "网站的域名或地址，用逗号隔开", "只有本机"),
    Setting("DUBAN_HTTPS", "1：网站用 https，Cookie 只走加密连接", "0"),
    Setting("DUBAN_DIGEST", "日志链的摘要算法：sha256 或 sm3", "sha256"),
    Setting("DUBAN_UPLOAD_MB", "一个上传文件最大多少 MB", "50"),
    Setting("DUBAN_OIDC_ISSUER", "单点登录（OIDC）的地址；不写就只用本地账号", "没有"),
    Setting("DUBAN_OIDC_CLIENT", "单点登录给督办的客户端编号", "没有"),
    Setting("DUBAN_OIDC_SECRET", "单点登录给督办的客户端密钥", "没有"),
    Setting("DUBAN_OIDC_NAME", "登录页上怎么称呼它", "统一身份认证"),
)


@dataclass(frozen=True, slots=True)
class Conf:
    """The settings as they hold now, in the order of ``SETTINGS``."""

    data: Path
    database_url: str
    secret_key: str
    hosts: tuple[str, ...]
    https: bool
    digest: str
    upload_mb: int
    oidc_issuer: str
    oidc_client: str
    oidc_secret: str
    oidc_name: str

    @property
    def files(self) -> Path:
        """Where uploaded files lie, by their hash."""
        return self.data / "files"


def read(environ: Mapping[str, str] | None = None) -> Conf:
    """The settings; raises DubanError for one that is wrong. Makes the data folder and the key where they lack."""
    told = os.environ if environ is None else environ
    data = Path(told.get("DUBAN_DATA") or DEFAULT_FOLDER).absolute()
    issuer, client = told.get("DUBAN_OIDC_ISSUER", ""), told.get("DUBAN_OIDC_CLIENT", "")
    if bool(issuer) != bool(client):
        raise DubanError("DUBAN_OIDC_ISSUER 和 DUBAN_OIDC_CLIENT 要一起写", do="请补上另一个，或者两个都不写")
    return Conf(
        data=data,
        database_url=told.get("DATABASE_URL") or f"sqlite:///{data / 'duban.sqlite3'}",
        secret_key=_secret(told.get("DUBAN_SECRET_KEY", ""), data),
        hosts=tuple(filter(None, (one.strip() for one in told.get("DUBAN_HOSTS", "").split(",")))),
        https=told.get("DUBAN_HTTPS", "0") == "1",
        digest=_digest(told.get("DUBAN_DIGEST") or "sha256"),
        upload_mb=_megabytes(told.get("DUBAN_UPLOAD_MB") or "50"),
        oidc_issuer=issuer,
        oidc_client=client,
        oidc_secret=told.get("DUBAN_OIDC_SECRET", ""),
        oidc_name=told.get("DUBAN_OIDC_NAME") or "统一身份认证",
    )


def shown(conf: Conf) -> Iterator[tuple[Setting, str]]:
    """Each setting with its value as it may be shown: keys and passwords are masked."""
    for setting, field in zip(SETTINGS, fields(conf), strict=True):
        value = getattr(conf, field.name)
        if field.name in _SECRETS:
            value = "（有，不显示）" if value else ""
        elif isinstance(value, tuple):
            value = ",".join(value)
        elif isinstance(value, bool):
            value = str(int(value))
        yield setting, re.sub(r"(://[^:/@]*:)[^@/]*@", r"\1***@", str(value))


def _digest(said: str) -> str:
    if said not in {"sha256", "sm3"}:
        raise DubanError(f"DUBAN_DIGEST 不能是 {said}", do="请写 sha256 或 sm3")
    if said not in hashlib.algorithms_available:
        raise DubanError(f"这台机器的 OpenSSL 没有 {said}", do="请换一个带国密的 OpenSSL，或者写 DUBAN_DIGEST=sha256")
    return said


def _megabytes(said: str) -> int:
    if not said.isdigit() or not 1 <= int(said) <= 1024:
        raise DubanError(f"DUBAN_UPLOAD_MB 不能是 {said}", do="请写1到1024之间的整数")
    return int(said)


def _secret(said: str, data: Path) -> str:
    if said:
        if len(said) < 50:
            raise DubanError("DUBAN_SECRET_KEY 太短", do="请写至少50个字符，或者不写，让督办自己生成")
        return said
    kept = data / "secret.key"
    if not kept.exists():
        try:
            data.mkdir(mode=0o700, parents=True, exist_ok=True)
            kept.touch(mode=0o600, exist_ok=False)
            kept.write_text(secrets.token_urlsafe(64), encoding="ascii")
        except FileExistsError:
            pass
        except OSError as error:
            raise DubanError(
                "放数据的文件夹写不进去", where=str(data), do="请用 DUBAN_DATA 指定能写的文件夹"
            ) from error
    return kept.read_text(encoding="ascii")
