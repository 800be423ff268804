"""The sheet of a spot check: the figures drawn, and columns for what was found; written and read by one declaration."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final, Literal

from duban.amounts import convert
from duban.errors import Finding, InputError
from duban.ledger.types import WHOLE, Fact
from duban.pack.pack import Pack
from duban.sheets.columns import Column
from duban.sheets.figures import figure, is_nil, with_unit
from duban.sheets.tables import Record, read_table
from duban.sheets.template import template
from duban.standing.spot.sample import Sample

Conclusion = Literal["held", "false"]
COLUMNS: Final = (
    Column("key", ("编号",), required=True, said=False),
    Column("org_unit", ("单位",), said=False),
    Column("what", ("指标",), said=False),
    Column("scope", ("口径",), said=False),
    Column("period", ("所属期",), said=False),
    Column("reported", ("上报数",), said=False),
    Column("unit", ("计量单位",), said=False),
    Column("conclusion", ("结论",), "choice", choices={"held": ("属实",), "false": ("不实",)}, said=False),
    Column("verified", ("核实数",), said=False),
    Column("note", ("说明",), said=False),
    Column("inspector", ("查的人的单位",), said=False),
)
_GROUPS: Final = {"none": "", "body": "，每个单位各抽", "indicator": "，每个指标各抽"}


@dataclass(frozen=True, slots=True)
class Answer:
    """One row of a sheet that came back: ``verified`` is in the fact's base unit; ``place`` is its row in the file."""

    key: str
    conclusion: Conclusion | None
    verified: Fraction | None
    note: str
    inspector: str
    place: str


def write(drawn: Sample, pack: Pack) -> bytes:
    """The sheet to be filled in."""
    draw = drawn.draw
    much = f"{draw.number}个" if draw.share is None else f"{float(draw.share * 100):g}%"
    note = (
        f"种子“{draw.seed}”，抽{much}{_GROUPS[draw.group]}：{len(drawn.frame)}个数里抽到{len(drawn.drawn)}个。"
        "不实的请写核实数；没有查的空着"
    )
    return template(
        COLUMNS,
        title=f"抽查表：{pack.name}{pack.year}年",
        sheet="抽查",
        filled=[
            dict(zip([column.name for column in COLUMNS], cells(one, pack), strict=False))
            for one in in_order(drawn, pack)
        ],
        note=note,
    )


def in_order(drawn: Sample, pack: Pack) -> list[Fact]:
    """The sample under its bodies in official order."""
    turn = {one.id: at for at, one in enumerate(pack.org_units)}
    return sorted(drawn.drawn, key=lambda one: (turn.get(one.org_unit, len(turn)), one.key))


def cells(one: Fact, pack: Pack) -> tuple[str, ...]:
    """The first columns of a figure's row: key, body, indicator, scope, period, figure, unit."""
    body = pack.org_unit(one.org_unit)
    indicator = pack.indicator(one.indicator) if one.indicator else None
    unit = shown_unit(one, pack)
    value = convert(one.value or Fraction(0), one.unit, unit)
    said = plain_number(one.value or Fraction(0) if value is None else value)
    growth = "增长" if one.basis == "growth" else ""
    what = (indicator.name if indicator else one.subject) + growth
    scope = "" if one.scope == WHOLE else one.scope
    return one.key, body.name if body else one.org_unit, what, scope, one.period.words, said, unit


def shown_unit(one: Fact, pack: Pack) -> str:
    """The unit in which a figure stands in the sheet."""
    indicator = pack.indicator(one.indicator) if one.indicator else None
    wanted = indicator.display_unit if indicator and one.basis == "level" else ""
    return wanted if wanted and convert(Fraction(1), one.unit, wanted) is not None else one.unit


def plain_number(value: Fraction) -> str:
    """All digits of a figure, as far as twelve places."""
    whole = abs(value) * 10**12
    digits = f"{round(whole):013d}"
    text = f"{digits[:-12]}.{digits[-12:]}".rstrip("0").rstrip(".")
    return f"-{text}" if value < 0 else text


def read(path: Path, drawn: Sample, pack: Pack, findings: list[Finding]) -> list[Answer]:
    """The answers of a sheet that came back. Raises InputError where it is not the sheet of this sample."""
    table = read_table(path, COLUMNS)
    findings += table.findings
    by_key = {one.key: one for one in drawn.drawn}
    keys = [record["key"].text for record in table.rows]
    strange = [key for key in keys if key not in by_key]
    missing = [key for key in by_key if key not in keys]
    twice = sorted({key for key in keys if keys.count(key) > 1}) if len(keys) != len(set(keys)) else []
    if strange or missing or twice:
        told = (("不在样本里", strange), ("样本里有、表里没有", missing), ("写了两次", twice))
        what = "；".join(f"{word}的有{len(some)}个：{'、'.join(some[:5])}" for word, some in told if some)
        do = "请用抽的时候的种子、比例和日期；行不能增减"
        raise InputError(f"不是这次抽的样本，{what}", where=str(path), do=do)
    return [_answer(record, by_key[record["key"].text], pack, str(path), findings) for record in table.rows]


def _answer(record: Record, fact: Fact, pack: Pack, file: str, findings: list[Finding]) -> Answer:
    where = f"{file} {record.sheet}!第{record.row}行"
    _unchanged(record, fact, pack, where, findings)
    said: Conclusion | None = None
    if record["conclusion"].value is not None:
        said = "held" if record["conclusion"].value == "held" else "false"
    return Answer(
        key=fact.key,
        conclusion=said,
        verified=_verified(record, fact, pack, where, findings),
        note=record["note"].text,
        inspector=record["inspector"].text,
        place=f"{record.sheet}!第{record.row}行",
    )


def _unchanged(record: Record, fact: Fact, pack: Pack, where: str, findings: list[Finding]) -> None:
    names = [column.name for column in COLUMNS]
    for name, given in zip(names, cells(fact, pack), strict=False):
        if record[name].text != given:
            what = f"“{record[name].text}”和抽的时候的“{given}”不一样，照抽的时候的"
            findings.append(Finding("changed", where, what, "请不要改前面几列；要更正的写在核实数里"))


def _verified(record: Record, fact: Fact, pack: Pack, where: str, findings: list[Finding]) -> Fraction | None:
    text = record["verified"].text
    if is_nil(text):
        return None
    told = figure(text)
    unit = with_unit(told.unit, shown_unit(fact, pack)) if told else ""
    value = convert(told.value, unit, fact.unit) if told and not told.comparator else None
    if value is None:
        what = f"核实数“{text[:40]}”读不成{shown_unit(fact, pack)}的数"
        findings.append(Finding("wrong-value", where, what, "只写数，如 12.5；单位照计量单位那一列", fatal=True))
    return value
