"""What the office's commands share: Django set up once, refusals in one line, the store brought up to date."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

import typer

from duban.cli import streams
from duban.errors import DubanError, MissingExtraError


def setup() -> None:
    """Django with the office's settings. Raises MissingExtraError without the extra, DubanError for a wrong setting."""
    if find_spec("django") is None or find_spec("allauth") is None:
        raise MissingExtraError("没有安装督办的办公部分", do="请先运行：pip install 'duban[web]'")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duban.web.settings")
    import django

    django.setup()


def migrate() -> None:
    """Bring the store's tables up to date."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def _database() -> Iterator[None]:
    """What the database refuses, in words: it cannot be reached, or has no tables yet."""
    from django.db import OperationalError, ProgrammingError

    try:
        yield
    except (OperationalError, ProgrammingError) as error:
        said = str(error).strip().splitlines()[0]
        if "no such table" in said or "does not exist" in said:
            raise DubanError("库还没有建好", do="请先运行 duban load 城市，例如 duban load pinghu_2023") from error
        do = "请检查 DATABASE_URL，或运行 duban doctor 看是哪里不对"
        raise DubanError(f"数据库不答应（{said}）", do=do) from error


@contextmanager
def office() -> Iterator[None]:
    """The body of a command, with Django; a refusal is one line and exit status 2."""
    try:
        setup()
        with _database():
            yield
    except DubanError as error:
        streams.say(str(error))
        raise typer.Exit(2) from None
