"""Whether the office can work: what ``duban doctor`` tells, and what stops ``duban serve``."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from duban.web.clock.today import store_day
from duban.web.files.models import StoredFile
from duban.web.log import triggers
from duban.web.log.models import Entry, Head
from duban.web.purge.models import Purge


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing that was looked at: what was found, and what to ``do`` where it is not well (empty: it is well).

    ``fatal``: the office cannot work with it.
    """

    name: str
    found: str
    do: str = ""
    fatal: bool = False

    @property
    def well(self) -> bool:
        """Whether nothing is to be done."""
        return not self.do


def examine() -> Iterator[Examined]:
    """Everything, one after another; what cannot be looked at yet is left out."""
    yield _folder()
    yield _bundle()
    try:
        yield _database()
        yield (tables := _migrations())
        if tables.well:
            for check in (_triggers, _head, _day, _clock, _files):
                yield check()
    except DatabaseError as error:
        said = str(error).strip().splitlines()[0]
        yield Examined("数据库", f"连不上（{said}）", "请检查 DATABASE_URL，数据库开着没有", fatal=True)


def _folder() -> Examined:
    folder = Path(settings.CONF.data)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return Examined("数据文件夹", f"{folder}，能写")
    except OSError:
        return Examined("数据文件夹", f"{folder}，写不进去", "请改权限，或用 DUBAN_DATA 换一个", fatal=True)


def _bundle() -> Examined:
    built = list((Path(settings.STATICFILES_DIRS[0]) / "duban").glob("*.css"))
    if built:
        return Examined("网页的样式和脚本", "有")
    return Examined("网页的样式和脚本", "没有", "从源码装的请重新运行 make setup；装的是发布包请重装")


def _database() -> Examined:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version" if connection.vendor == "postgresql" else "SELECT sqlite_version()")
        version = cursor.fetchone()[0]
    return Examined("数据库", f"{connection.display_name} {version}，连得上")


def _migrations() -> Examined:
    executor = MigrationExecutor(connection)
    if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return Examined("表", f"有{len(plan)}步没有更新", "请运行 duban load 或 duban serve，它们先更新表", fatal=True)
    return Examined("表", "是新的")


def _triggers() -> Examined:
    if gone := triggers.missing():
        do = "有人或别的程序拆过，请先运行 duban verify，再运行 duban serve，它会重新装上"
        return Examined("只增不改的触发器", f"缺{len(gone)}个：{'、'.join(gone[:3])}", do, fatal=True)
    return Examined("只增不改的触发器", f"{len(triggers.append_only())}张表都有")


def _head() -> Examined:
    head = Head.objects.filter(pk=1).first()
    newest = Entry.objects.order_by("-number").first()
    if head is None or (head.number, head.hash) != ((newest.number, newest.hash) if newest else (0, "")):
        return Examined("日志的末条", "和日志对不上", "请运行 duban verify 看是哪里不对", fatal=True)
    return Examined("日志的末条", f"{head.number}:{head.hash}" if head.number else "还没有日志")


def _day() -> Examined:
    day = store_day()
    return Examined("库的日子", f"定在 {day}（示范库）" if day else "跟着机器的钟")


def _clock() -> Examined:
    newest = Entry.objects.order_by("-at").values_list("at", flat=True).first()
    if store_day() is None and newest and newest > timezone.now() + timedelta(minutes=1):
        said = timezone.localtime(newest)
        return Examined("机器的钟", f"比日志里的 {said:%Y-%m-%d %H:%M} 还早", "请把机器的时间对准")
    return Examined("机器的钟", f"{timezone.localtime():%Y-%m-%d %H:%M %Z}")


def _files() -> Examined:
    there = {name for path in settings.CONF.files.rglob("*") for name in (path.stem, path.parent.name + path.stem)}
    purged = Purge.objects.filter(kind="file", state="done").values("target")
    wanted = set(StoredFile.objects.exclude(key__in=purged).values_list("key", flat=True))
    if lost := wanted - there:
        do = f"请从备份里补回 {settings.CONF.files}"
        return Examined("上传的文件", f"{len(wanted)}个里缺{len(lost)}个，例如 {min(lost)}", do)
    return Examined("上传的文件", f"{len(wanted)}个都在")
