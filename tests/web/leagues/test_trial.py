"""Another rule: tried on a copy, then adopted from a day on; what was issued stays under the old one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from django.test import Client

from duban.errors import InputError
from duban.pack.load import open_pack
from duban.standing.leagues.standings import rulebook_of
from duban.web.access.policy import RefusedError
from duban.web.declared import pack as kept
from duban.web.declared.pack import declarations
from duban.web.leagues.actions.adopt import Signed, adopt
from duban.web.leagues.change import Change, change_of
from duban.web.leagues.issued import issue_of
from duban.web.leagues.rulebooks import history
from duban.web.load.dump import dump
from duban.web.load.pack import load
from duban.web.log.models import Entry
from duban.web.log.verify import verify
from tests.web import who
from tests.web.leagues.office import DAY, HALF, TOWNS, desk, issued

pytestmark = pytest.mark.usefixtures("demo")
TRY = f"/leagues/what-if/?group={TOWNS}&as_of={DAY}"
HEAVIER = Change({"gdp": Fraction(35), "fixed_asset_investment": Fraction(15)}, {"revenue_growth": "efficacy_minmax"})
SIGNED = Signed("2023年下半年考核办法", "平委办〔2023〕30号", date(2023, 7, 1))


@pytest.fixture
def office(client: Client) -> Client:
    return desk("office_head")


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def adopted(change: Change = HEAVIER, signed: Signed = SIGNED, by: str = "signer") -> str:
    return adopt(who.actor(by, "office_head"), "places", change, signed)


def test_a_change_says_who_gains_and_who_loses(office: Client) -> None:
    assert "会怎样" not in page(office, TRY)
    shown = page(office, f"{TRY}&weight.gdp=0&weight.fixed_asset_investment=50&formula.revenue_growth=efficacy_minmax")
    assert "“地区生产总值增速”从25分改为0分（减少25分）" in shown
    assert "从“达标得满分”改为" in shown
    assert "上升" in shown
    assert 'name="weight.gdp" value="0"' in shown
    assert declarations().rulebooks[0].lines[0].weight == 25


def test_a_change_says_what_it_does_to_every_group_of_the_rulebook(office: Client) -> None:
    shown = page(office, f"/leagues/what-if/?group=开发区&as_of={DAY}&weight.gdp=0&weight.fixed_asset_investment=50")
    parts = re.split(r"<h3>(.*?)</h3>", shown.split("会怎样")[1])
    assert [re.sub("<.*?>", "", one) for one in parts[1::2]] == ["开发区", "镇街道"]
    for part, body in zip(parts[2::2], ("独山港经济开发区", "林埭镇"), strict=True):
        assert "上升" in part
        assert body in part
    assert re.search(r"↓\d", shown)
    assert "↓-" not in shown


ADOPT = {
    "group": TOWNS,
    "as_of": str(DAY),
    "rulebook": "places",
    "weight.gdp": "35",
    "weight.fixed_asset_investment": "15",
    "title": SIGNED.title,
    "document": SIGNED.document,
    "start": "2023-07-01",
}


def test_what_is_to_be_adopted_is_said_once_more_before_it_is(office: Client) -> None:
    shown = office.post("/leagues/what-if/adopt/", ADOPT).content.decode()
    asked = shown[shown.index("再看一遍，然后定下") : shown.index('<form method="get">')]
    for said in (
        SIGNED.title,
        SIGNED.document,
        "2023-07-01已经过去",
        "都按新办法重新算",
        "已经发布的结果不变",
        "开发区",
    ):
        assert said in asked
    assert len(declarations().rulebooks) == 1
    coming = office.post("/leagues/what-if/adopt/", ADOPT | {"start": "2023-08-01"}).content.decode()
    assert "已经过去" not in coming
    assert office.post("/leagues/what-if/adopt/", ADOPT | {"sure": "1"}).status_code == 302
    assert len(declarations().rulebooks) == 2


def test_a_start_behind_an_issued_result_is_refused_before_it_is_asked(office: Client) -> None:
    issued()
    assert f"发布过的结果最晚截至{DAY}" in page(office, f"{TRY}&weight.gdp=35&weight.fixed_asset_investment=15")
    answer = office.post("/leagues/what-if/adopt/", ADOPT)
    assert answer.status_code == 422
    assert "已经按原来的办法发布了" in answer.content.decode()


def test_another_citys_light_rule_says_which_flags_change(office: Client) -> None:
    shown = page(office, f"{TRY}&rules=wuhan")
    assert "会怎样" in shown
    assert "定为新办法" not in shown


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("weight.gdp=x", "不是数"),
        ("weight.gdp=-1", "不能用"),
        ("formula=nobody", "没有 nobody 这个计分办法"),
        ("rules=nobody", "没有这套亮灯规则"),
    ],
)
def test_what_cannot_be_tried_is_told(office: Client, asked: str, said: str) -> None:
    answer = office.get(f"{TRY}&{asked}")
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_whether_the_order_is_firm_is_one_sign_with_its_explanation(office: Client) -> None:
    part = office.get(f"/leagues/what-if/robust/?group={TOWNS}&as_of={DAY}", headers={"HX-Request": "true"})
    shown = part.content.decode()
    assert "<html" not in shown
    assert sum(sign in shown for sign in ("◆", "◇", "△")) == 1
    assert "颠倒的对数" in shown


def test_an_adopted_rule_holds_from_its_day_and_its_post_signed_it() -> None:
    id = adopted()
    assert rulebook_of(declarations(), "", date(2023, 6, 30)).id == "places"
    book = rulebook_of(declarations(), "", date(2023, 7, 1))
    assert (book.id, book.name, book.source) == (id, SIGNED.title, SIGNED.document)
    assert [line.weight for line in book.lines[:2]] == [35, 15]
    assert book.line("revenue_growth").formula.id == "efficacy_minmax"  # type: ignore[union-attr]
    assert book.end == date(2023, 12, 31)
    entry = Entry.objects.get(verb="declared.rulebook")
    assert (entry.post, entry.detail["document"]) == ("office_head", SIGNED.document)
    assert verify().findings == ()


def test_another_process_reads_it_too() -> None:
    declarations()
    adopted()
    kept.forget()
    assert len(declarations().rulebooks) == 2


def test_what_was_issued_stays_under_its_own_rulebook(office: Client) -> None:
    before = issued("2023年上半年", HALF)
    adopted()
    after = issued("新办法")
    assert (before.rulebook, after.rulebook) == ("places", "places.20230701")
    assert issue_of(before.key).result == before.result
    shown = page(office, f"/leagues/issued/{before.key}/")
    assert "更正过" not in shown
    assert "镇街道、开发区综合考核（示范）" in shown


def test_no_rule_is_laid_down_behind_an_issued_result(office: Client) -> None:
    issued()
    with pytest.raises(InputError, match="已经按原来的办法发布了"):
        adopted()


def test_the_history_tells_the_differences_in_words(office: Client) -> None:
    adopted()
    shown = page(office, "/leagues/rulebooks/")
    assert "“地区生产总值增速”从25分改为35分（增加10分）。" in shown
    assert "“一般公共预算收入增速”的计分办法从“达标得满分”改为" in shown
    assert shown.index(SIGNED.title) < shown.index("镇街道、开发区综合考核（示范）</h2>")


LIGHTER = Change({"gdp": Fraction(20)})


def test_weights_that_do_not_sum_to_the_full_are_confirmed_with_words(office: Client) -> None:
    with pytest.raises(InputError, match="加起来是95分，不是100分"):
        adopted(LIGHTER)
    shown = page(office, f"{TRY}&weight.gdp=20")
    assert "各项分值加起来是95分，不是100分。" in shown
    assert "满分确实从100分改为95分" in shown
    assert "加起来是" not in page(office, f"{TRY}&weight.gdp=20&weight.fixed_asset_investment=30")
    id = adopted(LIGHTER, replace(SIGNED, full=True), "again")
    assert rulebook_of(declarations(), id).full == 95


def test_a_change_says_how_many_points_each_body_gains(office: Client) -> None:
    shown = page(office, f"{TRY}&weight.gdp=0&weight.fixed_asset_investment=50")
    assert "分数增减" in shown
    assert re.search(r'<td class="num">\+\d+\.\d\d</td></tr>', shown)


def test_a_new_rulebook_ends_the_one_before_it(office: Client) -> None:
    adopted()
    newest, before = history(declarations(), DAY)
    assert (before.end, before.next, newest.end) == (date(2023, 6, 30), newest.book, date(2023, 12, 31))
    assert "2023-06-30止" in page(office, "/leagues/rulebooks/")


def test_a_rulebook_adopted_by_mistake_is_withdrawn_and_the_one_before_holds_again(office: Client) -> None:
    id = adopted()
    assert "撤回这本办法" in page(office, "/leagues/rulebooks/")
    answer = office.post(f"/leagues/rulebooks/{id}/withdraw/", {"reason": "试用时定错了"}, follow=True)
    assert "撤回了；以前的办法接着用。" in answer.content.decode()
    assert rulebook_of(declarations(), "", DAY).id == "places"
    shown = page(office, "/leagues/rulebooks/")
    assert "试用时定错了" in shown
    assert "2023-12-31止" in shown
    assert verify().findings == ()
    assert rulebook_of(declarations(), "", DAY).id != id == adopted(by="again").removesuffix("-2")


def test_what_may_not_be_withdrawn_is_told(office: Client) -> None:
    id = adopted()
    for rulebook, reason, said in ((id, " ", "没有写理由"), ("places", "错", "不是在这里定下的")):
        answer = office.post(f"/leagues/rulebooks/{rulebook}/withdraw/", {"reason": reason})
        assert answer.status_code == 422
        assert said in answer.content.decode()
    issued()
    assert "撤回这本办法" not in page(office, "/leagues/rulebooks/")
    assert "不能撤回" in office.post(f"/leagues/rulebooks/{id}/withdraw/", {"reason": "错"}).content.decode()
    assert desk("lindai_liaison").post(f"/leagues/rulebooks/{id}/withdraw/", {"reason": "错"}).status_code == 403


@pytest.mark.parametrize(
    ("change", "signed", "said"),
    [
        (Change(), SIGNED, "没有改"),
        (HEAVIER, Signed("", "文", SIGNED.start), "没有写名称或文号"),
        (HEAVIER, Signed("新办法", " ", SIGNED.start), "没有写名称或文号"),
        (HEAVIER, Signed("新办法", "文", date(2022, 1, 1)), "从2023-01-01起才有"),
        (HEAVIER, Signed("镇街道、开发区综合考核（示范）", "文", SIGNED.start), "已经有"),
    ],
)
def test_what_cannot_be_adopted_is_told(change: Change, signed: Signed, said: str) -> None:
    with pytest.raises(InputError, match=said):
        adopted(change, signed)
    assert not Entry.objects.filter(verb="declared.rulebook").exists()


def test_only_the_office_adopts() -> None:
    with pytest.raises(RefusedError):
        adopt(who.actor("lead", "fagai_section"), "places", HEAVIER, SIGNED)


def test_one_formula_for_all_takes_the_lines_own_away() -> None:
    adopted(Change(for_all="completion_capped"))
    book = rulebook_of(declarations(), "", DAY)
    assert {line.formula.id for line in book.lines} == {"completion_capped"}


def test_it_is_dumped_and_loaded_as_a_file_of_its_own(tmp_path: object) -> None:
    adopted()
    names = dump(tmp_path / "dump")  # type: ignore[operator]
    assert "rulebooks/places.20230701.toml" in names
    assert len(open_pack(str(tmp_path / "dump")).rulebooks) == 2  # type: ignore[operator]
    assert load("pinghu_2023").kept == []
    assert len(declarations().rulebooks) == 2


def test_a_form_that_changes_nothing_is_no_change() -> None:
    book = declarations().rulebooks[0]
    told = {f"weight.{line.id}": f"{float(line.weight):g}" for line in book.lines}
    assert not change_of(book, told).is_any
