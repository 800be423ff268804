"""The body that answers for a drawn figure sends its proof: words and files, until the office has concluded."""

from __future__ import annotations

from collections.abc import Sequence

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import Target, require
from duban.web.checks.models import CheckItem
from duban.web.files.intake import keep
from duban.web.files.models import PersonalText
from duban.web.files.pieces import Piece
from duban.web.log.writing import About, replacing, writing

_LONGEST = 2000
_MOST = 10


def answer(actor: Actor, item: CheckItem, words: str, files: Sequence[Piece] = ()) -> CheckItem:
    """Answer with words, and files beside those that were sent before. Raises InputError without words."""
    require(actor, "checks.answer", Target(org_unit=item.asked))
    if item.conclusion:
        raise InputError("督查办已经有结论了，不能再改", do="有不同意见，请找督查办")
    if not words.strip():
        raise InputError("没有写说明", do="请写这个数从哪里来、依据是什么；材料可以附上")
    hashes = list(dict.fromkeys([*item.files, *(one.sha256 for one in files)]))
    if len(hashes) > _MOST:
        raise InputError(f"一个数最多附{_MOST}个文件", do="请并成一个 PDF 再附")
    about = About("check", item.check_key, item.asked)
    with writing("checks.answer", actor.by(), about, {"place": item.place, "files": len(hashes)}) as written:
        for one in files:
            keep(one, written)
        text = PersonalText.objects.create(text=words.strip()[:_LONGEST])
        row = replacing(item, answered=True, words=text.pk, files=hashes)
        written.add(row)
    return row
