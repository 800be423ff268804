"""Tables before, folders, packs, choices, and files that are none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from duban.errors import InputError
from duban.pack.files import PACKS
from duban.pack.load import open_pack
from duban.standing.peers.api import compare_peers
from duban.standing.peers.files import Pasted
from duban.standing.peers.sentence import moved
from duban.standing.peers.types import Compared
from tests.standing.peers.told import workbook

HEAD = "地区,固定资产投资（亿元）,同比（%）\n"
MAY = f"2023年1—5月\n{HEAD}平湖市,138.2,13.0\n海盐县,115.7,12.2\n海宁市,158.1,13.8\n"
APRIL = f"2023年1—4月\n{HEAD}平湖市,102.4,9.9\n海盐县,87.9,13.5\n海宁市,120.2,8.3\n"
JUNE = f"2023年1—6月\n{HEAD}平湖市,160,1\n"


def words(told: Compared) -> list[str]:
    (one,) = told.comparisons
    return [moved(side.movement, one.period) for side in (one.level, one.growth) if side]


def test_the_table_before_gives_the_movement() -> None:
    told = compare_peers(Pasted(MAY), own="平湖", before=[Pasted(APRIL)], among="嘉兴")
    assert words(told) == ["位次同1—4月", "位次同1—4月"]
    (one,) = told.comparisons
    assert one.growth
    assert one.growth.movement
    assert (one.growth.movement.place, one.growth.movement.of) == (2, 3)


def test_a_folder_gives_the_latest_and_the_month_before(tmp_path: Path) -> None:
    (tmp_path / "五月.csv").write_text(MAY.replace("13.8", "12.9"), "gb18030")
    (tmp_path / "四月.csv").write_text(APRIL, "utf-8-sig")
    (tmp_path / "坏的.xlsx").write_bytes(b"PK\x03\x04 nothing")
    (tmp_path / "~$五月.xlsx").write_bytes(b"")
    told = compare_peers(tmp_path, own="平湖市", among="嘉兴")
    assert words(told) == ["位次同1—4月", "较1—4月进1位"]
    assert [(one.code, one.where.endswith("坏的.xlsx")) for one in told.findings] == [("damaged", True)]


def test_other_bodies_before_are_told() -> None:
    told = compare_peers(Pasted(MAY), own="平湖市", before=[Pasted(APRIL.replace("海宁市", "桐乡市"))])
    assert [one.code for one in told.findings] == ["other-peers"]
    assert "桐乡市、海宁市" in told.findings[0].what
    assert told.comparisons[0].sentence.endswith("增速在有数的3个县（市、区）中列第2位")
    assert words(told) == ["有数的单位和1—4月不一样，位次不比"] * 2


def test_an_earlier_table_of_another_year_says_its_year() -> None:
    told = compare_peers(Pasted(MAY), own="平湖市", before=[Pasted(APRIL.replace("2023年1—4月", "2022年1—12月"))])
    assert words(told) == ["位次同2022年", "位次同2022年"]


def test_a_table_without_us_is_told_and_the_other_compared() -> None:
    told = compare_peers(
        [Pasted(MAY), Pasted(JUNE.replace("平湖市", "桐乡市").replace("固定资产投资", "税收收入"))], own="平湖市"
    )
    assert [one.name for one in told.comparisons] == ["固定资产投资"]
    assert [(one.code, one.fatal) for one in told.findings] == [("no-own-row", True)]


def test_two_candidates_stay_two_and_are_told() -> None:
    pack = open_pack("pinghu_2023")
    first = next(one for one in pack.indicators if one.id == "fixed_asset_investment")
    rival = replace(first, id="rival_investment", name="全部固定资产投资", aliases=("固定资产投资",))
    told = compare_peers(Pasted(MAY), pack=replace(pack, indicators=(*pack.indicators, rival)))
    assert (told.own, told.among) == ("平湖市", "嘉兴")
    assert [(one.name, one.indicator) for one in told.comparisons] == [("固定资产投资", "")]
    assert [one.code for one in told.findings] == ["two-indicators"]
    assert "rival_investment" in told.findings[0].what


def test_the_demo_is_marked_as_simulated_and_the_published_is_partial() -> None:
    told = compare_peers(PACKS / "pinghu_2023/peers", pack=open_pack("pinghu_2023"))
    by_name = {one.name: one for one in told.comparisons}
    assert by_name["固定资产投资"].simulated
    gdp = by_name["地区生产总值"]
    assert not gdp.simulated
    assert gdp.sentence == "全年，地区生产总值1008.70亿元，同比增长6.0%，增速在有数的3个县（市、区）中列第2位"


def test_a_workbook_tells_the_cell(tmp_path: Path) -> None:
    path = tmp_path / "通报.xlsx"
    rows: list[list[object]] = [
        ["2023年1—5月"],
        ["地区", "固定资产投资（亿元）", "同比", "位次"],
        ["平湖市", 3, 0.1, 2],
        ["海宁市", 5, "很多", 1],
    ]
    path.write_bytes(workbook(rows))
    told = compare_peers(path, own="平湖市")
    assert [(one.code, one.where) for one in told.findings] == [
        ("not-a-number", "通报.xlsx Sheet!C4"),
        ("not-reported", "通报.xlsx"),
        ("one-peer", "通报.xlsx"),
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7", "网页或 PDF"),
        (b"<html></html>", "网页或 PDF"),
        (b"", "文件是空的"),
        (b"\x00\x01\x02" * 99, "二进制"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "表"
    path.write_bytes(data)
    with pytest.raises(InputError, match=words):
        compare_peers(path, own="平湖市")


def test_nobody_to_compare_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有写明是哪个县"):
        compare_peers(Pasted(MAY))
    with pytest.raises(InputError, match="没有表"):
        compare_peers(tmp_path, own="平湖市")
    with pytest.raises(InputError, match="表里没有“粮食产量”"):
        compare_peers(Pasted(MAY), own="平湖市", indicators=["粮食产量"])
