"""The split of a book as its pages do it: proposed, set, refused, shown."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from duban.web.books.actions.share import set_shares, withdraw
from duban.web.books.lookup import book_of, clause_of
from duban.web.books.models import Book, Clause, Share
from duban.web.books.shares.parts import Part, shares_of, shares_of_clause
from duban.web.log.models import Entry
from duban.web.log.verify import verify
from duban.web.log.writing import ClashError, replacing, writing
from duban.web.standings.recompute import recompute
from tests.web.books.office import acting, desk

pytestmark = pytest.mark.usefixtures("demo")
CLAUSE = "zhaoda.fdi"


def _send(client: Client, clause: str, *rows: dict[str, str], lead: int = 0, **more: str) -> str:
    """Send the form; what the page that follows says."""
    told = {f"{name}-{at}": said for at, row in enumerate(rows) for name, said in row.items()}
    answer = client.post(f"/clauses/{clause}/shares/", {**told, "lead": str(lead), **more}, follow=True)
    return answer.content.decode()


def test_the_split_proposed_names_the_lead_those_responsible_and_the_leader() -> None:
    office = desk("office_head")
    assert "还有17条没有分" in office.get("/books/zhaoda/split/").content.decode()
    office.post("/books/zhaoda/split/propose/")
    shares = shares_of("zhaoda")
    assert set(shares) == set(Clause.objects.current().filter(book="zhaoda").values_list("key", flat=True))
    for key, rows in shares.items():
        lead = [one for one in rows if one.role == "lead"]
        assert [one.org_unit for one in lead] == clause_of(key).responsible[:1] or lead[0].org_unit == "shangwu"
        assert lead[0].post == "vice_mayor_industry"
        assert {one.org_unit for one in rows} == {*clause_of(key).responsible, lead[0].org_unit}
    last = Entry.objects.latest("number")
    assert (last.verb, last.about, last.detail["clauses"], last.rows) == (
        "books.split",
        "zhaoda",
        17,
        sum(map(len, shares.values())),
    )


def test_a_town_of_its_own_book_takes_the_whole_figure() -> None:
    desk("office_head").post("/books/jingkai/split/propose/")
    (row,) = shares_of_clause("jingkai.investment")
    assert (row.org_unit, row.role, row.value) == ("jingkai", "lead", 88 * 10**8 * 10**4)


def test_a_sentence_that_names_a_class_gives_the_class_a_share() -> None:
    clause = clause_of(CLAUSE)
    with writing("test", acting("office_head").by()) as written:
        written.add(replacing(clause, sentence="商务局会同各镇街道完成实际利用外资。"))
    page = desk("office_head").get(f"/clauses/{CLAUSE}/shares/").content.decode()
    assert "把各镇街道展开成一个一个单位" in page
    page = desk("office_head").get(f"/clauses/{CLAUSE}/shares/?expand=各镇街道").content.decode()
    assert all(f'<option value="{one}" selected>' in page for one in ("lindai", "xincang", "caoqiao", "danghu"))
    assert "还没有保存" in page
    assert not shares_of_clause(CLAUSE)


def test_all_shares_of_a_clause_are_set_at_once_and_what_does_not_add_up_is_said() -> None:
    page = _send(
        desk("shangwu_section"),
        CLAUSE,
        {"org_unit": "shangwu", "post": "分管工业和商务的副市长"},
        {"org_unit": "jingkai", "value": "2.8亿美元", "section": "招商局", "nodes": "6月30日 到资1亿美元"},
        {
            "org_unit": "dushangang",
            "value": "1.5亿美元",
            "months": "6月 0.5亿美元；12月 1.5亿美元",
            "due": "2023-11-30",
        },
        {"org_unit": ""},
    )
    assert "各单位合计4.3亿美元，比全市的4.8亿美元少5000万美元" in page
    rows = {one.org_unit: one for one in shares_of_clause(CLAUSE)}
    assert set(rows) == {"shangwu", "jingkai", "dushangang"}
    assert (rows["shangwu"].role, rows["shangwu"].post) == ("lead", "vice_mayor_industry")
    assert rows["jingkai"].nodes == [["2023-06-30", "到资1亿美元"]]
    assert rows["dushangang"].due == date(2023, 11, 30)
    assert [value for _, value in rows["dushangang"].months] == [5 * 10**11, 15 * 10**11]
    assert not verify().findings


@pytest.mark.parametrize(
    ("rows", "lead", "words"),
    [
        ([{"org_unit": "tongji"}], 0, "统计机构，只提供数，不能当责任单位"),
        ([{"org_unit": "shangwu"}, {"org_unit": "tongji"}], 0, "统计机构"),
        ([{"org_unit": "nowhere"}], 0, "没有“nowhere”这个单位"),
        ([{"org_unit": "shangwu"}], 7, "没有牵头单位"),
        ([{"org_unit": "各镇街道"}], 0, "是一类单位，不能牵头"),
        ([{"org_unit": "shangwu"}, {"org_unit": "shangwu"}], 0, "写了两次"),
        ([{"org_unit": "shangwu", "value": "3亿元"}], 0, "单位对不上：这一条是美元"),
        ([{"org_unit": "shangwu", "value": "很多"}], 0, "不是一个数"),
        ([{"org_unit": "", "value": "1亿美元"}], 0, "第1行没有选单位"),
        ([{"org_unit": "shangwu", "nodes": "月底 开工"}], 0, "不是节点"),
        ([{"org_unit": "shangwu", "months": "13月 1亿美元"}], 0, "不是某月的累计数"),
        ([{"org_unit": "shangwu", "due": "年底"}], 0, "不是日期"),
        ([{"org_unit": "shangwu", "post": "某某人"}], 0, "没有“某某人”这个职务"),
    ],
)
def test_what_is_refused_is_said_and_nothing_typed_is_lost(rows: list[dict[str, str]], lead: int, words: str) -> None:
    page = _send(desk("office_head"), CLAUSE, *rows, lead=lead)
    assert words in page
    assert all(said in page for row in rows for said in row.values())
    assert not Share.objects.exists()


def test_only_what_changed_is_written_and_what_is_left_out_is_withdrawn() -> None:
    office = acting("office_head")
    first = [Part("shangwu", "lead"), Part("jingkai", value=10**12), Part("danghu", value=10**12)]
    assert set_shares(office, CLAUSE, first) == 3
    assert set_shares(office, CLAUSE, first) == 0
    assert set_shares(office, CLAUSE, [first[0], Part("jingkai", value=2 * 10**12)]) == 2
    assert {one.org_unit for one in shares_of_clause(CLAUSE)} == {"shangwu", "jingkai"}
    set_shares(office, CLAUSE, first)
    assert Share.objects.filter(org_unit="danghu").count() == 3  # given, withdrawn, given again: one history
    assert Share.objects.filter(org_unit="danghu", replaces__isnull=True).count() == 1


def test_the_lead_is_not_withdrawn_before_another_leads() -> None:
    office = acting("office_head")
    set_shares(office, CLAUSE, [Part("shangwu", "lead"), Part("jingkai")])
    client = desk("office_head")
    client.post(f"/clauses/{CLAUSE}/shares/withdraw/", {"org_unit": "shangwu"})
    assert len(shares_of_clause(CLAUSE)) == 2
    withdraw(office, CLAUSE, "jingkai")
    withdraw(office, CLAUSE, "shangwu")
    assert not shares_of_clause(CLAUSE)


def test_of_two_people_on_one_clause_the_later_is_told() -> None:
    office = acting("office_head")
    set_shares(office, CLAUSE, [Part("shangwu", "lead")], seen=0)
    with pytest.raises(ClashError):
        set_shares(office, CLAUSE, [Part("fagai", "lead")], seen=0)
    page = _send(desk("office_head"), CLAUSE, {"org_unit": "fagai"}, version="0")
    assert "刚才有别人改了这一条的分解" in page
    assert [one.org_unit for one in shares_of_clause(CLAUSE)] == ["shangwu"]


@pytest.mark.parametrize(
    ("post", "status"), [("fagai_section", 403), ("jingkai_liaison", 403), ("shangwu_section", 200)]
)
def test_a_book_is_split_by_the_office_and_by_its_lead_alone(post: str, status: int) -> None:
    client = desk(post)
    assert client.get(f"/clauses/{CLAUSE}/shares/").status_code == status
    _send(client, CLAUSE, {"org_unit": "shangwu"})
    assert bool(shares_of_clause(CLAUSE)) == (status == 200)


def test_a_figure_that_comes_from_above_later() -> None:
    """完成上级下达任务: reviewed, signed and split without a figure; then the figure comes, by a document."""
    office, client = acting("office_head"), desk("office_head")
    awaited = {"firmness": "ensure", "comparator": ">=", "value": None, "upper": None, "document": ""}
    head = {"title": "下达的任务", "year": 2023, "org_unit": "pinghu", "lead": "shangwu"}
    clause = Clause(key="x.1", book="x", sort="pledge", state="proposed", subject="外贸出口", tiers=[awaited])
    with writing("test", office.by()) as written:
        written.add(Book(key="x", state="review", **head), clause)
    form = {
        "subject": "外贸出口总额",
        "org_unit": "pinghu",
        "firmness-0": "ensure",
        "comparator-0": ">=",
        "value-0": "",
    }
    client.post("/clauses/x.1/mend/", {**form, "basis": "level", "version": str(clause.pk)})
    assert "数待上级下达" in client.get("/books/x/").content.decode()
    client.post("/books/x/sign/", {"signed": "2023-02-01"})
    assert book_of("x").state == "signed"
    assert "还不能分数" in _send(client, "x.1", {"org_unit": "shangwu", "value": "3亿元"})
    _send(client, "x.1", {"org_unit": "shangwu"}, {"org_unit": "jingkai"})
    recompute()
    page = client.get("/pledges/x.1/").content.decode()
    assert "数待上级下达" in page
    assert "填上级下达的数" in page
    down = {"firmness-0": "ensure", "comparator-0": ">=", "value-0": "300亿元", "document": "下达文件（模拟）"}
    client.post("/pledges/x.1/amend/", {**down, "version": str(clause_of("x.1").pk)})
    page = client.get("/pledges/x.1/").content.decode()
    assert "300亿元以上" in page
    assert "填上级下达的数" not in page
    assert clause_of("x.1").unit == "元"
    assert clause_of("x.1").tiers[0]["firmness"] == "ensure"
    assert "各单位合计3亿元" in _send(client, "x.1", {"org_unit": "shangwu"}, {"org_unit": "jingkai", "value": "3亿元"})
    recompute()


def test_pages_ask_the_database_no_more_for_more_shares(django_assert_max_num_queries: object) -> None:
    client = desk("office_head")
    client.post("/books/zhaoda/split/propose/")
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        assert client.get("/books/zhaoda/split/").status_code == 200
