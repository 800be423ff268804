"""The doctor says of each thing whether it is well, and what to do where it is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from duban.web.doctor import examine
from duban.web.files.models import StoredFile
from duban.web.log.models import Entry, Head
from duban.web.log.writing import By, writing

pytestmark = pytest.mark.django_db
# Whether it is there depends on how the checkout was set up.
_BUNDLE = "网页的样式和脚本"


def _ills() -> set[str]:
    return {one.name for one in examine() if not one.well} - {_BUNDLE}


@pytest.mark.both_stores
def test_a_new_store_is_well() -> None:
    assert _ills() == set()


def _drop_a_trigger() -> None:
    on = " ON org_body" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER duban_no_delete_org_body{on}")


def _lose_a_file() -> None:
    with writing("test.add", By()) as written:
        written.add(StoredFile(key="e" * 64, size=1, suffix=".txt"))


def _forget_a_migration() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(name) FROM django_migrations WHERE app = 'web'")
        newest = cursor.fetchone()
        cursor.execute("DELETE FROM django_migrations WHERE app = 'web' AND name = %s", newest)


def _come_from_the_future() -> None:
    later = timezone.now() + timedelta(days=2)
    entry = Entry(number=1, at=later, verb="x", algorithm="sha256", digest="", previous="", hash="h")
    entry.save(force_insert=True)
    Head.objects.update(number=1, hash="h")


@pytest.mark.both_stores
@pytest.mark.parametrize(
    ("hurt", "ill"),
    [
        (_drop_a_trigger, "只增不改的触发器"),
        (_lose_a_file, "上传的文件"),
        (_forget_a_migration, "表"),
        (_come_from_the_future, "机器的钟"),
        (lambda: Head.objects.update(number=7), "日志的末条"),
    ],
)
def test_what_is_not_well_is_named_with_what_to_do(hurt: Callable[[], object], ill: str) -> None:
    hurt()
    assert _ills() == {ill}
    assert all(one.do for one in examine() if not one.well)


def test_a_file_is_found_by_its_hash(tmp_path: Path) -> None:
    _lose_a_file()
    (tmp_path / "files/ee").mkdir(parents=True)
    (tmp_path / "files/ee" / ("e" * 64)).touch()
    with override_settings(CONF=replace(settings.CONF, data=tmp_path)):
        assert _ills() == set()


def test_a_folder_that_cannot_be_written_is_fatal(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with override_settings(CONF=replace(settings.CONF, data=tmp_path / "file" / "below")):
        assert [one.name for one in examine() if one.fatal] == ["数据文件夹"]
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]
