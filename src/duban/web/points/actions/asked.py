"""What is asked for, looked at before it is written: by a body that applies, or by the office that enters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.web.clock.today import today
from duban.web.org.directory import directory
from duban.web.points import words
from duban.web.points.models import Addition
from duban.web.points.rules import RECORDED, check, item


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form says; ``item`` is ``rulebook/kind``, or empty for a result that is only recorded."""

    org_unit: str
    item: str
    sort: str
    level: str
    day: date
    points: str
    reason: str
    document: str
    proof: str

    def less(self) -> Asked:
        """The same as a deduction, however its points were typed."""
        return (
            self
            if self.points.strip().startswith(("-", "−", "－"))
            else replace(self, points=f"-{self.points.strip()}")
        )


def looked_at(asked: Asked, files: int, *, corrects: bool = False) -> dict[str, Any]:
    """The fields of a new row. Raises InputError for what cannot be."""
    body = directory().by_key.get(asked.org_unit)
    if body is None:
        raise InputError(_("没有选单位"), where=_("单位"), do=_("请选一个"))
    if asked.day > today():
        raise InputError(_("%(day)s还没有到") % {"day": asked.day}, where=_("哪一天的事"), do=_("请写已经过去的日期"))
    told: dict[str, Any] = {"rulebook": "", "kind": RECORDED, "points": 0, "asked": 0}
    sort = words.one_of(asked.sort, words.SORTS, _("什么成果或者问题"))
    level = words.one_of(asked.level, words.LEVEL_WORDS, _("级别"))
    if asked.item:
        under = item(asked.item, body, asked.day)
        points = words.points(asked.points, under.book.digits)
        check(under, points, level, corrects=corrects)
        told = {"rulebook": under.book.id, "kind": under.kind.id, "points": points, "asked": points}
    if not files:
        raise InputError(_("没有附凭据"), where=_("凭据"), do=_("请附上文件、证书或者通报的扫描件"))
    return told | {
        "org_unit": body.id,
        "sort": sort,
        "level": level,
        "day": asked.day,
        "reason": words.text(asked.reason, _("理由"), _("请写清做了什么、得到什么肯定或者批评")),
        "document": words.text(asked.document, _("文件"), _("请写文件名称和文号"), most=200),
        "proof": words.text(asked.proof, _("凭据是什么"), _("请写一句，例如：获奖通报扫描件"), most=200),
    }


def begun(key: str, fields: dict[str, Any], **more: Any) -> Addition:
    """The first row of one."""
    return Addition(key=key, **fields, **more)
