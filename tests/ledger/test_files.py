"""What is written reads back, in every form; what cannot be read says so; nothing else leaves."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duban.errors import DamagedError, DubanError, UnknownFormatError, UnreadableError
from duban.ledger.files import facts_in, read_facts, read_pledges, write
from duban.ledger.tables import fact_table, pledge_tables
from duban.ledger.types import Fact, Origin, Pledge, Tier
from duban.periods import Month, Period
from duban.sheets.findings import Findings
from tests.ledger.nouns import facts, pledges

FORMS = ("jsonl", "csv", "parquet")
NAMES = st.uuids().map(str)
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _anywhere(one: Pledge | Fact) -> Pledge | Fact:
    """The same without where it was read; a text loses the white space at its ends."""
    origin = Origin(quote=one.origin.quote.strip(), sentence=one.origin.sentence.strip(), book=one.origin.book.strip())
    return replace(one, origin=origin)


def _apart(many: list[Fact]) -> list[Fact]:
    """Facts of cells of their own."""
    return [replace(one, org_unit=f"{one.org_unit}{at}") for at, one in enumerate(many)]


@pytest.mark.parametrize("form", FORMS)
@FEW
@given(promised=st.lists(pledges(NAMES), min_size=1, max_size=3), done=st.lists(facts(NAMES), max_size=3).map(_apart))
def test_what_is_written_reads_back(form: str, promised: list[Pledge], done: list[Fact]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, f"x.{form}")
        write(path, [*promised, *done])
        found, told = read_pledges(path)
        assert [_anywhere(one) for one in found] == [_anywhere(one) for one in promised]
        known, also_told = read_facts(path)
        assert [_anywhere(one) for one in known] == [_anywhere(one) for one in done]
        assert not [one for one in (*told, *also_told) if one.fatal]


@FEW
@given(done=st.lists(facts(NAMES), min_size=1, max_size=3).map(_apart))
def test_facts_alone_keep_their_origin_in_parquet(done: list[Fact]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "x.parquet")
        write(path, done)
        assert read_facts(path)[0] == done


def test_zero_is_a_figure_and_stays(tmp_path: Path) -> None:
    period = Period(Month(2023, 1), Month(2023, 6))
    fact = Fact("k", "甲", "投资", "quantity", "level", "元", period, Fraction(0), source="统计局")
    pledge = Pledge("p", "甲", "积案", "quantity", "level", "件", 2023, (Tier("plan", "=", Fraction(0)),))
    for form in FORMS:
        write(tmp_path / f"x.{form}", [pledge, fact])
        assert read_facts(tmp_path / f"x.{form}")[0][0].value == 0
        assert read_pledges(tmp_path / f"x.{form}")[0][0].tiers[0].value == 0


def test_a_text_that_a_spreadsheet_would_run_is_guarded_and_comes_back(tmp_path: Path) -> None:
    period = Period(Month(2023, 1), Month(2023, 6))
    fact = Fact("k", "=1+1", "-投资", "quantity", "level", "元", period, Fraction(-1), source="'@x")
    write(tmp_path / "x.csv", [fact])
    assert ",'=1+1,'-投资," in (tmp_path / "x.csv").read_text(encoding="utf-8-sig")
    found = read_facts(tmp_path / "x.csv")[0][0]
    assert (found.org_unit, found.subject, found.source) == ("=1+1", "-投资", "'@x")
    assert found.value == -1


def test_long_numbers_stay_exact(tmp_path: Path) -> None:
    value = Fraction("12345678901234567.8901")
    fact = Fact("k", "甲", "投资", "quantity", "level", "元", Period(Month(2023, 1), Month(2023, 6)), value)
    for form in FORMS:
        write(tmp_path / f"x.{form}", [fact])
        assert read_facts(tmp_path / f"x.{form}")[0][0].value == value


def test_several_files_are_read_as_one(tmp_path: Path) -> None:
    period = Period(Month(2023, 1), Month(2023, 6))
    first = Fact("a", "甲", "投资", "quantity", "level", "元", period, Fraction(1))
    write(tmp_path / "a.csv", [first])
    write(tmp_path / "b.jsonl", [replace(first, key="b", value=Fraction(2)), replace(first, key="c", replaces="a")])
    found, findings = read_facts([tmp_path / "a.csv", str(tmp_path / "b.jsonl")])
    assert [(one.key, one.contested) for one in found] == [("a", True), ("c", False)]
    assert [one.code for one in findings] == ["two-figures"]
    assert read_facts(tmp_path / "b.jsonl", known=["a"])[1] == []


def test_a_stream_of_facts_makes_a_table(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(
        "org_unit,subject,value,unit,period\n" + "".join(f"甲{at},投资,{at},亿元,2023-06\n" for at in range(50)),
        "utf-8",
    )
    assert fact_table(facts_in(tmp_path / "x.csv", Findings())).num_rows == 50


def test_one_fault_of_a_whole_column_does_not_bury_the_others(tmp_path: Path) -> None:
    rows = "".join(f"甲{at},投资,x,亿元,2023-06\n" for at in range(1000))
    (tmp_path / "x.csv").write_text(f"org_unit,subject,value,unit,period\n{rows}乙,投资,1,亿元,六月\n", "utf-8")
    found, findings = read_facts(tmp_path / "x.csv")
    assert found == []
    assert [one.code for one in findings].count("bad-period") == 1
    assert len(findings) < 110
    assert "同类问题还有900处" in str(findings[-1])
    assert "第1001行" in str(findings[-1])


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("没有.csv", None, UnreadableError),
        ("x.csv", b"", UnreadableError),
        ("x.csv", bytes(range(256)) * 4, UnreadableError),
        ("x.xlsx", b"PK\x03\x04broken", DamagedError),
        ("x.parquet", b"PAR1broken", DamagedError),
        ("x.json", b"{]", DamagedError),
        ("x.xls", b"<html><table></table></html>", UnknownFormatError),
        ("x.csv", b"%PDF-1.4", UnknownFormatError),
    ],
    ids=str,
)
def test_a_file_that_cannot_be_read(name: str, data: bytes | None, error: type[DubanError], tmp_path: Path) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    for read in (read_pledges, read_facts):
        with pytest.raises(error) as refusal:
            read(tmp_path / name)
        assert str(refusal.value).isprintable()


def test_another_ending_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"可以写 \.jsonl"):
        write(tmp_path / "x.xlsx", [])


WORDS = ["", "—", "9亿元", "6%—7%", "2023", "2023年1—8月", "确保", ">=", "x", "\ud800"]
SCRAPS: st.SearchStrategy[object] = st.sampled_from([None, True, 0, -1.5, 1e300, [], {}, [["2023-06", 1]], *WORDS])
FIELDS = [
    *("mood", "kind", "basis", "comparator", "value", "upper", "unit", "firmness", "due", "period", "year", "id"),
    *("subject", "trajectory", "assessed", "state", "day", "status", "known", "单位", "目标", "累计完成", "同比"),
]


@settings(max_examples=300, deadline=None)
@given(records=st.lists(st.dictionaries(st.sampled_from(FIELDS), SCRAPS), max_size=4))
def test_any_record_is_used_or_told(records: list[dict[str, object]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "x.jsonl")
        path.write_text("".join(json.dumps(one) + "\n" for one in records) or "\n", "utf-8")
        pledged, findings = read_pledges(path, as_of=date(2023, 7, 10))
        pledge_tables(pledged)
        done, more = read_facts(path, as_of=date(2023, 7, 10))
        fact_table(done)
        assert all(str(one).isprintable() for one in (*findings, *more))


@settings(max_examples=150, deadline=None)
@given(data=st.binary(min_size=1, max_size=200), form=st.sampled_from(("csv", "jsonl", "json", "xlsx", "parquet")))
def test_any_bytes_are_records_or_one_of_our_errors(data: bytes, form: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, f"x.{form}")
        path.write_bytes(data)
        with suppress(DubanError):
            read_facts(path)
