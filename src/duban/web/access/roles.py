"""The roles that a post may carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Role:
    """``name`` is shown; ``apart`` are roles that nobody may hold together with it (三员分立)."""

    id: str
    name: object
    apart: frozenset[str] = frozenset()


_ADMINISTRATORS: Final = frozenset({"sysadmin", "secadmin", "auditor"})

ROLES: Final = {
    one.id: one
    for one in (
        Role("office", _("督查办"), _ADMINISTRATORS),
        Role("lead", _("牵头部门"), _ADMINISTRATORS),
        Role("provider", _("数据提供单位"), _ADMINISTRATORS),
        Role("liaison", _("联络员"), _ADMINISTRATORS),
        Role("checker", _("审核人"), _ADMINISTRATORS),
        Role("signer", _("签发人"), _ADMINISTRATORS),
        Role("leader", _("领导"), _ADMINISTRATORS),
        Role("sysadmin", _("系统管理员"), frozenset({"secadmin", "auditor"})),
        Role("secadmin", _("安全管理员"), frozenset({"sysadmin", "auditor"})),
        Role("auditor", _("安全审计员"), frozenset({"sysadmin", "secadmin"})),
    )
}


def clash(roles: frozenset[str]) -> tuple[str, str] | None:
    """Two roles that one person may not hold together; None where all go together."""
    for one in sorted(roles & ROLES.keys()):
        for other in sorted(roles & ROLES[one].apart):
            return one, other
    return None
