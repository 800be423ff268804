"""``duban spot-check``: a sample drawn by a seed, and what became of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from duban.cli import options, packs, streams
from duban.cli.atomic import reason
from duban.cli.shell import Command
from duban.errors import DubanError, Finding

if TYPE_CHECKING:
    from duban.pack.pack import Pack
    from duban.standing.spot.conclude import Concluded
    from duban.standing.spot.sample import Draw, Sample


class GroupName(StrEnum):
    """In what groups to draw."""

    none = "none"
    body = "body"
    indicator = "indicator"


app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("spot-check", cls=Command)
def spot_check(
    seed: Annotated[str, typer.Option("--seed", metavar="种子", help="任意一句话，抽之前公布。 Any words.")],
    pack: Annotated[str, typer.Argument(metavar="城市", help="城市包。 The city's pack.")] = packs.DEMO,
    share: Annotated[str | None, typer.Option("--share", metavar="比例", help="抽百分之几，10%。 Share.")] = None,
    number: Annotated[int | None, typer.Option("--number", metavar="个数", help="抽几个。 How many.")] = None,
    group: Annotated[
        GroupName, typer.Option("--group", help="每个单位（body）或每个指标（indicator）各抽。 Strata.")
    ] = GroupName.none,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    conclude: Annotated[
        Path | None,
        typer.Option("--conclude", metavar="表", help="填好的抽查表。 The sheet, filled in.", readable=False),
    ] = None,
    known: Annotated[
        int | None, typer.Option("--known", metavar="号", help="更正从哪一号起作数。 Log number of corrections.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="路径", help="抽查表.xlsx，或更正.csv；不覆盖。 File.", readable=False),
    ] = None,
) -> None:
    """抽查：按种子抽样，出一张表；填好以后算属实的比例，出更正或折算的数。

    同样的种子、同样的数，永远抽到同样的样本。--conclude 时种子、比例、日期要和抽的时候一样。

    Draw a sample by a seed; with --conclude, read the filled sheet: the share that held, and facts that replace others.
    """
    try:
        draw = _draw(seed, share, number, group)
        city = packs.opened(pack)
        left = _run(city, draw, as_of, known_at, conclude, known, out)
    except DubanError as error:
        streams.say(str(error))
        raise typer.Exit(2) from None
    if left:
        raise typer.Exit(2)


def _draw(seed: str, share: str | None, number: int | None, group: GroupName) -> Draw:
    from duban.sheets.figures import figure
    from duban.standing.spot.sample import Draw

    if not seed.strip():
        raise DubanError("种子是空的", do="请写一句话，例如 --seed 2023年第三季度抽查")
    if (share is None) == (number is None):
        raise DubanError("比例和个数要写一个，只写一个", do="例如 --share 10%，或 --number 20")
    if number is not None:
        if number < 1:
            raise DubanError(f"抽不了{number}个", do="--number 至少是 1")
        return Draw(seed, number=number, group=group.value)
    told = figure(share or "")
    if told is None or told.unit != "%" or told.comparator or not 0 < told.value <= 100:
        raise DubanError(f"比例不能是“{share}”", do="写百分数，例如 --share 10%")
    return Draw(seed, share=Fraction(told.value) / 100, group=group.value)


def _run(
    city: Pack,
    draw: Draw,
    as_of: datetime | None,
    known_at: int | None,
    sheet: Path | None,
    known: int | None,
    out: Path | None,
) -> bool:
    from duban.standing.spot.sample import of_city, sample

    day = packs.the_day(city, as_of.date() if as_of else None)
    drawn = sample(of_city(city, day), draw, day, known_at)
    if not drawn.drawn:
        raise DubanError("没有可以抽的数", where=city.name, do="请核对 figures 文件夹和 --as-of、--known-at")
    if out and out.exists():
        raise DubanError("已经有这个文件了，不覆盖", where=str(out), do="请换一个 --out")
    if sheet is None:
        _put_sample(drawn, city, out)
        return False
    return _concluded(drawn, city, sheet, known, out)


def _put_sample(drawn: Sample, city: Pack, out: Path | None) -> None:
    from duban.cli.atomic import write_whole
    from duban.cli.writers import grid
    from duban.cli.writers.table import Look
    from duban.standing.spot.sheet import COLUMNS, cells, in_order, write

    told = f"{len(drawn.frame)}个数里抽到{len(drawn.drawn)}个"
    if out:
        write_whole(out, write(drawn, city))
        streams.say(f"{out}：{told}。填好以后：加上 --conclude {out.name} 再运行一次")
        return
    rows = [cells(one, city) for one in in_order(drawn, city)]
    streams.put(grid.render([column.label for column in COLUMNS][: len(rows[0])], rows, Look(None, False)))
    streams.say(f"{told}。要填的表：--out 抽查.xlsx")


def _concluded(drawn: Sample, city: Pack, sheet: Path, known: int | None, out: Path | None) -> bool:
    from duban.cli import concluded
    from duban.standing.spot.conclude import conclude
    from duban.standing.spot.sheet import read

    findings: list[Finding] = []
    answers = read(sheet, drawn, city, findings)
    # One more than the last, so that --known-at the last draws this sample again.
    following = max((one.known for one in city.facts), default=0) + 1
    told = conclude(drawn, answers, city, following if known is None else known, sheet.name)
    for line in concluded.lines(told, city):
        streams.put(f"{line}\n".encode("utf-8", "replace"))
    for one in (*findings, *told.findings):
        streams.say(str(one))
    if told.facts and known is None:
        streams.say(f"更正从第{following}号起作数（现有的最后一号再加一）；要写别的号用 --known")
    _write(told, out)
    return any(one.fatal for one in (*findings, *told.findings))


def _write(told: Concluded, out: Path | None) -> None:
    """The facts as a csv for the pack's folder of figures."""
    from duban.ledger.files import write

    if not told.facts:
        streams.say("没有要更正的数。")
    elif out is None:
        streams.say("要写成城市包能用的数：--out 抽查更正.csv，再放进 figures 文件夹")
    elif out.suffix.lower() != ".csv":
        raise DubanError("更正要写成 .csv", where=str(out), do="例如 --out 抽查更正.csv")
    else:
        try:
            write(out, told.facts)
        except OSError as error:
            raise DubanError(f"写不进去（{reason(error)}）", where=str(out), do="请换一个 --out 再试") from error
        streams.say(f"{out}：{len(told.facts)}个数，放进城市包的 figures 文件夹就作数")
