"""What spot checks ask of somebody: proof of a figure, a conclusion."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from duban.web.access.actor import Actor
from duban.web.access.policy import Target, may
from duban.web.checks.models import CheckItem, SpotCheck
from duban.web.home.line import Line


def samples(actor: Actor) -> Iterator[Line]:
    """Figures of which proof is asked, and answers that wait for a conclusion; two queries."""
    if not (may(actor, "checks.answer") or may(actor, "checks.conclude")):
        return
    asked: dict[tuple[str, str], int] = {}
    answered: dict[str, int] = {}
    for one in CheckItem.objects.current().filter(conclusion=""):
        if one.answered:
            answered[one.check_key] = answered.get(one.check_key, 0) + 1
        elif may(actor, "checks.answer", Target(org_unit=one.asked)):
            asked[one.check_key, one.asked] = asked.get((one.check_key, one.asked), 0) + 1
    concludes = answered if may(actor, "checks.conclude") else {}
    if not (asked or concludes):
        return
    keys = {*(key for key, _body in asked), *concludes}
    checks = {one.key: one for one in SpotCheck.objects.current().filter(key__in=keys)}
    for (key, body), count in asked.items():
        words = _("抽查“%(seed)s”：请说明%(count)d个数的依据") % {"seed": checks[key].seed, "count": count}
        yield Line(words, body, checks[key].due, reverse("check", args=[key]), _("去说明"))
    for key, count in concludes.items():
        words = _("抽查“%(seed)s”：%(count)d个数等您下结论") % {"seed": checks[key].seed, "count": count}
        yield Line(words, "", None, reverse("check", args=[key]), _("去下结论"))
