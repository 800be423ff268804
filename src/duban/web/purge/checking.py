"""What ``duban verify`` says of purges beside the chain: nothing is gone without one, and what is purged is gone."""

from __future__ import annotations

from collections.abc import Iterator

from duban.errors import Finding
from duban.web.files.models import PersonalText, StoredFile
from duban.web.files.store import place_of
from duban.web.log.canonical import SEAL
from duban.web.log.verify import ALSO, models
from duban.web.purge.models import Purge


def purges() -> Iterator[Finding]:
    """Tombstones and seals without a purge, and purges that left something."""
    done = list(Purge.objects.current().filter(state="done"))
    files = {one.target for one in done if one.kind == "file"}
    names = set(StoredFile.objects.filter(key__in=files).values_list("name", flat=True))
    hashes = {int(one.target): one.hash for one in done if one.kind == "text"}
    for row in PersonalText.objects.exclude(tombstone=""):
        if row.pk not in names and hashes.get(row.pk) != row.tombstone:
            yield _found("purge-unknown", f"文字第{row.pk}号", "清空了，却没有清除的记录，或者摘要对不上")
        if row.text:
            yield _found("purge-undone", f"文字第{row.pk}号", "清除过，文字却还在")
    for key in sorted(files):
        if place_of(key).exists():
            yield _found("purge-undone", key[:12], "清除过，文件却还在。运行 duban tick 会补删")
    if not any(one.kind in {"file", "entry"} for one in done):
        for model in models():
            for name in sorted(model.purgeable):
                if count := model._base_manager.filter(**{f"{name}__startswith": SEAL}).count():
                    yield _found("purge-unknown", model._meta.db_table, f"有{count}处写着已清除，却没有清除的记录")


def _found(code: str, where: str, what: str) -> Finding:
    return Finding(code, where, what, "请停止写入，保留现场，查清是谁做的", fatal=True)


ALSO.append(purges)
