"""The signer says of a copy that was taken in under the own post: it is mine; or it is not, and the sheet goes back."""

from __future__ import annotations

from django.utils.translation import gettext as _

from duban.errors import InputError
from duban.periods import Month
from duban.web.access.actor import Actor
from duban.web.access.policy import Target, require
from duban.web.facts.models import Sheet
from duban.web.facts.sheets import own_key, sheet_of
from duban.web.facts.signed_paper import in_my_name
from duban.web.log.writing import About, replacing, writing

NOT_MINE = "签字件不是签发人本人签的"


def own_paper(actor: Actor, org_unit: str, month: Month) -> None:
    """It is one's own signature."""
    require(actor, "facts.fill", Target(org_unit=org_unit))
    sheet = _asked(actor, org_unit, month)
    with writing("facts.own_paper", actor.by("signer"), About("sheet", sheet.key, org_unit), {"file": sheet.scan}):
        pass


def disown_paper(actor: Actor, org_unit: str, month: Month) -> Sheet:
    """It is not: the sheet is returned, and is filled in, checked and signed anew."""
    require(actor, "facts.fill", Target(org_unit=org_unit))
    sheet = _asked(actor, org_unit, month)
    told = {"file": sheet.scan, "remark": NOT_MINE}
    with writing("facts.disown_paper", actor.by("signer"), About("sheet", sheet.key, org_unit), told) as written:
        changed = replacing(sheet, state="returned", remark=NOT_MINE)
        written.add(changed)
    return changed


def _asked(actor: Actor, org_unit: str, month: Month) -> Sheet:
    """The sheet that waits for this person's word. Raises InputError where none does."""
    sheet = sheet_of(own_key(org_unit, month))
    if sheet is None or not in_my_name(actor, [sheet]):
        raise InputError(_("这张表没有等您确认的签字件"), do=_("请看表上写的：谁签的、谁交的"))
    return sheet
