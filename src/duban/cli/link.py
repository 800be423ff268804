"""``duban link``: subjects that could mean several indicators, and the choice that a person makes, kept in the pack."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from duban.cli import packs, streams, words
from duban.cli.atomic import write_whole
from duban.cli.shell import Command
from duban.errors import DubanError

if TYPE_CHECKING:
    from duban.linking.propose import Proposed
    from duban.pack.pack import Pack

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("link", cls=Command)
def link(
    pack: Annotated[str, typer.Argument(metavar="城市", help="城市包的文件夹。 The city's pack.")],
    subject: Annotated[str | None, typer.Option("--subject", "-s", metavar="事项", help="说法。 The words.")] = None,
    choose: Annotated[
        str | None, typer.Option("--choose", "-c", metavar="指标", help="选定的指标编号。 The indicator.")
    ] = None,
    scope: Annotated[str, typer.Option("--scope", metavar="口径", help="口径。 The scope.")] = "全域",
    org_unit: Annotated[
        str | None, typer.Option("--org-unit", metavar="单位", help="只对这个单位。 For this body only.")
    ] = None,
) -> None:
    """列出说法拿不准的事项和候选指标；选定以后记在城市包的 links.toml 里。

    List subjects that could mean several indicators, or choose one; the choice is kept in the pack.
    """
    try:
        city = packs.opened(pack)
        if choose:
            _choose(city, Path(pack), subject, choose, scope, org_unit)
        else:
            lines = list(_open(city, subject))
            streams.put(("\n".join(lines or ["没有拿不准的事项。"]) + "\n").encode("utf-8", "replace"))
    except DubanError as error:
        streams.say(str(error))
        raise typer.Exit(2) from None


def _open(city: Pack, subject: str | None) -> Iterator[str]:
    """Each subject of the pack's books and pledges that nobody has settled, with its candidates and their reasons."""
    for said, body, proposed in _proposed(city):
        if subject in {None, said} and proposed.status != "sure":
            yield f"{said}（{body}）"
            yield from (f"  {one.target}  {one.confidence:.0%}  {one.reason}" for one in proposed.proposals)
            yield from (f"  不采用：{why}" for why in proposed.refused)
            if not proposed.proposals:
                yield "  没有相近的指标；可以在 indicators.toml 里加一个"


def _proposed(city: Pack) -> Iterator[tuple[str, str, Proposed]]:
    from duban.linking.propose import Index
    from duban.reading.read import read

    index = Index(city.indicators, city.choices)
    seen: set[tuple[str, str]] = set()
    for book in city.books:
        if book.path is None:
            continue
        document = read(book.path)
        for one in document.statements:
            if one.kind == "milestone" or (one.subject, book.id) in seen:
                continue
            seen.add((one.subject, book.id))
            quote = document.quote(one)
            told = index.propose(one.subject, unit=one.unit, basis=one.basis, org_unit=book.org_unit, quote=quote)
            yield words.clean(one.subject), book.title, told
    for pledge in city.pledges:
        if pledge.indicator or pledge.kind == "milestone" or (pledge.subject, pledge.origin.book) in seen:
            continue
        seen.add((pledge.subject, pledge.origin.book))
        body, quote = city.org_unit(pledge.org_unit), pledge.origin.quote
        told = index.propose(
            pledge.subject, unit=pledge.unit, basis=pledge.basis, org_unit=pledge.org_unit, quote=quote
        )
        yield words.clean(pledge.subject), body.name if body else pledge.org_unit, told


def _choose(city: Pack, folder: Path, subject: str | None, choose: str, scope: str, org_unit: str | None) -> None:
    """Append the choice to links.toml. Raises DubanError for unknown names, and for a pack that duban brings along."""
    from duban.declare import nearest

    if not subject:
        raise DubanError("没有写明是哪个事项", do="请加 --subject")
    if not (folder / "pack.toml").is_file():
        raise DubanError(f"{folder} 不是可以改的城市包", do="请写城市包的文件夹；自带的城市包请先复制一份")
    indicator = city.indicator(choose)
    if indicator is None:
        near = nearest(choose, [one for known in city.indicators for one in (known.id, known.name)])
        do = f"{near}指标有哪些：duban pack show {folder} indicators"
        raise DubanError(f"没有 {choose} 这个指标", do=do)
    body = city.org_unit(org_unit) if org_unit else None
    if org_unit and body is None:
        raise DubanError(f"没有 {org_unit} 这个单位", do=f"单位有哪些：duban pack show {folder} org-units")
    target = folder / "links.toml"
    before = target.read_text("utf-8").rstrip() + "\n\n" if target.is_file() else ""
    lines = ["[[link]]", f"subject = {_quoted(subject)}", f"indicator = {_quoted(indicator.id)}"]
    lines += [f"scope = {_quoted(scope)}", f"chosen = {date.today().isoformat()}"]
    lines += [f"org_unit = {_quoted(body.id)}"] if body else []
    write_whole(target, (before + "\n".join(lines) + "\n").encode())
    whose = f"{body.name}说的" if body else ""
    streams.say(f"{target}：{whose}“{subject}”就是 {indicator.name}（{indicator.id}）")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
