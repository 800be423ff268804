"""What the commands on a pack share: opening it, its findings, the rule that is asked for."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from duban.errors import DubanError

if TYPE_CHECKING:
    from duban.ledger.types import OrgUnit
    from duban.pack.pack import Pack
    from duban.standing.judge import Terms

DEMO = "pinghu_2023"


def is_pack(path: Path) -> bool:
    """Whether an argument means a pack: a folder with a pack.toml, or the name of one that duban brings along."""
    from duban.pack.files import PACKS

    return (path / "pack.toml").is_file() or (len(path.parts) == 1 and (PACKS / path / "pack.toml").is_file())


def opened(name: str | Path) -> Pack:
    """The pack; raises DubanError with all that is wrong in it."""
    from duban.pack.load import open_pack

    return open_pack(str(name))


def terms(pack: Pack, rules: str | None, pace: str | None) -> Terms:
    """The pack's way of judging, with another rule or pace where they are asked for."""
    from duban.pack.rules import rule_named
    from duban.standing.city import terms_of

    rule = rule_named(rules, pack.light_rules) if rules else None
    return terms_of(pack, rule, "season" if pace == "season" else "months" if pace else None)


def the_day(pack: Pack, asked: date | None) -> date:
    """The date of judging: as asked, else the plan year's last day."""
    return asked or date(pack.year, 12, 31)


def pledge_named(pack: Pack, name: str) -> str:
    """The id of the pledge that is meant: its id, or the only one whose id or subject holds these words.

    Raises DubanError, which lists those that could be meant.
    """
    ids = [one.id for one in pack.pledges]
    if name in ids:
        return name
    units = [one for one in pack.org_units if name in (one.id, *_called(one))]
    own = {one.id for one in units}
    near = [one.id for one in pack.pledges if name in one.id or name in one.subject or one.org_unit in own]
    if len(near) == 1:
        return near[0]
    bodies = _near_bodies(pack, name)
    if not near and len(bodies) == 1:
        what = f"{pack.name}{pack.year}年没有 {name} 这条承诺，也没有这个单位"
        raise DubanError(what, do=f"您是不是想写 {bodies[0]}？别的城市用 --pack 写明")
    likely = near or _likely(pack, name)
    listed = "、".join((likely or ids)[:12])
    where = f"{pack.name}{pack.year}年"
    what = f"{where}没有 {name} 这条承诺{_likely_body(pack, name)}"
    if near:
        what = f"{units[0].name}有{len(near)}条承诺" if units else f"{where}有{len(near)}条承诺里有“{name}”"
    other = "" if near else "。别的城市用 --pack 写明"
    raise DubanError(what, do=f"请写编号：{listed}{'……' if len(likely or ids) > 12 else ''}{other}")


def _called(body: OrgUnit) -> tuple[str, ...]:
    """What a body is called, now and before."""
    return (body.name, *body.aliases, *(one.value for one in body.names))


def _likely(pack: Pack, name: str) -> list[str]:
    """The ids of pledges that are spelled much like a name that is none."""
    return get_close_matches(name, [one.id for one in pack.pledges], 6, 0.6)


def _near_bodies(pack: Pack, name: str) -> list[str]:
    """The names of the bodies that are called much as the name, the nearest first."""
    called = {word: one.name for one in pack.org_units for word in _called(one)}
    return list(dict.fromkeys(called[word] for word in get_close_matches(name, list(called), 6, 0.5)))


def _likely_body(pack: Pack, name: str) -> str:
    """The bodies that are called much as the name, as a half sentence; empty where none is."""
    from duban.ledger.fields import is_body

    if near := _near_bodies(pack, name):
        return f"，也没有这个单位；名称相近的有{'、'.join(near[:3])}"
    listed = [one.name for one in pack.org_units]
    return f"，也没有这个单位；有{'、'.join(listed[:8])}{'……' if len(listed) > 8 else ''}" if is_body(name) else ""
