"""Zip files (docx, xlsx, ods) opened with care: what they unpack to is known before anybody reads it.

A bomb of a few kilobytes unpacks to gigabytes, and the sizes that a zip declares may be lies. So both are checked:
the declared sizes when the file is opened, the real ones while a member is unpacked.
"""

from __future__ import annotations

import zipfile
import zlib
from functools import lru_cache
from io import BytesIO
from xml.etree import ElementTree

from duban.errors import DamagedError, EncryptedError
from duban.sheets.files import MEGABYTE, File, too_large

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError, KeyError)
# An unknown encoding in the declaration is no ParseError.
XML_ERRORS = (ElementTree.ParseError, ValueError, LookupError)
_AGAIN = "请用 Word、Excel 或 WPS 打开后另存一份，或重新取得这个文件"


def names(file: File) -> frozenset[str]:
    """The members of the zip."""
    return Archive(file).names


class Archive:
    """The members of one zip, within the file's limits; a ``DubanError`` for everything that is wrong with it."""

    def __init__(self, file: File) -> None:
        self._file = file
        try:
            self._zip = zipfile.ZipFile(BytesIO(file.data))
            members = self._zip.infolist()
        except _BROKEN as error:
            raise damaged(file, "文件损坏或不完整") from error
        self.names = frozenset(member.filename for member in members)
        self._left = file.limits.unpacked
        if sum(member.file_size for member in members if not _is_media(member.filename)) > self._left:
            raise self._bomb()

    def read(self, name: str) -> bytes:
        """One member, unpacked; all members that are read count towards one limit."""
        try:
            member = self._zip.getinfo(name)
            if member.flag_bits & 1:
                raise EncryptedError("文件有密码", where=self._file.name, do="请打开后去掉密码，另存一份再读")
            with self._zip.open(member) as stream:
                data = stream.read(self._left + 1)
        except _BROKEN as error:
            raise damaged(self._file, f"文件损坏，{_plain(name)} 读不出来") from error
        if len(data) > self._left:
            raise self._bomb()
        if data.count(b"<") > self._file.limits.tags:
            raise too_large(self._file, "里面的内容太碎")
        self._left -= len(data)
        return data

    def tree(self, name: str) -> ElementTree.Element:
        """A small XML member as a tree (relations, styles); for content, iterate over ``read`` instead."""
        try:
            return ElementTree.fromstring(self.read(name))
        except XML_ERRORS as error:
            raise damaged(self._file, f"文件损坏，{_plain(name)} 不是完整的 XML") from error

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """The relations of a member: id → (type, the target's name in this zip)."""
        folder, _, base = name.rpartition("/")
        rels = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
        if rels not in self.names:
            return {}
        found = {}
        for relation in self.tree(rels):
            target = relation.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else _join(folder, target)
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], path)
        return found

    def _bomb(self) -> Exception:
        return too_large(self._file, f"解开后超过{self._file.limits.unpacked // MEGABYTE}MB")


def damaged(file: File, what: str) -> DamagedError:
    """The refusal of a file that is broken inside."""
    return DamagedError(what, where=file.name, do=_AGAIN)


@lru_cache(maxsize=1 << 10)
def local(tag: object) -> str:
    """An XML name without its namespace; the strict and the common form of a document differ only in that."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _is_media(name: str) -> bool:
    """Pictures and fonts are never unpacked, so their size does not matter."""
    return "/media/" in name or "/embeddings/" in name or "/fonts/" in name or name.startswith("Pictures/")


def _join(folder: str, target: str) -> str:
    steps = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def _plain(name: str) -> str:
    return "".join(char if char.isprintable() else "\ufffd" for char in name)[:80]
