"""A body applies for another target in mid-year (年中调整); the office approves it with a document, or refuses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.periods import Month
from duban.web.access.actor import Actor
from duban.web.access.policy import require
from duban.web.books.actions.amend import adjusted, check_target, in_force
from duban.web.books.lookup import target
from duban.web.books.models import Adjustment, Book, Clause
from duban.web.log.amounts import month_of
from duban.web.log.writing import About, replacing, writing


def apply(actor: Actor, key: str, changes: Mapping[str, Any], *, month: Month, reason: str) -> Adjustment:
    """Ask for another target from a month on. Raises InputError without a reason, or while one application waits."""
    clause, book = in_force(key)
    require(actor, "books.apply", target(book, clause))
    check_target(clause, book, month, changes)
    if not reason.strip():
        raise InputError(_("没有写理由"), do=_("请写清为什么要调整目标，依据是什么"))
    earlier = Adjustment.objects.filter(clause=key, replaces__isnull=True).count()
    if Adjustment.objects.current().filter(clause=key, state="asked").exists():
        raise InputError(_("这一条已经有一份申请在等批复"), where=clause.subject, do=_("请等批复，或者先收回那一份"))
    told = {"tiers": changes["tiers"], "unit": changes.get("unit", clause.unit), "due": changes.get("due", clause.due)}
    row = Adjustment(
        key=f"{key}~{earlier + 1}",
        book=book.key,
        clause=key,
        org_unit=clause.org_unit or book.org_unit,
        state="asked",
        month=month.number,
        reason=reason.strip()[:500],
        **told,
    )
    with writing("books.apply", actor.by(), _about(clause), {"month": str(month)}) as written:
        written.add(row)
    return row


def take_back(actor: Actor, number: int) -> Adjustment:
    """The body takes its application back while nobody has answered it."""
    row, clause, book = _asked(number)
    require(actor, "books.apply", target(book, clause))
    return _answered(actor, "books.apply_back", clause, row, state="withdrawn")


def approve(actor: Actor, number: int, document: str, answer: str = "") -> Clause:
    """Set the target that was asked for, by a document; the first one stays in sight."""
    row, clause, book = _asked(number)
    require(actor, "books.adjust", target(book, clause))
    changes = {"tiers": row.tiers, "unit": row.unit, "due": row.due}
    changed = adjusted(clause, changes, month_of(row.month), document)
    told = {"document": changed.document, "month": str(month_of(row.month))}
    done = replacing(row, state="approved", document=changed.document, answer=answer.strip()[:500])
    with writing("books.adjust", actor.by(), _about(clause), told) as written:
        written.add(changed, done)
    return changed


def refuse(actor: Actor, number: int, answer: str) -> Adjustment:
    """Leave the target as it is; the body reads why."""
    row, clause, book = _asked(number)
    require(actor, "books.adjust", target(book, clause))
    if not answer.strip():
        raise InputError(_("没有写理由"), do=_("请写一句为什么不同意，申请的单位看得到"))
    return _answered(actor, "books.refuse_adjust", clause, row, state="refused", answer=answer.strip()[:500])


def _asked(number: int) -> tuple[Adjustment, Clause, Book]:
    row = Adjustment.objects.filter(pk=number).first()
    if row is None:
        raise Http404(str(number))
    clause, book = in_force(row.clause)
    if row.state != "asked" or not Adjustment.objects.current().filter(pk=number).exists():
        raise InputError(_("这份申请已经有了答复"), where=clause.subject, do=_("请看页面上的答复"))
    return row, clause, book


def _answered(actor: Actor, verb: str, clause: Clause, row: Adjustment, **changes: str) -> Adjustment:
    done = replacing(row, **changes)
    detail = {"reason": changes["answer"]} if changes.get("answer") else {}
    with writing(verb, actor.by(), _about(clause), detail) as written:
        written.add(done)
    return done


def _about(clause: Clause) -> About:
    return About("clause", clause.key, clause.org_unit)
