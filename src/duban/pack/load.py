"""A folder of declarations → a :class:`~duban.pack.pack.Pack`; all that is wrong in it is found in one pass."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from duban.errors import DeclarationError, Finding
from duban.ledger.types import Fact
from duban.pack.assemble import assemble
from duban.pack.catalog import catalog
from duban.pack.figures import figures, figures_alone
from duban.pack.files import Folder, folder_of
from duban.pack.pack import Pack
from duban.pack.sources import BODIES, read_all
from duban.pack.told import Told


@dataclass(frozen=True, slots=True)
class Look:
    """What a look through a pack gives: the pack as far as it can be built (None without a head), and what is told.

    ``refusals`` must be put right; ``findings`` are worth a look, a ``fatal`` one left a row of figures out.
    """

    pack: Pack | None
    refusals: tuple[Finding, ...]
    findings: tuple[Finding, ...]


def open_pack(name: str | Path) -> Pack:
    """A city's pack, by the path of its folder or the name of one that duban brings along.

    Raises DeclarationError with every refusal (file, line, key, what may be written); what stops nothing is in the
    pack's ``findings``.
    """
    look = look_through(name, texts=False)
    if look.refusals or look.pack is None:
        raise DeclarationError.of(look.refusals)
    return look.pack


def look_through(name: str | Path, *, texts: bool = True) -> Look:
    """Everything that is wrong in a pack; ``texts`` also looks for each quote in its book.

    Raises DeclarationError only where there is no such folder, or no pack.toml in it.
    """
    folder, told = folder_of(name), Told()
    sources = read_all(folder, told)
    folder.strangers(told)
    pack = assemble(sources, catalog(), texts=texts)
    facts = _figures(folder, pack, told) if pack else ()
    findings = tuple(told.findings)
    return Look(replace(pack, facts=facts, findings=findings) if pack else None, tuple(told.refusals), findings)


def _figures(folder: Folder, pack: Pack, told: Told) -> tuple[Fact, ...]:
    """The facts; none where the bodies are refused, for then each row would only be told to name an unknown one.

    How the figures are written, and of which indicator in which unit, is looked at all the same.
    """
    bodies = folder.told(BODIES)
    if not told.refused(bodies):
        return figures(folder, pack, told)
    what = "这个文件有错误，figures 里的数只看了写法、指标和计量单位，是哪个单位的还没有看，别的文件里的单位也没有看全"
    told.note("bodies-first", bodies, what, "改好再检查一次")
    figures_alone(folder, pack, told)
    return ()
