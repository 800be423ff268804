"""``duban check``: figures looked at before they count."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from duban.cli import options, packs, streams
from duban.cli.options import FormName
from duban.cli.shell import Command
from duban.errors import DubanError

if TYPE_CHECKING:
    pass


app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("check", cls=Command)
def check(
    figures: Annotated[
        list[Path] | None,
        typer.Argument(metavar="城市或表…", help="城市包，或数的表。 A pack, or tables of facts.", readable=False),
    ] = None,
    pack: Annotated[
        str | None, typer.Option("--pack", "-p", metavar="城市", help="表是这个城市新来的数。 New figures of a pack.")
    ] = None,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    form: options.Form = FormName.table,
    out: options.Out = None,
) -> None:
    """数作数以前先看一遍：累计数下降、数量级不对、照抄、12月突增、合计不等、项目加总代替统计数……

    每一处说明是哪个数、为什么、怎么办。哪些不作数，由城市包的 rules.toml 定。
    表可以是 jsonl、csv、xlsx、Parquet；用 --pack 写明是哪个城市新来的数，就和它已有的数放在一起看。
    有不收的数，退出状态为 2。

    Look at figures before they count; each finding says which figure, why, and what to do.
    """
    try:
        day = as_of.date() if as_of else None
        refused = _checked(figures or [Path(packs.DEMO)], pack, day, known_at, form, out)
    except DubanError as error:
        streams.say(str(error))
        raise typer.Exit(2) from None
    if refused:
        raise typer.Exit(2)


def _checked(
    figures: list[Path],
    city: str | None,
    as_of: date | None,
    known_at: int | None,
    form: FormName,
    out: Path | None,
) -> bool:
    # Loaded only here: the help must not wait for the engine.
    from duban.cli import checked
    from duban.standing.checks.api import check as look

    options.fit_for_screen(form, out, "检查.xlsx")
    own = packs.opened(figures[0]) if len(figures) == 1 and packs.is_pack(figures[0]) else None
    if own and city:
        raise DubanError("城市包不能再写 --pack", do="看城市包自己的数，不写 --pack；看新来的表，把表写在前面")
    beside = packs.opened(city) if city else None
    told = look(own or figures, pack=beside, as_of=as_of, known_at=known_at)
    options.deliver(checked.render(told, form.value), out, checked.tally(told))
    for one in told.notes:
        streams.say(str(one))
    return any(one.severity == "refused" for one in told.findings)
