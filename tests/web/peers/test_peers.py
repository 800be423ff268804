"""Peers' tables: handed in, looked at, kept, corrected; what is missing is said, and nobody's file name is kept."""

from __future__ import annotations

import csv
import re
from html import unescape
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from duban.web.clock.today import today
from duban.web.files.models import PersonalText, StoredFile
from duban.web.log.models import Entry
from duban.web.peers.board import Board, board
from duban.web.peers.models import PeersDraft, PeersFigures
from tests.standing.peers.told import workbook
from tests.web.browser import account
from tests.web.peers.told import HEAD, table

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(account("office_head"))
    return client


def hand_in(client: Client, text: str = "", **more: object) -> str:
    """Post it, and give the page that comes."""
    return unescape(client.post("/peers/new/", {"text": text, **more}, follow=True).content.decode())


def kept(client: Client, text: str = "", **more: object) -> Board:
    """Hand in and keep."""
    hand_in(client, text, **more)
    assert client.post("/peers/draft/").status_code == 302
    return board(today())


def lines(told: Board) -> dict[tuple[str, str], list[str]]:
    return {(one.name, one.side.basis): [one.value, one.place, one.moved] for one in told.lines}


def test_the_demo_shows_two_months_side_by_side() -> None:
    told = board(today())
    assert lines(told)["固定资产投资", "growth"] == ["15.7%", "第2位", "较1—4月进1位"]
    one = next(one for one in told.lines if (one.name, one.side.basis) == ("固定资产投资", "growth"))
    assert [cell.place for cell in one.cells] == ["第3位", "第2位"]
    assert (one.above, one.below) == ("海盐县 1.2个百分点", "嘉善县 0.5个百分点")
    assert told.missing == ("1—2月", "3月", "6月")


def test_nothing_is_kept_before_somebody_says_so(office: Client) -> None:
    before = PeersFigures.objects.count(), Entry.objects.count()
    shown = hand_in(office, table())
    assert "1—6月，固定资产投资164.42亿元，同比增长14.6%，增速列嘉兴第1位" in shown
    assert (PeersFigures.objects.count(), Entry.objects.count()) == before
    office.post("/peers/draft/drop/")
    assert not PeersDraft.objects.exists()


def test_a_table_that_is_kept_moves_the_place(office: Client) -> None:
    told = kept(office, table(), source="市统计局月报")
    assert lines(told)["固定资产投资", "growth"] == ["14.6%", "第1位", "较1—5月进1位"]
    assert "6月" not in told.missing
    row = PeersFigures.objects.get(key="fixed_asset_investment@2023-01/2023-06")
    assert row.level
    assert (row.source, row.entry.verb, row.level[3]) == (
        "市统计局月报",
        "peers.keep",
        ["平湖市", 164420000000000, 2, "第6行第2格"],
    )
    assert StoredFile.objects.filter(key=row.file).exists()
    assert not PeersDraft.objects.exists()


@pytest.mark.both_stores
def test_a_correction_replaces_the_month_and_the_old_one_stays(office: Client) -> None:
    kept(office, table())
    shown = hand_in(office, table(changed={"海盐县": ("139.9", "15.0")}))
    assert "更正：换掉现在的，旧的留着" in shown
    office.post("/peers/draft/")
    assert lines(board(today()))["固定资产投资", "growth"][1] == "第2位"
    rows = PeersFigures.objects.filter(key="fixed_asset_investment@2023-01/2023-06").order_by("id")
    assert [row.replaces_id for row in rows] == [None, rows[0].pk]
    assert office.get("/peers/2023-06/").content.decode().count("日志第") == 2


def test_a_sum_that_fell_is_kept_only_by_who_looked_at_it(office: Client) -> None:
    before = PeersFigures.objects.count()
    shown = hand_in(office, table(changed={"海宁市": ("90.3", "8.9")}))
    assert "海宁市的固定资产投资90.3亿元，比2023年1—5月的158.05亿元还少" in shown
    assert "我核对过了" in shown
    answer = unescape(office.post("/peers/draft/", follow=True).content.decode())
    assert "有数要再看一看，还没有收下" in answer
    assert "海宁市的固定资产投资90.3亿元" in answer
    assert PeersFigures.objects.count() == before
    office.post("/peers/draft/", {"sure": "1"})
    assert PeersFigures.objects.count() == before + 1


def test_the_figures_are_shown_as_they_were_read_before_they_are_kept(office: Client) -> None:
    kept(office, table())
    hand_in(office, table(changed={"海盐县": ("140.9", "15.0")}))
    sides = office.get("/peers/draft/").context["read"].steps[0].sides
    told = {peer.name: (peer.value, peer.was, peer.place) for peer in sides[0].peers}
    assert told["海盐县"] == ("140.90亿元", "139.90亿元", 7)
    assert told["平湖市"] == ("164.42亿元", "", 5)


def test_the_same_again_changes_nothing(office: Client) -> None:
    kept(office, table())
    before = Entry.objects.count()
    assert "和现在一样，不动" in hand_in(office, table())
    assert "和已经收下的一样" in office.post("/peers/draft/", follow=True).content.decode()
    assert Entry.objects.count() == before


def test_what_is_refused_is_told_cell_by_cell(office: Client) -> None:
    rows = [["2023年1—6月"], ["地区", "固定资产投资（亿元）", "同比（%）"]]
    rows += [["平湖市", "164.42", "14.6"], ["海盐县", "139.9万吨", "很多"], ["海宁市", "190.3", "8.9"]]
    file = SimpleUploadedFile("王某的六月.xlsx", workbook(rows))
    shown = hand_in(office, file=file)
    assert "王某的六月.xlsx Sheet!B4" in shown
    assert "“很多”不是数" in shown
    office.post("/peers/draft/")
    row = PeersFigures.objects.get(last=2023 * 12 + 5)
    assert [name for name, *_ in row.level or []] == ["平湖市", "海宁市"]
    assert row.level
    assert row.level[0][3] == "Sheet!B3"
    names = {field: str(getattr(row, field)) for field in ("level", "growth", "title", "source", "key")}
    assert not any("王某" in one for one in names.values())
    assert PersonalText.objects.filter(text="王某的六月.xlsx").exists()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "没有选文件，也没有粘贴"),
        ("今天下雨", "没有找到一行一个单位"),
        (f"各县（市、区）\n{HEAD}平湖市\t1\t2\n海盐县\t2\t3\n", "没有写是哪几个月"),
        (table(without="平湖市"), "没有“平湖市”这一行"),
        (f"机密★1年\n{table()}", "密级"),
        ("\x00\x01", "平湖市"),
    ],
)
def test_what_cannot_be_read_says_what_to_do_and_keeps_the_text(office: Client, text: str, why: str) -> None:
    answer = office.post("/peers/new/", {"text": text})
    shown = unescape(answer.content.decode())
    if why != "平湖市":
        assert why in shown
    assert answer.status_code == 422
    assert not PeersDraft.objects.exists()
    assert text.splitlines()[:1] == [] or text.splitlines()[0].strip("\x00\x01") in shown


def test_the_months_may_be_said_beside_the_table(office: Client) -> None:
    told = kept(office, table(title="嘉兴市各县（市、区）固定资产投资"), period="2023年1—6月")
    assert lines(told)["固定资产投资", "growth"][0] == "14.6%"
    answer = office.post("/peers/new/", {"text": table(), "period": "六七月间"})
    assert "不是月份" in unescape(answer.content.decode())


def test_half_of_the_peers_is_no_place_in_the_group(office: Client) -> None:
    nobody = dict.fromkeys(("南湖区", "秀洲区", "嘉善县", "桐乡市"), ("—", "—"))
    told = kept(office, table(changed=nobody))
    assert told.few == (("固定资产投资", "2023年1—6月", 3, 7),)
    assert told.sentences[0][0].endswith("增速在有数的3个县（市、区）中列第1位")
    assert "7个里只有3个有数" in unescape(office.get("/peers/").content.decode())


def test_a_place_among_those_who_gave_a_figure_is_told_as_such_and_does_not_move(office: Client) -> None:
    rows = table(without="海盐县").replace("南湖区\t180.1\t8.0\n", "")
    said = "增速在有数的5个县（市、区）中列第1位"
    assert said in hand_in(office, rows)
    assert office.post("/peers/draft/").status_code == 302
    told = board(today())
    assert told.sentences[0][0].endswith(said)
    assert lines(told)["固定资产投资", "growth"] == ["14.6%", "第1位", "有数的单位和1—5月不一样，位次不比"]
    assert "2023年1—6月，固定资产投资：7个里只有5个有数" in unescape(office.get("/peers/").content.decode())
    assert told.few == (("固定资产投资", "2023年1—6月", 5, 7),)


def test_counties_may_stand_in_columns(office: Client) -> None:
    turned = "2023年1—6月\n指标\t单位\t平湖市\t海盐县\t海宁市\t桐乡市\t嘉善县\n"
    turned += "固定资产投资\t亿元\t164.42\t139.9\t190.3\t176.8\t155.2\n增速\t%\t14.6\t14.1\t8.9\t7\t12.9\n"
    told = kept(office, turned)
    assert lines(told)["固定资产投资", "level"][:2] == ["164.42亿元", "第3位"]


def test_the_tables_are_taken_away(office: Client) -> None:
    def rows(path: str) -> list[list[str]]:
        return list(csv.reader(StringIO(office.get(path).content.decode("utf-8-sig"), newline="")))

    board_rows = rows("/peers/?download=csv")
    assert board_rows[0][-2:] == ["2023-04位次", "2023-05位次"]
    assert board_rows[2][:7] == ["固定资产投资", "2023年1—5月", "增速", "15.7", "%", "2", "7"]
    assert rows("/peers/?download=csv&table=2")[1][0].startswith("1—5月，固定资产投资154.43亿元")
    month = rows("/peers/2023-05/?download=csv")
    assert ["一般公共预算收入", "2023年1—5月", "经开区", "增速", "未报送", ""] in [row[:6] for row in month]


def test_a_provider_may_keep_and_a_town_may_only_look(client: Client) -> None:
    client.force_login(account("tongji_data"))
    assert client.post("/peers/new/", {"text": table()}).status_code == 302
    town = Client()
    town.force_login(account("lindai_liaison"))
    assert town.get("/peers/").status_code == 200
    assert town.get("/peers/new/").status_code == 403
    assert "上传或粘贴" not in town.get("/peers/").content.decode()


def test_a_draft_is_its_owners_alone(client: Client, office: Client) -> None:
    hand_in(office, table())
    other = Client()
    other.force_login(account("tongji_data"))
    assert other.get("/peers/draft/").status_code == 302
    assert re.search("没有等着收下的表", other.post("/peers/draft/", follow=True).content.decode())


@pytest.mark.parametrize("year", ["9999", "x", "²", "1" * 5000])
def test_a_year_without_tables_shows_the_newest(office: Client, year: str) -> None:
    assert "154.43亿元" in office.get("/peers/", {"year": year}).content.decode()
