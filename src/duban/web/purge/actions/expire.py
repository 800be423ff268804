"""What time purges: proof of spot checks whose retention ended, only where the pack declares one (``[retention]``)."""

from __future__ import annotations

from collections.abc import Iterator

from duban.periods import Month
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.checks.models import CheckItem, SpotCheck
from duban.web.declared.models import Declared
from duban.web.declared.pack import declarations
from duban.web.files.models import PersonalText, StoredFile
from duban.web.files.store import place_of
from duban.web.log.writing import About, writing
from duban.web.purge.erase import erase, remove
from duban.web.purge.lookup import used_elsewhere
from duban.web.purge.models import Purge


def expire(actor: Actor) -> Iterator[str]:
    """Purge what passed its retention, once; and take away bytes whose purge was cut off. Tells what was done."""
    require(actor, "purge.expire")
    for key in Purge.objects.current().filter(kind="file", state="done").values_list("target", flat=True):
        if place_of(key).exists():
            remove(key)
            yield f"补删了清除过的文件 {key[:12]}。"
    months = declarations().retention.check_answers if Declared.objects.exists() else None
    if months is None:
        return
    last = Month.of(actor.day).plus(-months)
    ended = [one.key for one in SpotCheck.objects.current().filter(due__lte=last.last_day) if Month.of(one.due) < last]
    wanted = list(_wanted(ended))
    if wanted:
        rule = f"保存期{months}个月"
        with writing("purge.expire", actor.by(), About("purge"), {"figures": len(wanted), "document": rule}) as written:
            written.add(*(_done(kind, target, rule) for kind, target in wanted))
        yield f"保存期满，清除了{len(wanted)}处抽查的说明和材料。"


def _wanted(checks: list[str]) -> Iterator[tuple[str, str]]:
    """The texts and files of all versions of these checks' figures that are still there."""
    items = list(CheckItem.objects.filter(check_key__in=checks))
    numbers = {one.words for one in items if one.words}
    for number in PersonalText.objects.filter(pk__in=numbers, tombstone="").order_by("pk").values_list("pk", flat=True):
        yield "text", str(number)
    files = {key for one in items for key in one.files}
    gone = set(Purge.objects.filter(kind="file", state="done", target__in=files).values_list("target", flat=True))
    left = files - gone - used_elsewhere(files, {one.pk for one in items})
    yield from (("file", key) for key in sorted(StoredFile.objects.filter(key__in=left).values_list("key", flat=True)))


def _done(kind: str, target: str, rule: str) -> Purge:
    return Purge(
        key=f"expire.{kind}.{target}",
        kind=kind,
        target=target,
        why="retention",
        document=rule,
        state="done",
        hash=erase(kind, target),
    )
