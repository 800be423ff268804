"""The rows of a peers' table: which are peers, and which are the whole, a sum, an average or a note."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from duban.pack.words import plain
from duban.sheets.columns import key
from duban.sheets.figures import figure, is_nil
from duban.sheets.findings import Findings
from duban.sheets.grids import Line
from duban.sheets.totals import is_total
from duban.sheets.wide import Wide
from duban.sheets.words import plain as squeezed
from duban.standing.peers.cells import Place
from duban.standing.peers.words import words

_KINDS = ("市", "县", "区")


@dataclass(frozen=True, slots=True)
class Group:
    """Who is compared: ``own`` is us, ``among`` the whole's name (嘉兴), ``without`` are bodies that are left out."""

    own: str = ""
    among: str = ""
    without: tuple[str, ...] = ()

    def is_whole(self, name: str) -> bool:
        """Whether a row is no peer: the whole, a sum, an average, or left out."""
        word = key(name)
        if word in words()["whole"] or is_total(name) or word.endswith(("平均", "均值")):
            return True
        return bool(self.among) and same(name, self.among)

    def is_left_out(self, name: str) -> bool:
        """Whether a peer is to be left out."""
        return any(same(name, one) for one in self.without)


def same(one: str, other: str) -> bool:
    """Whether two names are one, with or without 市, 县, 区 at the end: 平湖 and 平湖市."""
    return plain(one) == plain(other) or short(one) == short(other)


def short(name: str) -> str:
    """A name without its kind: 海盐 for 海盐县; 郊区 stays."""
    word = plain(name)
    return word[:-1] if len(word) > 2 and word.endswith(_KINDS) and not word.endswith("开区") else word


def peers_of(wide: Wide, group: Group, place: Place, findings: Findings) -> list[tuple[str, Line]]:
    """The rows that are compared, by name in the table's order."""
    found: list[tuple[str, Line]] = []
    for line in wide.rows:
        name = squeezed(line.text(wide.names))
        where = place.where(line.number, wide.names)
        if not _has_answers(line, wide.heads):
            findings.add("not-a-row", where, f"“{name[:20]}”这一{place.line}没有数，按小标题或附注略过")
        elif group.is_whole(name) or group.is_left_out(name):
            continue
        elif any(same(name, other) for other, _ in found):
            what = f"“{name}”有两{place.line}，只用了前一{place.line}"
            findings.add("same-row", where, what, f"请只留一{place.line}", fatal=True)
        else:
            found.append((name, line))
    hidden = [name for name, line in found if line.hidden]
    if hidden:
        findings.add("hidden-rows", place.where(wide.rows[0].number), f"{'、'.join(hidden)}的行是隐藏的，照样读入")
    return found


def _has_answers(line: Line, columns: Collection[int]) -> bool:
    """Whether a line has a figure, or says that there is none, under any head."""
    there = [at for at in columns if at in line.cells]
    return any(figure(line.cells[at]) is not None or (line.text(at).strip() and is_nil(line.text(at))) for at in there)
