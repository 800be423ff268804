"""A sheet signed on paper: printed with a line a step, taken in as a scan, shown to those who see the sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from duban.pack.schema.steps import Step
from duban.web.access.models import Account
from duban.web.declared import pack
from duban.web.facts import chain
from duban.web.facts.models import Fact, Sheet
from duban.web.files.models import StoredFile
from duban.web.log.models import Entry
from tests.web import browser as real
from tests.web.who import browser as desk

OWN = "/data/2023-07/lindai/"
PNG = b"\x89PNG\r\n\x1a\n" + b"scan" * 20
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


@pytest.fixture(autouse=True)
def kept(tmp_path: Path) -> Iterator[Path]:
    """Where files are kept."""
    with override_settings(CONF=replace(settings.CONF, data=tmp_path, upload_mb=1)):
        yield tmp_path


@pytest.fixture
def town(demo: None) -> Client:
    """A town's clerk whose sheet was handed in and checked."""
    client = desk("clerk", "lindai_liaison")
    client.post(
        f"{OWN}advance/", {"lindai.quality_projects|value": "12", "lindai.quality_projects|why": "漏报", "sure": "1"}
    )
    desk("checker", "lindai_checker").post(f"{OWN}advance/", {"sure": "1"})
    assert state().state == "checked"
    return client


def state() -> Sheet:
    found: Sheet = Sheet.objects.current().get(key="own.lindai.2023-07")
    return found


def code(client: Client) -> str:
    """What is printed at the foot."""
    found: str = client.get(f"{OWN}paper/").context["code"]
    return found


def sent(client: Client, name: str = "签字.png", data: bytes = PNG, **told: str) -> str:
    """The words of the page after a scan was handed in."""
    fields = {"signer": "lindai_secretary", "code": code(client), "sure": "1", **told}
    answer = client.post(f"{OWN}scan/up/", {"file": SimpleUploadedFile(name, data), **fields}, follow=True)
    return answer.content.decode()


def test_the_printed_sheet_has_figures_a_line_a_step_and_a_code(town: Client) -> None:
    words = town.get(f"{OWN}paper/").content.decode()
    assert all(f"{step}人（签字）" in words for step in ("填报", "审核", "签发"))
    assert all(one in words for one in ("高质量项目", "未报送", "单位（盖章）", code(town)))


def test_a_signed_scan_is_the_signers_step_and_the_signer_is_named(town: Client) -> None:
    facts = Fact.objects.count()
    assert "签字件收下了" in sent(town)
    assert (state().state, state().signer) == ("signed", "lindai_secretary")
    assert Fact.objects.count() == facts + 1
    entry = Entry.objects.get(verb="facts.sign_paper")
    assert (entry.post, entry.detail["post"], entry.detail["file"]) == (
        "lindai_liaison",
        "lindai_secretary",
        state().scan,
    )
    page = desk("office", "office_head").get(OWN).content.decode()
    assert "在纸上签发" in page
    assert "核实无误" in page


def test_the_scan_is_opened_by_those_who_see_the_sheet(town: Client) -> None:
    sent(town)
    address = f"{OWN}scan/"
    for post in ("office_head", "security_auditor", "lindai_secretary", "lindai_liaison"):
        answer = desk(f"of {post}", post).get(address)
        assert b"".join(answer.streaming_content) == PNG  # type: ignore[attr-defined]
        assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/png", "nosniff")
        assert "sandbox" in answer["Content-Security-Policy"]
    for post in ("xincang_liaison", "tongji_data"):
        assert desk(f"of {post}", post).get(address).status_code == 404
    assert Client().get(address).status_code == 302


REFUSED = {
    "不是图.png": (b"MZ not a picture", "里面不是.png"),
    "签字.exe": (b"MZ", "不收.exe的文件"),
    "空.pdf": (b"", "是空的"),
    "大.jpg": (b"\xff\xd8\xff" + b"0" * 2**20, "最多收1MB"),
    "表.xlsx": (b"PK\x03\x04", "不收.xlsx的文件"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_scan_is_refused_and_not_kept(town: Client, kept: Path, name: str) -> None:
    data, words = REFUSED[name]
    assert words in sent(town, name, data)
    assert state().state == "checked"
    assert not StoredFile.objects.exists()
    assert not list(kept.rglob("files/*/*"))


def test_a_pdf_without_text_is_a_scan(town: Client) -> None:
    assert "签字件收下了" in sent(town, "签字.PDF", PDF)


def test_figures_that_changed_after_printing_are_noticed(town: Client) -> None:
    printed = code(town)
    desk("signer", "lindai_secretary").post(f"{OWN}return/", {"remark": "少一个"})
    town.post(
        f"{OWN}advance/", {"lindai.quality_projects|value": "13", "lindai.quality_projects|why": "漏报", "sure": "1"}
    )
    desk("checker again", "lindai_checker").post(f"{OWN}advance/", {"sure": "1"})
    assert "对不上，打印以后数改过" in sent(town, code=printed)
    assert "没有写表底的核对码" in sent(town, code=" ")
    assert "签字件收下了" in sent(town, code=code(town).lower())
    # The town's own reason, and not that of the return.
    assert list(Entry.objects.get(verb="facts.sign_paper").detail["reasons"].values()) == ["漏报"]


def test_the_signer_is_asked_about_a_copy_in_the_own_name_and_says_that_it_is_so(town: Client) -> None:
    signer = desk("signer", "lindai_secretary")
    sent(town)
    assert "是您签的吗" in signer.get("/").content.decode()
    page = signer.get(OWN).content.decode()
    assert "是我签的" in page
    assert f"{OWN}scan/" in page
    assert "是您签的吗" not in town.get("/").content.decode()
    # Nobody answers for the signer.
    town.post(f"{OWN}scan/answer/", {"mine": "1"})
    desk("mayor", "lindai_mayor").post(f"{OWN}scan/answer/", {"mine": "1"})
    assert "是您签的吗" in signer.get("/").content.decode()
    signer.post(f"{OWN}scan/answer/", {"mine": "1"})
    assert "是您签的吗" not in signer.get("/").content.decode()
    assert (state().state, Entry.objects.get(verb="facts.own_paper").post) == ("signed", "lindai_secretary")


def test_what_the_signer_never_signed_goes_back_and_says_why(town: Client) -> None:
    signer = desk("signer", "lindai_secretary")
    sent(town)
    desk("office", "office_head").post(f"{OWN}verify/")
    assert "是您签的吗" in signer.get("/").content.decode()
    signer.post(f"{OWN}scan/answer/", {"mine": "0"})
    assert (state().state, state().remark) == ("returned", "签字件不是签发人本人签的")
    page = town.get(OWN).content.decode()
    assert "签字件不是签发人本人签的" in page
    assert "签发过的数还在算" in page
    assert "是您签的吗" not in signer.get("/").content.decode()
    # Signed anew on paper, the signer is asked anew.
    town.post(
        f"{OWN}advance/", {"lindai.quality_projects|value": "12", "lindai.quality_projects|why": "漏报", "sure": "1"}
    )
    Client.force_login(checker := Client(), Account.objects.get(username="checker"))
    checker.post(f"{OWN}advance/", {"sure": "1"})
    sent(town)
    assert "是您签的吗" in signer.get("/").content.decode()


def test_who_took_the_own_copy_in_is_not_asked(demo: None) -> None:
    both = desk("both", "lindai_liaison", "lindai_checker", "lindai_secretary")
    both.post(
        f"{OWN}advance/", {"lindai.quality_projects|value": "12", "lindai.quality_projects|why": "漏报", "sure": "1"}
    )
    both.post(f"{OWN}advance/", {"sure": "1"})
    sent(both)
    assert state().state == "signed"
    assert "是您签的吗" not in both.get("/").content.decode()


def test_who_does_not_sign_for_the_body_has_not_signed(town: Client) -> None:
    for post in ("xincang_secretary", "lindai_liaison", ""):
        assert "没有选签字的人" in sent(town, signer=post)
    assert state().state == "checked"


def test_before_it_was_checked_no_scan_is_taken(demo: None) -> None:
    client = desk("clerk", "lindai_liaison")
    assert "现在还不能交签字件" in sent(client)
    assert "交签字件" not in client.get(OWN).content.decode()


def test_a_returned_sheet_is_signed_anew(town: Client) -> None:
    sent(town)
    desk("office", "office_head").post(f"{OWN}return/", {"remark": "请核对"})
    town.post(
        f"{OWN}advance/", {"lindai.quality_projects|value": "13", "lindai.quality_projects|why": "漏报", "sure": "1"}
    )
    assert (state().state, state().scan, state().signer) == ("handed_in", "", "")


def test_the_steps_are_the_packs(town: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    told = (Step("liaison", "填"), Step("checker", "核", paper=True), Step("signer", "批", paper=True))
    changed = replace(pack.declarations(), steps=told)
    monkeypatch.setattr(chain, "declarations", lambda: changed)
    desk("signer", "lindai_secretary").post(f"{OWN}return/", {"remark": "再看"})
    town.post(f"{OWN}advance/", {"sure": "1"})
    assert state().state == "handed_in"
    assert "批人（签字）" in town.get(f"{OWN}paper/").content.decode()
    # Both that are left are on the paper.
    assert "签字件收下了" in sent(town)
    assert state().state == "signed"


def test_a_scan_is_dropped_on_the_page(live_server: LiveServer, demo: None, browser: Browser, tmp_path: Path) -> None:
    real.account("lindai_liaison")
    real.account("lindai_checker")
    steps = (("lindai_liaison", "报送", "已报，待审核"), ("lindai_checker", "审核通过", "已审核，待签发"))
    for name, button, then in steps:
        with real.signed_in(browser, live_server.url, name) as page:
            page.goto(live_server.url + OWN)
            page.get_by_label("我核对过了（有黄色的格子、有没填的，要勾）").check()
            page.get_by_role("button", name=button).click()
            page.locator("dialog button", has_text="确定").click()
            expect(page.locator(".page-head .chip")).to_have_text(then)
    with real.signed_in(browser, live_server.url, "lindai_liaison") as page:
        page.goto(f"{live_server.url}{OWN}paper/")
        printed = page.locator(".code").inner_text()
        page.goto(live_server.url + OWN)
        page.locator(".dropzone", has_text="签字件").evaluate(
            """(zone, data) => {
                const held = new DataTransfer();
                held.items.add(new File([new Uint8Array(data)], "签字.png", {type: "image/png"}));
                zone.dispatchEvent(new DragEvent("drop", {dataTransfer: held, bubbles: true, cancelable: true}));
            }""",
            list(PNG),
        )
        page.get_by_label("表底的核对码").fill(printed)
        page.get_by_role("button", name="交签字件").click()
        page.locator("dialog button", has_text="确定").click()
        expect(page.locator("main")).to_contain_text("在纸上签发")
        assert state().state == "signed"
