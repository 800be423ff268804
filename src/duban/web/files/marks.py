"""A secrecy mark at the head of a file, or in words that were typed: nothing of it is kept."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from duban.errors import InputError

_HEAD = 600  # characters in which a secrecy mark stands
# 机密★1年, 秘密★长期, 绝密：30年, the word at a line's end, but for 保守商业秘密; a copy number (份号) over the title.
_MARK = re.compile(
    r"(?:绝\s*密|机\s*密|秘\s*密)\s*(?:[★☆*＊]|[:：]\s*\d)\s*(?:\d+\s*(?:年|个月)|长期)?"
    r"|(?<![\u4e00-\u9fff])(?:绝\s*密|机\s*密|秘\s*密)[ \t]*(?=\n|$)"
)
# In typed words a mark stands with its term, behind 密级, or alone on a line: 严守国家秘密 is none.
_TYPED = re.compile(
    r"(?:绝\s*密|机\s*密|秘\s*密)\s*(?:[★☆*]\s*(?:\d+\s*(?:年|个月)|长期)?|:\s*\d+\s*(?:年|个月))"
    r"|密级\s*:?\s*(?:绝密|机密|秘密)|^[ \t]*(?:绝\s*密|机\s*密|秘\s*密)[ \t]*$",
    re.MULTILINE,
)
_HEADER = re.compile(r"word/header\d*\.xml")
_TAG = re.compile(r"<[^>]*>")
_LARGEST_HEADER = 2**20
_COPY = re.compile(r"^\s*(?:份\s*号|编\s*号)?[:：]?\s*0\d{5}\s*$", re.MULTILINE)


class SecretError(InputError):
    """The head bears a secrecy mark; nothing of it was kept."""

    code = "secret"


def no_secret(text: str, name: str) -> None:
    """Refuse a text whose head bears a secrecy mark."""
    head = unicodedata.normalize("NFKC", text[:_HEAD])
    if found := _MARK.search(head) or _COPY.search(head):
        raise SecretError(
            _("开头有密级或份号标志“%(mark)s”，没有收下，也没有留下任何内容") % {"mark": found.group().strip()},
            where=name,
            do=_("涉密文件不能进这个系统，请按保密规定处理；标错了的，请找定密的单位更正"),
        )


def no_secret_words(text: str, where: str = "") -> None:
    """Refuse words that somebody typed, or pasted, with a secrecy mark among them."""
    if found := _TYPED.search(unicodedata.normalize("NFKC", text)):
        raise SecretError(
            _("写的里面有密级标志“%(mark)s”，没有收下，也没有留下任何内容") % {"mark": found.group().strip()},
            where=where,
            do=_("涉密的内容不能进这个系统，请删去，按保密规定处理"),
        )


def headers(path: Path) -> Iterator[str]:
    """The words of a Word file's page headers, where a mark may stand alone."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for one in archive.infolist():
                if _HEADER.fullmatch(one.filename) and one.file_size < _LARGEST_HEADER:
                    yield _TAG.sub("", archive.read(one).decode("utf-8", "replace").replace("</w:p>", "\n"))
