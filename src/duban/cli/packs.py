"""What the commands on a pack share: opening it, its findings, the rule that is asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from duban.errors import DubanError

if TYPE_CHECKING:
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
    near = [one.id for one in pack.pledges if name in one.id or name in one.subject]
    if len(near) == 1:
        return near[0]
    listed = "、".join((near or ids)[:12])
    where = f"{pack.name}{pack.year}年"
    what = f"{where}有{len(near)}条承诺里有“{name}”" if near else f"{where}没有 {name} 这条承诺"
    other = "" if near else "。别的城市用 --pack 写明"
    raise DubanError(what, do=f"请写编号：{listed}{'……' if len(near or ids) > 12 else ''}{other}")
