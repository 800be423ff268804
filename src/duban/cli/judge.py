"""``duban judge``: plans held against reports, a verdict a pledge."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from duban.cli import packs, streams
from duban.cli.atomic import write_whole
from duban.cli.shell import Command
from duban.errors import DubanError, Finding

if TYPE_CHECKING:
    from typer._click import Context

    from duban.standing.documents import Judgement


class FormName(StrEnum):
    """The forms by name, as the option takes them."""

    table = "table"
    brief = "brief"
    jsonl = "jsonl"
    xlsx = "xlsx"
    html = "html"


class PaceName(StrEnum):
    """How a sum's share of the year is reckoned."""

    months = "months"
    season = "season"


class Against(Command):
    """A command whose ``--against`` takes all files up to the next option."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """As Click's own, with the option repeated before each further file."""
        spread: list[str] = []
        against = False
        for arg in args:
            if arg.startswith("-"):
                against = arg in {"--against", "-a"}
                spread.append(arg)
            else:
                follows = against and spread[-1] not in {"--against", "-a"}
                spread += ["--against", arg] if follows else [arg]
        return super().parse_args(ctx, spread)


app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("judge", cls=Against)
def judge(
    plans: Annotated[
        list[Path], typer.Argument(metavar="计划…", help="计划、任务书，或承诺表。 Plans.", readable=False)
    ],
    as_of: Annotated[
        datetime, typer.Option("--as-of", formats=["%Y-%m-%d"], metavar="日期", help="判定日，2023-06-30。 Date.")
    ],
    against: Annotated[
        list[Path] | None,
        typer.Option("--against", "-a", metavar="报告…", help="报告，或完成数表。 Reports.", readable=False),
    ] = None,
    rules: Annotated[
        str | None, typer.Option("--rules", "-r", metavar="规则", help="亮灯规则，或写规则的 .toml 文件。 Rule.")
    ] = None,
    pace: Annotated[PaceName | None, typer.Option("--pace", help="进度按月份平摊，或按上年的季节。 Pace.")] = None,
    year: Annotated[int | None, typer.Option("--year", metavar="年", help="计划年份。 Plan year.")] = None,
    pack: Annotated[
        Path | None,
        typer.Option("--pack", "-p", metavar="城市包", help="用这个城市自己的指标、单位和规则。 Pack.", readable=False),
    ] = None,
    reasons: Annotated[bool, typer.Option("--reasons", help="表格里每一条下面写出理由。 Reasons.")] = False,
    form: Annotated[FormName, typer.Option("--format", "-f", help="结果的形式。 Form.")] = FormName.table,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="路径", help="写到文件。 File.", readable=False)
    ] = None,
) -> None:
    """拿计划和报告对照，说明每一条承诺完成得怎样。

    计划和报告可以是 read 认得的任何文件，也可以是 jsonl、csv、xlsx、Parquet 的表。
    只写一个城市包，就用它自己的数来判。
    规则有哪些：duban pack show catalog rules。

    Hold plans against reports and give a verdict, with its reasons, for every pledge.
    """
    try:
        told = _judged(
            _Asked(plans, against or [], as_of.date(), rules or "", pace.value if pace else None, year, pack),
            "reasons" if reasons and form is FormName.table else form.value,
            out,
        )
    except DubanError as error:
        streams.say(str(error))
        raise typer.Exit(2) from None
    if told:
        raise typer.Exit(2)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked: the files, the day and how to judge."""

    plans: list[Path]
    reports: list[Path]
    as_of: date
    rules: str
    pace: Literal["months", "season"] | None
    year: int | None
    pack: Path | None


def _judged(asked: _Asked, form: str, out: Path | None) -> bool:
    """Do the whole command; true if anything was left out."""
    # Loaded only here: the help must not wait for the engine.
    from duban.cli.verdicts import OFF_SCREEN, SUFFIXES, renderer

    if out is None and form in OFF_SCREEN:
        raise DubanError(f"{form} 不能输出到屏幕", do=f"请用 --out 指定文件，例如 --out 结果{SUFFIXES[form]}")
    plans, reports = asked.plans, asked.reports
    alone = not reports and len(plans) == 1 and packs.is_pack(plans[0])
    if not reports and not alone:
        raise DubanError("没有报告可以对照", do="请用 --against 写明报告；只写一个城市包时不用")
    if alone and asked.pack:
        raise DubanError(
            "只写一个城市包，又写了 --pack", do="要用城市包自己的数判，不写 --pack；要判两份文件，写上计划和报告"
        )
    city = packs.opened(asked.pack) if asked.pack else None
    with nullcontext() if alone or city else _compiling(asked.rules, asked.pace or "months"):
        from duban.standing.api import judge as hold

        judgement = hold(
            packs.opened(plans[0]) if alone else plans,
            reports,
            as_of=asked.as_of,
            rules=asked.rules,
            pace=asked.pace,
            year=asked.year,
            pack=city,
        )
    _deliver(judgement, renderer(form)(judgement), form, out)
    return any(one.fatal for one in judgement.findings)


def _compiling(rules: str, pace: Literal["months", "season"]) -> AbstractContextManager[None]:
    """The rule's query compiled beside all that follows, where it is not kept: before the engine is loaded."""
    from duban.standing.queries import compiled_ahead

    return compiled_ahead(rules, pace)


def _deliver(judgement: Judgement, payload: bytes, form: str, out: Path | None) -> None:
    from duban.cli.verdicts import said

    if out:
        write_whole(out, payload)
        streams.say(f"{out}：{said.tally(judgement)}")
    else:
        streams.put(payload)
    _tell(
        judgement.findings
        if form in {"table", "reasons", "brief", "jsonl"}
        else [one for one in judgement.findings if one.fatal]
    )


def _tell(findings: Sequence[Finding]) -> None:
    for one in findings:
        streams.say(str(one))
