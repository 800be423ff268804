"""``org_units.toml``: the bodies, in official order, with their names and parents through time."""

from __future__ import annotations

from pydantic import Field, field_validator, model_validator

from duban.declare import Declaration, Id, Listed, Text
from duban.ledger.types import OrgUnit, Spell
from duban.pack.schema.dated import SpellDeclared, clash


class OrgUnitDeclared(Declaration):
    """``[[org_unit]]``. ``order`` is the place in the official sequence; without it, the place in the file."""

    id: Id
    name: Text
    name_en: str = ""
    kind: str = ""
    order: int | None = Field(None, ge=0)
    parent: Id | None = None
    groups: Listed[Text] = ()
    aliases: Listed[Text] = ()
    names: Listed[SpellDeclared] = ()
    parents: Listed[SpellDeclared] = ()
    whole: bool = False
    statistics: bool = False

    @field_validator("names", "parents")
    @classmethod
    def _one_at_a_time(cls, spells: tuple[SpellDeclared, ...]) -> tuple[SpellDeclared, ...]:
        if pair := clash(spells):
            raise ValueError(f"的时间重叠：“{pair[0].value}”和“{pair[1].value}”。前一个的 to 要早于后一个的 from")
        return spells

    @model_validator(mode="after")
    def _one_way_to_say_a_parent(self) -> OrgUnitDeclared:
        if self.parent and self.parents:
            raise ValueError("parent 和 parents 只写一种。上级换过的写 parents")
        return self

    def org_unit(self, place: int) -> OrgUnit:
        """As the ledger has it; ``place`` is its place in the file."""
        parents = (Spell(self.parent),) if self.parent else tuple(one.spell for one in self.parents)
        return OrgUnit(
            id=self.id,
            name=self.name,
            name_en=self.name_en,
            kind=self.kind,
            order=place if self.order is None else self.order,
            names=tuple(one.spell for one in self.names),
            parents=parents,
            groups=self.groups,
            aliases=self.aliases,
            whole=self.whole,
            statistics=self.statistics,
        )
