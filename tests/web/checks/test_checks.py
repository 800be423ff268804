"""Spot checks: the same sample for the same seed, proof asked and sent, conclusions that correct or scale openly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from duban.errors import InputError
from duban.pack.schema.checks import SpotCheck as Rule
from duban.standing.spot.sample import Draw
from duban.web.access.actor import Actor, actor_of
from duban.web.access.models import Account
from duban.web.checks import population
from duban.web.checks.actions import draw as drawing
from duban.web.checks.actions.answer import answer
from duban.web.checks.actions.conclude import conclude
from duban.web.checks.actions.scale import scale
from duban.web.checks.models import CheckItem, SpotCheck
from duban.web.clock.models import StoreDay
from duban.web.clock.today import today
from duban.web.declared.pack import declarations
from duban.web.facts.models import Fact
from duban.web.files.models import PersonalText, StoredFile
from duban.web.log.amounts import exact
from duban.web.log.models import Entry
from duban.web.log.verify import verify
from duban.web.org.directory import directory
from duban.web.standings.models import PledgeVerdict
from tests.web.browser import account, jobs, signed_in

pytestmark = pytest.mark.usefixtures("demo")
DUE = date(2023, 8, 15)
TWENTY = Draw("2023年第三季度抽查", number=20)
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF"
)


def somebody(post: str) -> Account:
    return Account.objects.filter(username=post).first() or account(post)


def actor(post: str) -> Actor:
    return actor_of(somebody(post), directory(), today())


def desk(post: str) -> Client:
    client = Client()
    client.force_login(somebody(post))
    return client


def office() -> Actor:
    return actor("office_head")


def test_bodies_without_an_account_are_named_before_the_draw_and_at_their_figures() -> None:
    page = desk("office_head").get("/checks/").content.decode()
    assert "没有能说明的账号，抽到它们的数没有人答复" in page
    assert "林埭镇" in page.split("没有人答复")[1].split("</p>")[0]
    somebody("lindai_liaison")
    page = desk("office_head").get("/checks/").content.decode()
    assert "林埭镇" not in page.split("没有人答复")[1].split("</p>")[0]
    check, found = drawn(Draw("全抽", number=200))
    said = desk("office_head").get(f"/checks/{check.key}/").content.decode()
    mute = sum(one.asked != "lindai" for one in found)
    assert 0 < said.count("没有能说明的账号") == mute < len(found)


def drawn(wanted: Draw = TWENTY) -> tuple[SpotCheck, list[CheckItem]]:
    check = drawing.draw(office(), wanted, due=DUE, ask="请说明")
    return check, items(check)


def items(check: SpotCheck) -> list[CheckItem]:
    return list(CheckItem.objects.current().filter(check_key=check.key).order_by("place"))


def said(item: CheckItem) -> str:
    assert item.words is not None
    return PersonalText.objects.get(pk=item.words).text


def of(asked: str) -> tuple[SpotCheck, CheckItem]:
    """A check in which a body is asked, and the first of its figures."""
    for number in range(20):
        check, found = drawn(Draw(f"种子{number}", number=20))
        for one in found:
            if one.asked == asked:
                return check, one
    raise AssertionError(asked)


def test_the_same_seed_draws_the_same_sample_whatever_was_written_since() -> None:
    check, found = drawn()
    assert [one.fact for one in drawn()[1]] == [one.fact for one in found]
    assert [one.fact for one in drawn(Draw("别的种子", number=20))[1]] != [one.fact for one in found]
    first = found[0]
    fact = Fact.objects.get(pk=first.version)
    value = (exact(fact.value) or Fraction(0)) + 1
    conclude(office(), check, first, "corrected", reason="原始台账不同", value=value)
    _city, again = population.drawn_again(check, directory())
    assert {one.key for one in again.drawn} == {one.fact for one in found}
    assert (check.population, check.drawn) == (len(again.frame), 20)


def test_figures_of_statistics_and_of_nobody_are_not_drawn_and_that_is_said() -> None:
    found = population.population(population.current(date(2023, 7, 31)), directory(), date(2023, 7, 31))
    statistics = {one.id for one in directory().bodies if one.statistics}
    assert statistics
    assert not statistics & set(found.asked.values())
    assert found.left_out > 0
    page = desk("office_head").get("/checks/").content.decode()
    assert f"可以抽的有{len(found.facts)}个数" in page
    assert f"另有{found.left_out}个不抽" in page


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"seed": " ", "much": "10%", "due": "2023-08-15"}, "没有写抽签词"),
        ({"seed": "一", "much": "很多", "due": "2023-08-15"}, "“很多”看不懂"),
        ({"seed": "一", "much": "0", "due": "2023-08-15"}, "看不懂"),
        ({"seed": "一", "much": "10%", "due": "2023-07-01"}, "没有写哪天前交来"),
        ({"seed": "一", "much": "100%", "due": "2023-08-15"}, "太多了"),
    ],
)
def test_a_draw_that_makes_no_sense_is_refused_in_words(told: dict[str, str], words: str) -> None:
    page = desk("office_head").post("/checks/draw/", told, follow=True).content.decode()
    assert words in page
    assert not SpotCheck.objects.exists()


def test_each_body_sees_and_answers_its_own_figures_alone() -> None:
    check, item = of("lindai")
    town, other = desk("lindai_liaison"), desk("xincang_liaison")
    path = f"/checks/{check.key}/"
    assert f'id="item-{item.place}"' in town.get(path).content.decode()
    assert f'id="item-{item.place}"' not in other.get(path).content.decode()
    assert other.post(f"{path}{item.place}/answer/", {"words": "不是我的"}).status_code == 403
    assert "请说明" in town.get("/").content.decode()
    assert town.post(f"{path}{item.place}/conclude/", {"conclusion": "held"}).status_code == 403
    assert desk("lindai_checker").post("/checks/draw/", {}).status_code == 403


def test_an_answer_has_words_apart_from_everything_else_and_files() -> None:
    check, item = of("lindai")
    town = desk("lindai_liaison")
    path = f"/checks/{check.key}/{item.place}/answer/"
    assert "没有写说明" in town.post(path, {"words": " "}, follow=True).content.decode()
    upload = SimpleUploadedFile("验收单.pdf", PDF)
    page = town.post(path, {"words": "王某经手，见验收单", "file": upload}, follow=True).content.decode()
    assert "王某经手，见验收单" in page
    assert "验收单.pdf" in page
    row = items(check)[item.place - 1]
    assert said(row) == "王某经手，见验收单"
    entry = Entry.objects.get(verb="checks.answer")
    assert "王某" not in str(entry.detail)
    name = StoredFile.objects.get(key=row.files[0])
    assert (Path(settings.CONF.files) / name.key[:2] / name.key).read_bytes() == PDF
    there = f"/checks/{check.key}/files/{name.key}/"
    assert b"".join(town.get(there)) == PDF
    assert desk("xincang_liaison").get(there).status_code == 404
    assert "等您下结论" in desk("office_head").get("/").content.decode()


def test_a_file_that_bears_a_mark_is_refused_and_nothing_is_kept() -> None:
    check, item = of("lindai")
    town, before = desk("lindai_liaison"), StoredFile.objects.count()
    wrong = SimpleUploadedFile("a.exe", b"MZ")
    answer_path = f"/checks/{check.key}/{item.place}/answer/"
    assert "不收.exe" in town.post(answer_path, {"words": "见附件", "file": wrong}, follow=True).content.decode()
    assert StoredFile.objects.count() == before
    assert not items(check)[item.place - 1].answered


def test_a_correction_keeps_the_old_figure_and_moves_the_verdict() -> None:
    check, found = drawn()
    item = found[0]
    office_desk = desk("office_head")
    path = f"/checks/{check.key}/{item.place}/conclude/"
    for told, words in (
        ({"conclusion": "corrected", "reason": "台账只有一半", "value": ""}, "没有写核实的数"),
        ({"conclusion": "corrected", "reason": " ", "value": "1"}, "没有写为什么"),
        ({"conclusion": "scaled", "reason": "不实"}, "没有这一种结论"),
        ({"conclusion": "wonderful"}, "没有这一种结论"),
    ):
        assert words in office_desk.post(path, told, follow=True).content.decode()
    page = office_desk.post(path, {"conclusion": "corrected", "reason": "台账只有一半", "value": "3.5"}, follow=True)
    assert "更正" in page.content.decode()
    rows = list(Fact.objects.filter(key=item.fact).order_by("id"))
    assert rows[-1].replaces_id == item.version
    assert "抽查核实" in rows[-1].source
    assert "台账只有一半" in rows[-1].source
    assert "已经有结论了" in office_desk.post(path, {"conclusion": "held"}, follow=True).content.decode()
    assert verify().findings == ()


def test_a_figure_that_was_corrected_since_is_not_corrected_over_that() -> None:
    check, found = drawn()
    fact = Fact.objects.get(pk=found[0].version)
    other, _items = drawn(Draw(TWENTY.seed, number=20))
    twin = items(other)[0]
    conclude(office(), other, twin, "corrected", reason="一", value=(exact(fact.value) or Fraction(0)) + 1)
    with pytest.raises(InputError, match="已经更正过了"):
        conclude(office(), check, found[0], "corrected", reason="二", value=Fraction(5))


def test_where_the_city_scales_the_whole_group_is_scaled_once_all_is_concluded(monkeypatch: pytest.MonkeyPatch) -> None:
    told = replace(declarations(), spot_check=Rule("scale"))
    monkeypatch.setattr(drawing, "declarations", lambda: told)
    monkeypatch.setattr(population, "declarations", lambda: told)
    check, found = drawn(Draw("折算", number=4))
    assert check.rule == "scale"
    who_office = office()
    for one, what in zip(found, ("held", "held", "held", "scaled"), strict=True):
        with pytest.raises(InputError, match="还有没有结论的"):
            scale(who_office, check, items(check))
        conclude(who_office, check, one, what, reason="查了")
    before = {one.key: one for one in Fact.objects.current()}
    count = scale(who_office, check, items(check))
    assert count > 50
    after = {one.key: one for one in Fact.objects.current()}
    moved = [key for key, one in after.items() if one.pk != before[key].pk]
    assert len(moved) == count
    assert all(one.startswith("抽查折算") for one in (after[key].source for key in moved))
    sample = next(key for key in moved if before[key].value and before[key].value > 10**6)
    assert abs(after[sample].value / before[sample].value - 0.75) < 0.02
    with pytest.raises(InputError, match="已经折算过了"):
        scale(who_office, SpotCheck.objects.current().get(key=check.key), items(check))


def test_the_page_draws_the_sample_again() -> None:
    check, _found = drawn()
    page = desk("office_head").get(f"/checks/{check.key}/?again=1").content.decode()
    assert "抽到的一样" in page


def test_a_late_answer_is_seen() -> None:
    check, _item = of("lindai")
    StoreDay.objects.update(day=date(2023, 8, 16))
    assert "逾期" in desk("office_head").get("/checks/").content.decode()
    assert "逾期" in desk("lindai_liaison").get(f"/checks/{check.key}/").content.decode()


def test_an_answer_is_added_to_until_it_is_concluded() -> None:
    check, item = of("lindai")
    town = actor("lindai_liaison")
    second = answer(town, answer(town, item, "一"), "二")
    assert said(second) == "二"
    conclude(office(), check, second, "held", reason="")
    with pytest.raises(InputError, match="已经有结论了"):
        answer(town, CheckItem.objects.current().get(key=item.key), "三")


@pytest.mark.django_db(transaction=True)
def test_a_check_is_walked_by_the_office_and_a_town(live_server: LiveServer, browser: Browser, tmp_path: Path) -> None:
    account("office_head")
    account("lindai_liaison")
    proof = tmp_path / "验收单.pdf"
    proof.write_bytes(PDF)
    with signed_in(browser, live_server.url, "office_head") as room:
        room.goto(f"{live_server.url}/data/2023-07/")
        room.get_by_role("link", name="抽查").click()
        room.get_by_label("抽签词").fill("2023年第三季度抽查")
        room.get_by_label("抽多少").fill("3")
        room.get_by_label("怎么抽").select_option("body")
        room.get_by_label("哪天前说明").fill("2023-08-15")
        room.get_by_role("button", name="抽", exact=True).click()
        room.locator("dialog[open] button.btn-primary").click()
        expect(room.get_by_role("status")).to_contain_text("个数里抽到")
        with signed_in(browser, live_server.url, "lindai_liaison") as town:
            town.goto(live_server.url)
            town.locator(".todo-line", has_text="抽查").get_by_role("link", name="去说明").click()
            first = town.locator(".checks > li").first
            number = (first.get_attribute("id") or "").removeprefix("item-")
            first.get_by_label("这个数从哪里来").fill("见验收单")
            first.locator("input[type=file]").set_input_files(proof)
            first.get_by_role("button", name="交上去").click()
            expect(town.get_by_role("status")).to_contain_text("等督查办的结论")
            expect(town.locator(f"#item-{number}")).to_contain_text("验收单.pdf")
        room.reload()
        line = room.locator(f"#item-{number}")
        expect(line).to_contain_text("见验收单")
        line.get_by_role("radio", name="更正").check()
        line.get_by_label("核实的数").fill("1")
        line.get_by_label("查到了什么").fill("验收单上只有一个")
        line.get_by_role("button", name="下这个结论").click()
        room.locator("dialog[open] button.btn-primary").click()
        expect(room.locator(f"#item-{number}")).to_contain_text("验收单上只有一个")
    item = CheckItem.objects.current().get(place=int(number))
    assert item.conclusion == "corrected"
    was = PledgeVerdict.objects.first()
    jobs()
    assert was is not None
    newest = PledgeVerdict.objects.first()
    assert newest is not None
    assert newest.number >= Entry.objects.filter(verb="checks.correct").latest("number").number
