"""Places in a ranking as statements: of the amount or of its growth, for each name that is ranked."""

from __future__ import annotations

import re

from duban.reading.approach import Approach
from duban.reading.clauses import Clause
from duban.reading.document import Basis, Firmness
from duban.reading.draft import Draft
from duban.reading.quantities import Quantity
from duban.reading.setting import Setting
from duban.reading.subjects import Subjects

_PLEDGED_AS: dict[str, Firmness] = {"保": "ensure", "冲": "strive"}
_AMONG = re.compile("在?全[国省市县区州旗]")  # 增长8%，全省排名第5位
_AND_GROWTH = re.compile(r"(\S{1,12}?)[和与、及](?:增速|增幅|增长率)")


def paired(names: list[str], figures: list[Quantity]) -> list[tuple[str, Quantity]]:
    """Names and figures put together: in order where there are as many, else every name with the one figure."""
    if len(figures) == 1:
        return [(name, figures[0]) for name in names]
    return [(names[min(at, len(names) - 1)], one) for at, one in enumerate(figures)]


def read_ranks(
    text: str, clause: Clause, setting: Setting, found: Approach, figures: list[Quantity], subjects: Subjects
) -> list[Draft]:
    """A rank for each name; 保二冲一 are two of one name, the first ensured, the second striven for."""
    of_amount = setting.leveled and setting.subject and setting.leveled.startswith(setting.subject)
    sped = setting.sped or not of_amount  # 产值90亿元，增长8%，居第三: of the amount
    noun = text[found.noun[0].start : found.noun[-1].end] if found.noun else ""
    named = noun and (setting.follows or not _AMONG.fullmatch(noun))
    carried = setting.basis == "growth" and sped and bool(setting.said) and not (named or setting.topic)
    basis: Basis = "growth" if subjects.growth or carried else "level"
    both = _AND_GROWTH.match(subjects.noun) if basis == "growth" and not any(subjects.names[1:]) else None
    if both:  # 总量和增速均居第五: a rank of the amount, and one of the growth of what it is the amount of
        name = subjects.names[0]
        of: tuple[tuple[str, Basis], ...] = ((name, "level"), (name.removesuffix(both[1]) or name, "growth"))
        return [_rank(text, clause, setting, one, figures[0], own) for one, own in of]
    pairs = paired(subjects.names, figures)
    if len(subjects.names) != len(figures):
        pairs = [(name, one) for one in figures for name in subjects.names]
    return [_rank(text, clause, setting, name, one, basis) for name, one in pairs if name]


def _rank(text: str, clause: Clause, setting: Setting, name: str, one: Quantity, basis: Basis) -> Draft:
    pledge = _PLEDGED_AS.get(text[one.start])
    span, quote = (one.start, one.end), (clause.start, clause.end)
    return Draft(
        "rank", name, basis, one.comparator, one.value, one.upper, "位", span, quote, setting.parent, firmness=pledge
    )
