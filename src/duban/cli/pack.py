"""``duban pack``: a city's folder of declarations: make one, check it, look into it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path, PurePath
from typing import Annotated

import typer

from duban.cli import nouns, streams
from duban.cli.records import jsonl
from duban.cli.shell import Command, Group
from duban.cli.writers import grid
from duban.cli.writers.table import Look
from duban.errors import DubanError, Finding, InputError
from duban.pack.catalog import catalog
from duban.pack.load import look_through, open_pack
from duban.pack.new import create
from duban.pack.sources import BODIES

CATALOG = "catalog"
# ``pack.toml:3`` of a declaration, ``2023.csv 第3行（value）`` of a table of figures.
_PLACE = re.compile(r"(?P<file>.*?)(?::(?P<line>\d+)| 第(?P<row>\d+)行(?:（.*）)?)")
app = typer.Typer(cls=Group, rich_markup_mode=None, add_completion=False)


class Noun(StrEnum):
    """What ``show`` can list."""

    org_units = "org-units"
    posts = "posts"
    providers = "providers"
    indicators = "indicators"
    books = "books"
    pledges = "pledges"
    figures = "figures"
    rules = "rules"
    checks = "checks"
    scores = "scores"
    links = "links"


class FormName(StrEnum):
    """The forms of a list."""

    table = "table"
    jsonl = "jsonl"


PackName = Annotated[str, typer.Argument(metavar="城市", help="城市文件夹，或自带的城市名。 A pack's folder or name.")]


@app.callback(invoke_without_command=True)
def pack(ctx: typer.Context) -> None:
    """城市文件夹：新建、检查、查看。

    A city's folder of declarations: make one, check it, look into it.
    """
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


@app.command("new", cls=Command)
def new(
    folder: Annotated[
        Path, typer.Argument(metavar="文件夹", help="要建的文件夹。 The folder to make.", readable=False)
    ],
    name: Annotated[str, typer.Option("--name", metavar="名称", help="城市的名称。 The city's name.")] = "某市",
    year: Annotated[
        int | None, typer.Option("--year", metavar="年份", min=1950, max=2200, help="计划年份。 The plan year.")
    ] = None,
) -> None:
    """建一个能用的小例子，照着改。

    文件里有中文说明；已有东西的文件夹不会被覆盖。

    Make a small city that works, to be changed into yours.
    """
    try:
        written = create(folder, name, year or date.today().year)
    except DubanError as error:
        streams.say(str(error))
        raise typer.Exit(2) from None
    streams.say(f"{folder}：写好{len(written)}个文件。改好以后检查：duban pack check {folder}")


@app.command("check", cls=Command)
def check(name: PackName) -> None:
    """检查一个城市文件夹，一次说出全部问题。

    写错的说明文件、行、键和可以写什么；有写错的，退出状态为 2。

    Check a pack; everything that is wrong is told at once, with file and line.
    """
    try:
        look = look_through(name)
    except DubanError as error:
        streams.say(str(error))
        raise typer.Exit(2) from None
    for line in _told(look.refusals, look.findings):
        typer.echo(line)
    if look.pack and not look.refusals:
        shared = catalog()
        typer.echo(nouns.summary(look.pack, len(shared.indicators), len(shared.rules)))
    typer.echo(_verdict(len(look.refusals), look.findings))
    if look.refusals:
        raise typer.Exit(2)


@app.command("show", cls=Command)
def show(
    name: PackName,
    noun: Annotated[
        Noun | None, typer.Argument(metavar="什么", help=f"{' '.join(Noun)}。 What to list; without it, a summary.")
    ] = None,
    form: Annotated[FormName, typer.Option("--format", "-f", help="结果的形式。 Form of the result.")] = FormName.table,
) -> None:
    """列出一个城市有什么；城市写 catalog 就是公共的指标和规则。

    不写“什么”，只说一句各有多少。

    List what a pack holds; catalog stands for what duban brings along for every city.
    """
    try:
        streams.put(_shown(name, noun, form))
    except DubanError as error:
        streams.say(str(error))
        raise typer.Exit(2) from None


def _shown(name: str, noun: Noun | None, form: FormName) -> bytes:
    if name == CATALOG:
        return _catalog(noun, form)
    opened = open_pack(name)
    if noun is None:
        shared = catalog()
        return (nouns.summary(opened, len(shared.indicators), len(shared.rules)) + "\n").encode()
    view = nouns.VIEWS[noun]
    things = view.things(opened)
    rows = [view.cells(opened, one) for one in things]
    return _listed(view.heads, rows, things, form)


def _catalog(noun: Noun | None, form: FormName) -> bytes:
    shared = catalog()
    if noun == Noun.indicators:
        rows = [nouns.indicator_cells(None, one) for one in shared.indicators]
        return _listed(nouns.INDICATOR_HEADS, rows, shared.indicators, form)
    if noun == Noun.rules:
        return _listed(nouns.RULE_HEADS, [nouns.rule_cells(None, one) for one in shared.rules], shared.rules, form)
    if noun == Noun.checks:
        rows = [nouns.check_cells(None, one) for one in shared.checks]
        return _listed(nouns.CHECK_HEADS, rows, shared.checks, form)
    if noun == Noun.scores:
        rows = [nouns.score_cells(None, one) for one in shared.scores]
        return _listed(nouns.SCORE_HEADS, rows, shared.scores, form)
    if noun:
        raise InputError(f"公共的里面没有 {noun}", do="可以看 indicators、rules、checks 或 scores")
    counts = f"指标{len(shared.indicators)}个，亮灯规则{len(shared.rules)}条，数的检查{len(shared.checks)}项"
    counts += f"，计分办法{len(shared.scores)}种"
    return f"公共的：{counts}。\n".encode()


def _listed(heads: Sequence[str], rows: Sequence[tuple[str, ...]], things: Sequence[object], form: FormName) -> bytes:
    return jsonl(things) if form == FormName.jsonl else grid.render(heads, rows, Look.of(sys.stdout))


def _told(refusals: Sequence[Finding], findings: Sequence[Finding]) -> Iterator[str]:
    """Everything, file by file, in the order of its lines; first what must be put right, of the bodies before all."""
    files: dict[str, list[tuple[int, str, Finding]]] = {}
    marked = [("错误", one) for one in refusals] + [("略去" if one.fatal else "留意", one) for one in findings]
    for word, one in marked:
        place = _PLACE.fullmatch(one.where)
        file, at = (place["file"], int(place["line"] or place["row"])) if place else (one.where, 0)
        files.setdefault(file, []).append((at, word, one))
    wrong = {file for file, told in files.items() if any(word == "错误" for _, word, _ in told)}
    for file in sorted(files, key=lambda file: (file not in wrong, PurePath(file).name != BODIES, file)):
        yield file
        for at, word, one in sorted(files[file], key=lambda each: (not each[0] and each[1] != "错误", each[0])):
            line = f"第{at}行 " if at else ""
            yield f"  {line}{word}：{one.what}" + (f"。{one.do}" if one.do else "")


def _verdict(refused: int, findings: Sequence[Finding]) -> str:
    left_out = sum(one.fatal for one in findings)
    counts = (("错误", refused), ("略去", left_out), ("留意", len(findings) - left_out))
    told = "，".join(f"{word}{count}处" for word, count in counts if count)
    return f"{told}。" if told else "没有问题。"
