"""The shortest form: how many pledges of each body stand under each light."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from duban.cli import words
from duban.cli.verdicts import said
from duban.cli.writers.table import width_of
from duban.standing.documents import Judgement


def render(judgement: Judgement) -> bytes:
    """A line a body, a column a light, UTF-8; lights that nobody has are left out."""
    lights = sorted({one.light for one in judgement.verdicts}, key=lambda light: light.order)
    rows = [["", *(f"{light.shape}{light.word}" for light in lights)]]
    for name, members in said.grouped(judgement, judgement.verdicts):
        counts = Counter(one.light.key for one in members)
        rows.append([name, *(str(counts[light.key] or "") for light in lights)])
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(_cell, row, widths, range(len(row)))) for row in rows]
    lines += ["", said.tally(judgement), *_scopes(judgement)]
    return ("\n".join(line.rstrip() for line in lines) + "\n").encode("utf-8", "replace")


def _scopes(judgement: Judgement) -> Iterator[str]:
    """How many of the lights are of figures in another scope than the target's."""
    told = [
        f"{said.subject(one.pledge)}（{words.clean(one.scope_change)}）"
        for one in judgement.verdicts
        if one.scope_change
    ]
    if told:
        yield f"其中{len(told)}条目标和报来的数口径不同：{'，'.join(told)}"


def _cell(cell: str, wide: int, at: int) -> str:
    """Names to the left, counts to the right."""
    blank = " " * (wide - width_of(cell))
    return blank + cell if at else cell + blank
