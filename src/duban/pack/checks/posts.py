"""Posts and portfolios: known bodies, books and indicators; never a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from duban.declare import Item, Toml
from duban.pack.checks.common import once, ordered
from duban.pack.schema.posts import PERSONAL, Portfolio, PortfolioDeclared, Post, PostDeclared
from duban.pack.told import Known, Told


def posts(items: Sequence[Item[PostDeclared]], nouns: Mapping[str, Known], told: Told) -> list[Post]:
    """The posts in official order; ``nouns`` are what they may lead, by key (org_units, books, indicators)."""
    items = once(items, "职务", told)
    ordered(items, "职务", told)
    for item in items:
        nouns["org_units"].check(item.value.org_unit, item.at("org_unit"), told)
        for at, id in enumerate(item.value.leads):
            _leads(id, item.at("leads", at), nouns, told)
    found = (item.value.post(place) for place, item in enumerate(items, 1))
    return sorted(found, key=lambda post: post.order)


def _leads(id: str, where: str, nouns: Mapping[str, Known], told: Told) -> None:
    holders = [known.noun for known in nouns.values() if id in known.ids]
    if len(holders) > 1:
        told.refuse("id-of-two", where, f"{id} 既是一{'，又是一'.join(holders)}", "请用 [[portfolio]] 分开写")
    elif not holders and all(known.whole for known in nouns.values()):
        words = {word: meant for known in nouns.values() for word, meant in known.words.items()}
        ids = frozenset().union(*(known.ids for known in nouns.values()))
        Known("个单位、书或指标", "unknown-lead", ids, words).check(id, where, told)


def portfolios(
    items: Sequence[Item[PortfolioDeclared]], posts: Known, nouns: Mapping[str, Known], told: Told
) -> list[Portfolio]:
    """What each post is in charge of, in the order of the file."""
    for item in items:
        posts.check(item.value.post, item.at("post"), told)
        for key, known in nouns.items():
            for at, id in enumerate(getattr(item.value, key)):
                known.check(id, item.at(key, at), told)
    return [item.value.portfolio for item in items]


def no_persons(toml: Toml, told: Told) -> None:
    """Refuse keys that would name a person: with the reason, in the place of a list of keys."""
    for table in ("post", "portfolio"):
        tables = toml.tree.get(table, [])
        for at, one in enumerate(tables if isinstance(tables, list) else []):
            for key in sorted(PERSONAL & set(one)) if isinstance(one, dict) else ():
                what = f"{key} 像是写人的，这里不写人"
                where = toml.where(table, at, key)
                told.refusals[:] = [said for said in told.refusals if (said.code, said.where) != ("unknown-key", where)]
                told.refuse("personal", where, what, "责任由职务承担；职务的名称写在 title")
