"""Who may be bound: any known body that is no statistics body."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from duban.pack.told import Known, Told


@dataclass(frozen=True, slots=True)
class Bindable:
    """The bodies, and those among them that only provide figures."""

    known: Known
    statistics: Collection[str]

    def check(self, id: str, where: str, told: Told) -> bool:
        """Whether a body may be responsible; if not, a refusal with the reason (统计法)."""
        if not self.known.check(id, where, told):
            return False
        if id not in self.statistics:
            return True
        what = f"{id} 是统计机构，不能当责任单位"
        do = "按统计法，统计机构独立调查和报告，只提供数，不对目标负责。请写承担这件事的部门"
        told.refuse("statistics-bound", where, what, do)
        return False
