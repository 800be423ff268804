"""What can be purged, found without being shown: by a text's number, an entry of the log, or (the beginning of) a
file's hash.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from duban.errors import InputError
from duban.web.books.models import BookText, Clause
from duban.web.checks.models import CheckItem
from duban.web.facts.models import Proof, Sheet
from duban.web.files.models import PersonalText, StoredFile
from duban.web.files.store import place_of
from duban.web.files.used import named_by_others
from duban.web.log.models import Entry
from duban.web.purge.erase import words_of, written

_SHORTEST = 8
_ENTRY = re.compile(r"(?:日志)?第(\d+)条|日志(\d+)")


@dataclass(frozen=True, slots=True)
class Found:
    """One thing: its kind, its key, how long or large it is, and whether it is gone already."""

    kind: str
    target: str
    size: int
    gone: bool


def found(said: str) -> Found:
    """What an administrator named. Raises InputError where nothing is so named, or more than one thing."""
    said = said.strip().lower()
    if entry := _ENTRY.fullmatch(said):
        return _entry(int(entry[1] or entry[2]))
    if said.isdigit() and len(said) < _SHORTEST:
        text = PersonalText.objects.filter(pk=int(said)).first()
        if text is None:
            raise InputError(f"没有第{said}号文字", do="请照页面上写的“文字第几号”填")
        return Found("text", said, len(text.text), bool(text.tombstone))
    if len(said) < _SHORTEST or set(said) - set("0123456789abcdef"):
        raise InputError(f"“{said}”看不懂", do="请填文字的号，或者文件校验码（至少前8位）")
    rows = list(StoredFile.objects.current().filter(key__startswith=said)[:2])
    if len(rows) != 1:
        what = "有几个文件的校验码都这样开头" if rows else "没有校验码这样开头的文件"
        raise InputError(what, do="请照页面上写的校验码填，写长一些")
    return Found("file", rows[0].key, rows[0].size, not place_of(rows[0].key).exists())


def _entry(number: int) -> Found:
    """What was written freely in an entry of the log."""
    entry = Entry.objects.filter(number=number).first()
    if entry is None:
        raise InputError(f"日志没有第{number}条", do="请照日志上写的号填")
    rows = written(number)
    if len(rows.get(Clause, ())) > 1:
        raise InputError("这一条写的是整本书", do="请照文件的校验码清除，书里的话一起清除")
    words = words_of(entry, rows)
    if not words:
        raise InputError(f"日志第{number}条里没有人写的话，或者已经清除了", do="请看是不是别的一条")
    return Found("entry", str(number), sum(map(len, words)), gone=False)


def used_elsewhere(files: set[str], items: set[int]) -> set[str]:
    """Those of some files that something else names: a book, a signed scan, a figure's proof, other spot checks."""
    named = set(BookText.objects.filter(file__in=files).values_list("file", flat=True))
    named |= set(Sheet.objects.filter(scan__in=files).values_list("scan", flat=True))
    named |= set(Proof.objects.filter(file__in=files).values_list("file", flat=True)) | named_by_others(files)
    for one in CheckItem.objects.exclude(pk__in=items):
        named |= files & set(one.files)
    return named & files
