"""The nouns of a pack one after another, each checked against those before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from duban.declare import Item, parse
from duban.ledger.types import Indicator, OrgUnit
from duban.pack.checks.books import books
from duban.pack.checks.checks import checks, spot_check
from duban.pack.checks.indicators import indicators
from duban.pack.checks.links import chosen, links
from duban.pack.checks.org_units import org_units
from duban.pack.checks.pledges import Around, pledges
from duban.pack.checks.posts import no_persons, portfolios, posts
from duban.pack.checks.providers import providers
from duban.pack.checks.rulebooks import Around as Ranked
from duban.pack.checks.rulebooks import adjustments, rulebooks, scores
from duban.pack.checks.rules import light_rules, rules
from duban.pack.checks.statistics import Bindable
from duban.pack.checks.texts import quotes
from duban.pack.pack import Pack
from duban.pack.schema.books import BookDeclared, TaskBook
from duban.pack.schema.check_declared import ChoiceDeclared, SpotCheckDeclared
from duban.pack.schema.checks import Check
from duban.pack.schema.indicators import AliasDeclared, IndicatorDeclared
from duban.pack.schema.light_rules import LightRuleDeclared
from duban.pack.schema.lights import LightRule
from duban.pack.schema.links import Choice, LinkDeclared
from duban.pack.schema.org_units import OrgUnitDeclared
from duban.pack.schema.pledges import PledgeDeclared
from duban.pack.schema.posts import Portfolio, PortfolioDeclared, Post, PostDeclared
from duban.pack.schema.providers import Provider, ProviderDeclared
from duban.pack.schema.rulebook_declared import AdjustmentDeclared, RulebookDeclared
from duban.pack.schema.rulebooks import Adjustment, Rulebook
from duban.pack.schema.score_declared import ScoreDeclared
from duban.pack.schema.scores import ScoreFormula
from duban.pack.schema.settings import (
    Calendar,
    CalendarDeclared,
    PackDeclared,
    Retention,
    RetentionDeclared,
    Rules,
    RulesDeclared,
)
from duban.pack.schema.steps import StepDeclared, steps
from duban.pack.shared import Catalog
from duban.pack.sources import BODIES, Sources
from duban.pack.told import Known

_CATALOG_LISTING = "duban pack show catalog indicators"


@dataclass(frozen=True, slots=True)
class Nouns:
    """What the rest of a pack may name."""

    head: Item[PackDeclared]
    org_units: Sequence[OrgUnit]
    indicators: Sequence[Indicator]
    books: Sequence[TaskBook]
    links: tuple[Choice, ...]
    around: Around

    @property
    def known(self) -> dict[str, Known]:
        """The ids by the keys that name them."""
        around = self.around
        return {"org_units": around.bodies.known, "books": around.books, "indicators": around.indicators}


def assemble(sources: Sources, catalog: Catalog, *, texts: bool) -> Pack | None:
    """The pack as far as it can be built, without facts; all that is wrong is told. None without a whole ``[pack]``.

    ``texts``: whether quotes are looked for in their books.
    """
    nouns = _nouns(sources, catalog)
    head = nouns.head.value
    pledged = sources.items("pledge", PledgeDeclared)
    if texts:
        quotes(pledged, nouns.books, sources.told)
    held, carried = _posts(sources, nouns)
    lit, judged = _rules(sources, nouns, catalog)
    scored, ranked, adjusted = _rulebooks(sources, nouns, catalog)
    made = Pack(
        id=head.id,
        name=head.name,
        name_en=head.name_en,
        year=head.year,
        whole=head.whole,
        org_units=tuple(nouns.org_units),
        indicators=tuple(nouns.indicators),
        light_rules=lit,
        posts=held,
        portfolios=carried,
        providers=_providers(sources, nouns),
        books=tuple(nouns.books),
        pledges=tuple(
            pledges(chosen(pledged, nouns.links, nouns.around.by_id, sources.told), nouns.around, sources.told)
        ),
        rules=judged,
        calendar=_calendar(sources),
        retention=_retention(sources),
        links=nouns.links,
        scores=scored,
        rulebooks=ranked,
        adjustments=adjusted,
        checks=_checks(sources, catalog),
        spot_check=spot_check(sources.single("rules.toml", "spot_check", SpotCheckDeclared)),
        steps=steps(sources.items("step", StepDeclared), sources.told),
    )
    return made if nouns.head.whole else None


def _head(sources: Sources) -> Item[PackDeclared]:
    """The pack's head; where it is not there or not right, a stand-in, so that the rest is looked through as well."""
    head = sources.single("pack.toml", "pack", PackDeclared)
    toml = sources.tomls.get("pack.toml")
    if toml and "pack" not in toml.tree:
        sources.told.refuse("missing-key", toml.file, "缺少 [pack]", "请写上 [pack]，里面有 id name year whole")
    if head:
        return head
    told = toml.tree.get("pack") if toml else None
    said = told if isinstance(told, dict) else {}
    whole = said.get("whole")
    stand_in = PackDeclared.model_construct(id="", name="", year=0, whole=whole if isinstance(whole, str) else "")
    return Item(stand_in, toml or parse(""), ("pack",), whole=False)


def _nouns(sources: Sources, catalog: Catalog) -> Nouns:
    told, head = sources.told, _head(sources)
    items = sources.items("org_unit", OrgUnitDeclared)
    bodies = org_units(items, head.value.whole, sources.known("org_unit", (item.value for item in items)), told)
    if BODIES not in sources.tomls:
        told.refuse("no-file", sources.folder.told(BODIES), "没有这个文件", "请写上各单位，先写全市自己")
    measured = _indicators(sources, catalog)
    bindable = Bindable(sources.known("org_unit", bodies), {one.id for one in bodies if one.statistics})
    if bodies and head.value.whole:
        bindable.known.check(head.value.whole, head.at("whole"), told)
    bound = books(sources.items("book", BookDeclared), sources.folder, bindable, told)
    around = Around(
        year=head.value.year,
        bodies=bindable,
        indicators=sources.known("indicator", measured, _CATALOG_LISTING),
        books=sources.known("book"),
        by_id={one.id: one for one in measured},
        texts={one.id: one for one in bound},
    )
    return Nouns(head, bodies, measured, bound, _links(sources, around), around)


def _indicators(sources: Sources, catalog: Catalog) -> Sequence[Indicator]:
    own, aliases = sources.items("indicator", IndicatorDeclared), sources.items("alias", AliasDeclared)
    known = sources.known("indicator", [*catalog.indicators, *(item.value for item in own)], _CATALOG_LISTING)
    return indicators(catalog.indicators, own, aliases, known, sources.told)


def _posts(sources: Sources, nouns: Nouns) -> tuple[tuple[Post, ...], tuple[Portfolio, ...]]:
    held = posts(sources.items("post", PostDeclared), nouns.known, sources.told)
    items = sources.items("portfolio", PortfolioDeclared)
    carried = portfolios(items, sources.known("post"), nouns.known, sources.told)
    if toml := sources.tomls.get("posts.toml"):
        no_persons(toml, sources.told)
    return tuple(held), tuple(carried)


def _providers(sources: Sources, nouns: Nouns) -> tuple[Provider, ...]:
    items, around = sources.items("provider", ProviderDeclared), nouns.around
    return tuple(providers(items, around.bodies.known, around.indicators, around.by_id, sources.told))


def _links(sources: Sources, around: Around) -> tuple[Choice, ...]:
    items = sources.items("link", LinkDeclared)
    return tuple(links(items, around.bodies.known, around.indicators, around.by_id, sources.told))


def _checks(sources: Sources, catalog: Catalog) -> tuple[Check, ...]:
    shared = {one.id: one for one in catalog.checks}
    words = {one.name: one.id for one in catalog.checks}
    known = Known("项检查", "unknown-check", frozenset(shared), words)
    return tuple(checks(catalog.checks, sources.items("check", ChoiceDeclared), known, sources.told))


def _rules(sources: Sources, nouns: Nouns, catalog: Catalog) -> tuple[tuple[LightRule, ...], Rules]:
    lit = light_rules(catalog.rules, sources.items("light_rule", LightRuleDeclared), sources.told)
    known = sources.known("light_rule", lit, "duban pack show catalog rules")
    declared = sources.single("rules.toml", "rules", RulesDeclared)
    return lit, rules(nouns.head, declared, known, nouns.around.indicators, sources.told)


def _calendar(sources: Sources) -> Calendar:
    declared = sources.single("rules.toml", "calendar", CalendarDeclared)
    return declared.value.calendar if declared else Calendar()


def _retention(sources: Sources) -> Retention:
    declared = sources.single("rules.toml", "retention", RetentionDeclared)
    return Retention(declared.value.check_answers) if declared else Retention()


def _rulebooks(
    sources: Sources, nouns: Nouns, catalog: Catalog
) -> tuple[tuple[ScoreFormula, ...], tuple[Rulebook, ...], tuple[Adjustment, ...]]:
    around, told = nouns.around, sources.told
    own = sources.items("score", ScoreDeclared)
    scored, tried = scores(catalog.scores, own, told), frozenset(one.value.id for one in own)
    grouped = not told.refused(sources.folder.told(BODIES))
    ranked = Ranked(nouns.org_units, around.bodies.known, around.indicators, around.by_id, scored, tried, grouped)
    items = sources.items("rulebook", RulebookDeclared)
    made = rulebooks(items, ranked, told)
    given = sources.items("adjustment", AdjustmentDeclared)
    return scored, made, adjustments(given, around.bodies.known, made, len(made) == len(items), told)
