"""A purge: two administrators, a document; what it names is gone, its hash stays, the chain of the log fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from duban.pack.schema.settings import Retention
from duban.standing.spot.sample import Draw
from duban.web.access.actor import Actor, actor_of
from duban.web.access.models import Account
from duban.web.books.actions.upload import upload
from duban.web.books.models import Book, BookText, Clause
from duban.web.books.reading import read_book
from duban.web.checks.actions.answer import answer
from duban.web.checks.actions.conclude import conclude
from duban.web.checks.actions.draw import draw
from duban.web.checks.models import CheckItem, SpotCheck
from duban.web.clock.models import StoreDay
from duban.web.clock.today import today
from duban.web.declared.pack import declarations
from duban.web.doctor import examine
from duban.web.facts.models import Progress, Proof
from duban.web.files.models import PersonalText, StoredFile
from duban.web.files.pieces import PROOFS, pieces
from duban.web.log.models import Entry
from duban.web.log.triggers import missing
from duban.web.log.verify import verify
from duban.web.log.writing import About, By, replacing, writing
from duban.web.org.directory import directory
from duban.web.peers.models import PeersFigures
from duban.web.points.models import Addition
from duban.web.purge.actions import expire as expiring
from duban.web.purge.lookup import used_elsewhere
from duban.web.purge.models import Purge
from tests.web.browser import account, signed_in

pytestmark = pytest.mark.usefixtures("demo")
WORDS = "王某某经手，电话 13800000000"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
TOLD = {"why": "leak", "document": "保密办〔2023〕7号"}


def somebody(post: str) -> Account:
    return Account.objects.filter(username=post).first() or account(post)


def actor(post: str) -> Actor:
    return actor_of(somebody(post), directory(), today())


def desk(post: str) -> Client:
    client = Client()
    client.force_login(somebody(post))
    return client


def answered() -> CheckItem:
    """An answer of 林埭镇 to a spot check, with words that name somebody and a file."""
    for number in range(20):
        check = draw(actor("office_head"), Draw(f"种子{number}", number=20), due=date(2023, 8, 15), ask="")
        for one in CheckItem.objects.filter(check_key=check.key, asked="lindai")[:1]:
            with pieces([SimpleUploadedFile("王某某的验收单.pdf", PDF)], PROOFS) as found:
                return answer(actor("lindai_liaison"), one, WORDS, found)
    raise AssertionError


def bytes_of(key: str) -> Path:
    return Path(settings.CONF.files) / key[:2] / key


def proposes(target: str | int) -> Purge:
    desk("security_admin").post("/admin/purge/propose/", TOLD | {"target": str(target)})
    return Purge.objects.latest("pk")


def confirms(purge: Purge, post: str = "system_admin") -> str:
    return desk(post).post(f"/admin/purge/{purge.key}/confirm/", follow=True).content.decode()


def test_a_text_is_purged_by_two_and_leaves_its_hash() -> None:
    item = answered()
    page = f"/checks/{item.check_key}/"
    assert WORDS in desk("office_head").get(page).content.decode()
    purge = proposes(item.words or 0)
    assert PersonalText.objects.filter(text=WORDS).exists()
    assert "提出的人不能自己确认" in confirms(purge, "security_admin")
    assert PersonalText.objects.filter(text=WORDS).exists()
    assert "清除了，留下了校验码" in confirms(purge)
    row = PersonalText.objects.get(pk=item.words or 0)
    assert (row.text, row.tombstone) == ("", sha256(WORDS.encode()).hexdigest())
    assert Purge.objects.current().get(key=purge.key).hash == row.tombstone
    shown = desk("office_head").get(page).content.decode()
    assert WORDS not in shown
    assert "（已清除）" in shown
    assert verify().findings == ()
    assert WORDS not in desk("system_admin").get("/admin/purge/").content.decode()
    assert [one.verb for one in Entry.objects.filter(kind="purge")] == ["purge.propose", "purge.confirm"]


def test_a_purge_waits_in_the_list_of_the_administrator_who_may_confirm_it() -> None:
    purge, mark = proposes(answered().words or 0), "保密办〔2023〕7号），等您确认"
    assert mark in desk("system_admin").get("/").content.decode()
    assert mark not in desk("security_admin").get("/").content.decode()
    confirms(purge)
    assert mark not in desk("system_admin").get("/").content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_stores
def test_a_files_bytes_and_name_are_gone() -> None:
    item = answered()
    key = item.files[0]
    assert bytes_of(key).exists()
    confirms(proposes(key[:12]))
    assert not bytes_of(key).exists()
    assert not PersonalText.objects.filter(text__contains="验收单").exists()
    shown = desk("office_head").get(f"/checks/{item.check_key}/").content.decode()
    assert "（文件已清除）" in shown
    assert desk("office_head").get(f"/checks/{item.check_key}/files/{key}/").status_code == 404
    assert verify().findings == ()
    assert all(one.well for one in examine() if one.name == "上传的文件")


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_stores
def test_a_books_file_takes_its_text_and_what_was_quoted_with_it_and_the_chain_fits() -> None:
    text = "林埭镇2024年计划\n新开工亿元以上项目20个，完成固定资产投资12亿元。\n"
    key = upload(actor("office_head"), SimpleUploadedFile("计划.txt", text.encode()), year=2024, org_unit="lindai")
    read_book.func(key, None, "")
    client = desk("office_head")
    assert "新开工" in client.get(f"/books/{key}/").content.decode()
    assert Clause.objects.filter(book=key).exists()
    stored = BookText.objects.get(key=key)
    before = verify()
    assert before.findings == ()
    confirms(proposes(stored.file[:10]))
    stored.refresh_from_db()
    assert stored.text.startswith("（已清除，摘要")
    assert not Clause.objects.filter(book=key, sentence__contains="固定资产").exists()
    shown = client.get(f"/books/{key}/")
    assert shown.status_code == 200
    assert "完成固定资产投资12亿元" not in shown.content.decode()
    assert "已清除" in shown.content.decode()
    assert verify((before.entries, before.hash)).findings == ()
    assert missing() == ()
    with pytest.raises(Exception, match="append-only"):
        Book.objects.filter(key=key).update(title="x")


def test_what_is_purged_without_a_purge_is_found() -> None:
    item = answered()
    PersonalText.objects.filter(pk=item.words or 0).update(text="", tombstone="0" * 64)
    assert {one.code for one in verify().findings} == {"purge-unknown"}


def test_what_cannot_be_purged_is_said_in_words() -> None:
    client, item = desk("security_admin"), answered()
    for told, words in (
        (TOLD | {"target": "999999"}, "没有第999999号文字"),
        (TOLD | {"target": "zz"}, "看不懂"),
        (TOLD | {"target": "0" * 12}, "没有校验码这样开头的文件"),
        (TOLD | {"target": str(item.words), "document": " "}, "没有写依据的文件"),
        (TOLD | {"target": str(item.words), "why": "mood"}, "没有写为什么清除"),
    ):
        assert words in client.post("/admin/purge/propose/", told, follow=True).content.decode()
    assert not Purge.objects.exists()
    proposes(item.words or 0)
    again = client.post("/admin/purge/propose/", TOLD | {"target": str(item.words)}, follow=True).content.decode()
    assert "已经有人提出了" in again


def test_a_proposal_is_withdrawn_and_nothing_is_gone() -> None:
    item = answered()
    purge = proposes(item.words or 0)
    desk("security_admin").post(f"/admin/purge/{purge.key}/withdraw/")
    assert "不在等确认" in confirms(purge)
    assert PersonalText.objects.filter(text=WORDS).exists()


def test_the_office_neither_proposes_nor_confirms() -> None:
    purge = proposes(answered().words or 0)
    for post in ("office_head", "security_auditor", "lindai_liaison"):
        assert desk(post).post("/admin/purge/propose/", TOLD | {"target": "1"}).status_code == 403
        assert desk(post).post(f"/admin/purge/{purge.key}/confirm/").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_time_purges_only_where_the_pack_declares_a_retention(monkeypatch: pytest.MonkeyPatch) -> None:
    item = answered()
    check = item.check_key
    itself = Actor(None, (), directory(), date(2025, 9, 1))
    assert list(expiring.expire(itself)) == []
    told = replace(declarations(), retention=Retention(24))
    monkeypatch.setattr(expiring, "declarations", lambda: told)
    assert list(expiring.expire(replace(itself, day=date(2025, 8, 31)))) == []
    assert list(expiring.expire(itself)) == ["保存期满，清除了2处抽查的说明和材料。"]
    assert list(expiring.expire(itself)) == []
    assert PersonalText.objects.get(pk=item.words or 0).text == ""
    assert set(Purge.objects.values_list("why", flat=True)) == {"retention"}
    assert verify().findings == ()
    row = CheckItem.objects.current().get(key=item.key)
    assert conclude(actor("office_head"), SpotCheck.objects.get(key=check), row, "held", reason="").conclusion


@pytest.mark.django_db(transaction=True)
def test_bytes_that_a_cut_off_purge_left_are_taken_away_later() -> None:
    key = answered().files[0]
    confirms(proposes(key))
    bytes_of(key).write_bytes(PDF)
    assert {one.code for one in verify().findings} == {"purge-undone"}
    assert list(expiring.expire(Actor(None, (), directory(), today()))) == [f"补删了清除过的文件 {key[:12]}。"]
    assert verify().findings == ()


@pytest.mark.django_db(transaction=True)
def test_two_administrators_purge_in_the_browser(live_server: LiveServer, browser: Browser) -> None:
    item = answered()
    account("security_admin")
    account("system_admin")
    StoreDay.objects.update(day=date(2023, 8, 1))
    with signed_in(browser, live_server.url, "security_admin") as first:
        first.goto(f"{live_server.url}/admin/")
        first.locator("main").get_by_role("link", name="清除").click()
        first.get_by_label("清除什么").fill(item.files[0][:12])
        first.get_by_label("为什么").select_option("leak")
        first.get_by_label("依据的文件").fill("保密办〔2023〕7号")
        first.get_by_role("button", name="提出", exact=True).click()
        expect(first.get_by_role("status")).to_contain_text("还什么都没有清")
        expect(first.get_by_role("button", name="确认清除")).to_have_count(0)
    with signed_in(browser, live_server.url, "system_admin") as second:
        second.goto(f"{live_server.url}/admin/purge/")
        expect(second.locator("main")).not_to_contain_text("王某某")
        second.get_by_role("button", name="确认清除").click()
        second.locator("dialog[open] button.btn-primary").click()
        expect(second.get_by_role("status")).to_contain_text("留下了校验码")
    assert (
        not StoredFile.objects.filter(key=item.files[0])
        .exclude(name=None)
        .exclude(name__in=PersonalText.objects.exclude(tombstone="").values("pk"))
        .exists()
    )
    assert not bytes_of(item.files[0]).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_stores
def test_what_was_written_in_an_entry_is_gone_wherever_later_versions_repeat_it_and_the_chain_fits() -> None:
    told = {"reason": WORDS, "reasons": {"own.lindai.gdp.2023-07": WORDS}}
    with writing("test.progress", By(), About("sheet", "own.lindai"), told) as written:
        first = Progress(key="said", clause="lindai.gdp", org_unit="lindai", month=24282, progress=WORDS, help="请协调")
        written.add(first)
    number = written.number
    with writing("test.progress", By(), About("sheet", "own.lindai"), {"reason": "改了一处"}) as written:
        written.add(replacing(first, problems="人手不够"))
    confirms(proposes(f"日志第{number}条"))
    for one in Progress.objects.filter(key="said"):
        assert (one.progress[:7], one.help[:7]) == ("（已清除，摘要", "（已清除，摘要")
    assert Progress.objects.current().get(key="said").problems == "人手不够"
    assert [one.detail["reason"][:4] for one in Entry.objects.filter(verb="test.progress").order_by("number")] == [
        "（已清除",
        "改了一处",
    ]
    assert not Entry.objects.filter(detail__reason=WORDS).exists()
    assert [one[:4] for one in Entry.objects.get(number=number).detail["reasons"].values()] == ["（已清除"]
    assert verify().findings == ()
    assert missing() == ()
    assert "没有人写的话，或者已经清除了" in refused(f"日志第{number}条")


def test_an_entry_that_nobody_wrote_words_in_or_that_wrote_a_book_is_refused() -> None:
    assert "日志没有第999999条" in refused("日志999999")
    book = Entry.objects.filter(number__in=Clause.objects.values("entry")).order_by("number")[0]
    assert "这一条写的是整本书" in refused(f"第{book.number}条")


@pytest.mark.django_db(transaction=True)
def test_what_is_purged_is_found_no_more() -> None:
    text = "林埭镇2024年计划\n新开工亿元以上隐秘项目20个。\n"
    key = upload(actor("office_head"), SimpleUploadedFile("计划.txt", text.encode()), year=2024, org_unit="lindai")
    read_book.func(key, None, "")
    assert key in desk("office_head").get("/search/?q=隐秘").content.decode()
    confirms(proposes(BookText.objects.get(key=key).file[:10]))
    assert key not in desk("office_head").get("/search/?q=隐秘").content.decode()


def refused(target: str) -> str:
    asked = desk("security_admin").post("/admin/purge/propose/", TOLD | {"target": target}, follow=True)
    assert not Purge.objects.current().filter(state="proposed").exists()
    return asked.content.decode()


def test_a_file_that_another_room_names_is_not_let_go() -> None:
    shown = {"figure": "1" * 64, "addition": "2" * 64, "appeal": "3" * 64, "peers": "4" * 64, "nobody": "5" * 64}
    with writing("test.files", By()) as written:
        where = {"org_unit": "lindai", "month": 2023 * 12 + 6}
        written.add(Proof(key="p", sheet="own.lindai.2023-07", row="x", file=shown["figure"], **where))
        told = {"org_unit": "lindai", "rulebook": "places", "kind": "awards", "asked": 1, "points": 1, "day": today()}
        files = {"files": [shown["addition"]], "appeal_files": [shown["appeal"]]}
        written.add(Addition(key="a", state="appealed", reason="获奖", document="文", **told, **files))
        one = PeersFigures.objects.current()[0]
        written.add(replacing(one, file=shown["peers"]))
    assert used_elsewhere(set(shown.values()), set()) == set(shown.values()) - {shown["nobody"]}
