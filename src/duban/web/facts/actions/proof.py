"""Proof of a figure (凭据): attached with a note, never asked for by default; taken away only in the open."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from duban.errors import InputError
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.facts.models import Proof
from duban.web.facts.place import Place
from duban.web.files.intake import keep
from duban.web.files.pieces import Piece
from duban.web.log.writing import About, replacing, writing

_MOST = 10
_LONGEST = 500


def attach(actor: Actor, place: Place, files: Sequence[Piece], note: str) -> list[Proof]:
    """Keep files as proof of the figure in a row of a sheet. Raises InputError where all of them are there already."""
    require(actor, place.verb, place.target)
    held = {one.file: one for one in Proof.objects.current().filter(sheet=place.sheet, row=place.row)}
    told = {"note": note.strip()[:_LONGEST], "struck": ""}
    fresh = {one.sha256: one for one in files if one.sha256 not in held or held[one.sha256].struck}
    if not fresh:
        raise InputError("这些文件已经附上了", do="请选别的文件；要换说明，先划去再附一次")
    if len(fresh) + sum(not one.struck for one in held.values()) > _MOST:
        raise InputError(f"一个数最多附{_MOST}个文件", do="请并成一个 PDF 再附")
    rows = []
    with writing("facts.attach", actor.by(), About("fact", place.about, place.org_unit)) as written:
        for one in fresh.values():
            keep(one, written)
            before = held.get(one.sha256)
            rows.append(replacing(before, **told) if before else _first(place, one, told))
        written.add(*rows)
        written.detail["files"] = len(rows)
    return rows


def strike(actor: Actor, proof: Proof, place: Place, reason: str) -> Proof:
    """Strike a file out, with a reason; it stays to be seen."""
    require(actor, place.verb, place.target)
    if proof.struck:
        raise InputError("已经划去了", do="要用，请再附一次")
    if not reason.strip():
        raise InputError("没有写划去的理由", do="请写为什么不要这个文件")
    row = replacing(proof, struck=reason.strip()[:_LONGEST])
    told = {"reason": row.struck}
    with writing("facts.strike", actor.by(), About("fact", place.about, place.org_unit), told) as written:
        written.add(row)
    return row


def _first(place: Place, file: Piece, told: dict[str, str]) -> Proof:
    return Proof(
        key=f"proof.{sha256(f'{place.sheet}|{place.row}|{file.sha256}'.encode()).hexdigest()[:32]}",
        sheet=place.sheet,
        row=place.row,
        org_unit=place.org_unit,
        month=place.month.number,
        file=file.sha256,
        **told,
    )
