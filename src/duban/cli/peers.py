"""``duban peers``: our place among peers (对标), and the sentence to copy."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from duban.cli import options, packs, streams
from duban.cli.shell import Command
from duban.errors import DubanError, UnreadableError

if TYPE_CHECKING:
    from duban.periods import Period
    from duban.standing.peers.files import Pasted
    from duban.standing.peers.types import Compared

_STDIN = "-"


class FormName(StrEnum):
    """The forms by name, as the option takes them."""

    table = "table"
    sentence = "sentence"
    jsonl = "jsonl"
    xlsx = "xlsx"


class ByName(StrEnum):
    """Whose place the sentence tells."""

    growth = "growth"
    level = "level"
    both = "both"


_Tables = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="表…",
        help="同组各单位的月度表：xlsx、csv、docx、文件夹、城市包；- 是标准输入。 Tables.",
        readable=False,
    ),
]
_Before = Annotated[
    list[Path] | None,
    typer.Option("--before", metavar="表", help="前一期的表，算位次变化。 Earlier table.", readable=False),
]
app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("peers", cls=Command)
def peers(
    tables: _Tables = None,
    own: Annotated[str, typer.Option("--own", metavar="单位", help="我们是哪个。 Our name.")] = "",
    pack: Annotated[
        str | None, typer.Option("--pack", "-p", metavar="城市", help="城市包：单位、指标、年份。 The city's pack.")
    ] = None,
    before: _Before = None,
    indicator: Annotated[
        list[str] | None, typer.Option("--indicator", "-i", metavar="指标", help="只看这个指标。 Only this one.")
    ] = None,
    among: Annotated[str, typer.Option("--among", metavar="名称", help="在哪里排，如 嘉兴。 The group.")] = "",
    without: Annotated[
        list[str] | None, typer.Option("--without", metavar="单位", help="不排的单位，如 经开区。 Not ranked.")
    ] = None,
    by: Annotated[
        ByName | None, typer.Option("--by", help="句子里说哪一种位次。 Whose place the sentence tells.")
    ] = None,
    year: Annotated[int | None, typer.Option("--year", metavar="年", help="表上没有年份时。 The year.")] = None,
    period: Annotated[
        str | None, typer.Option("--period", metavar="期间", help="表上没有月份时，如 2023年1—5月。 The months.")
    ] = None,
    paste: Annotated[
        bool, typer.Option("--paste", help="从标准输入读粘贴的表，空格或制表符隔开。 Read pasted text.")
    ] = False,
    form: Annotated[FormName, typer.Option("--format", "-f", help="结果的形式。 Form.")] = FormName.table,
    out: options.Out = None,
) -> None:
    """对标：读同组各县（市、区）的月度表，算我们的位次、变化、距上一位的差距，给出可以照抄的话。

    并列的占同一位，后面空出（1224）；越低越好的指标，低的在前。没有数的不排，也不算零。
    表上印的位次只用来核对：和算出来的不一样，就说出来。

    Our place among peers by level and growth, its movement, the distance to the next above, and the sentence to copy.
    """
    try:
        told = _compared(
            (tables or [], before or [], paste), own, pack, among, (indicator or [], without or []), by, year, period
        )
        _deliver(told, form, out)
    except DubanError as error:
        streams.say(str(error))
        raise typer.Exit(2) from None


def _compared(
    given: tuple[list[Path], list[Path], bool],
    own: str,
    pack: str | None,
    among: str,
    names: tuple[list[str], list[str]],
    by: ByName | None,
    year: int | None,
    period: str | None,
) -> Compared:
    # Loaded only here: the help must not wait for the engine.
    from duban.standing.peers.api import compare_peers

    tables, before, paste = given
    city = next((str(path) for path in tables if packs.is_pack(path)), None)
    named = pack or city
    return compare_peers(
        _sources(tables, paste),
        pack=packs.opened(named) if named else None,
        own=own,
        before=before,
        among=among,
        indicators=names[0],
        without=names[1],
        year=year,
        period=_period(period, year),
        by=by.value if by else "",
    )


def _sources(tables: list[Path], paste: bool) -> list[Path | Pasted]:
    from duban.pack.files import folder_of
    from duban.standing.peers.files import Pasted

    found: list[Path | Pasted] = []
    for path in tables:
        if packs.is_pack(path):
            found.append(folder_of(path).root / "peers")
        elif str(path) != _STDIN:
            found.append(path)
    if paste or Path(_STDIN) in tables or not tables:
        if not paste and Path(_STDIN) not in tables and sys.stdin.isatty():
            raise DubanError("没有写明是哪张表", do="请写文件名，或加 --paste 粘贴（粘贴完按 Ctrl-D）")
        found.append(Pasted(_pasted()))
    return found


def _pasted() -> str:
    from duban.reading.formats.encodings import guess

    data = sys.stdin.buffer.read()
    encoding = guess(data) if data else "utf-8"
    if encoding is None:
        raise UnreadableError("这不是文字，是二进制数据", where="标准输入", do="文件请写在命令后面，不要用管道")
    return data.decode(encoding, "replace")


def _period(said: str | None, year: int | None) -> Period | None:
    from duban.periods import parse

    if said is None:
        return None
    found = parse(said, year)
    if found is None:
        raise DubanError(f"“{said}”不是期间", do="写成 2023年1—5月，年份要看得出来")
    return found


def _deliver(told: Compared, form: FormName, out: Path | None) -> None:
    from duban.cli import compared
    from duban.cli.writers.table import Look

    options.fit_for_screen(form, out, "对标.xlsx")
    payload = compared.render(told, form.value, Look() if out else Look.of(sys.stdout))
    options.deliver(payload, out, f"{told.own}，{len(told.comparisons)}个指标")
    for one in told.findings:
        streams.say(str(one))
