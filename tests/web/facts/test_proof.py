"""Proof of a figure: several files with a note, never asked for; struck out in the open; seen with the figure."""

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

from duban.web.facts.models import Proof
from duban.web.files.models import StoredFile
from duban.web.log.models import Entry
from tests.sheets.books import book
from tests.web import browser as real
from tests.web.who import browser as desk

CELL = "/data/2023-07/cell/?sheet=own.lindai&row=lindai.quality_projects"
ATTACH = CELL.replace("cell", "proof")
GDP = "/data/2023-07/cell/?sheet=provider.gdp.全域&row=lindai"
PNG = b"\x89PNG\r\n\x1a\n" + b"photo" * 20
JPG = b"\xff\xd8\xff\xe0" + b"photo" * 20


@pytest.fixture(autouse=True)
def kept(tmp_path: Path) -> Iterator[Path]:
    """Where files are kept."""
    with override_settings(CONF=replace(settings.CONF, data=tmp_path, upload_mb=1)):
        yield tmp_path


@pytest.fixture
def town(demo: None) -> Client:
    return desk("clerk", "lindai_liaison")


def attached(client: Client, *files: tuple[str, bytes], note: str = "合同首页", at: str = ATTACH) -> str:
    """The words of the page after files were attached."""
    told = {"file": [SimpleUploadedFile(*one) for one in files], "note": note}
    return client.post(at, told, follow=True).content.decode()


def held() -> list[Proof]:
    return list(Proof.objects.current().order_by("id"))


def test_several_files_are_attached_with_a_note_and_seen_by_who_sees_the_figure(town: Client) -> None:
    words = attached(town, ("合同.png", PNG), ("现场.jpg", JPG), ("清单.xlsx", book([{"name": "表", "rows": [["a"]]}])))
    assert "凭据附上了" in words
    assert all(one in words for one in ("合同.png", "现场.jpg", "清单.xlsx", "合同首页"))
    assert len(held()) == StoredFile.objects.count() == 3
    assert Entry.objects.get(verb="facts.attach").detail == {"files": 3}
    assert all("合同.png" not in str(one.detail) for one in Entry.objects.all())
    for post in ("office_head", "fagai_section", "lindai_secretary"):
        client = desk(f"of {post}", post)
        assert "合同.png" in client.get(CELL).content.decode()
        answer = client.get(f"/data/proofs/{held()[0].pk}/")
        assert b"".join(answer.streaming_content) == PNG  # type: ignore[attr-defined]
    answer = town.get(f"/data/proofs/{held()[2].pk}/")
    assert answer["Content-Disposition"].startswith("attachment")
    other = desk("other", "xincang_liaison")
    assert other.get(CELL).status_code == 404
    assert other.get(f"/data/proofs/{held()[0].pk}/").status_code == 404
    assert other.post(ATTACH, {"file": SimpleUploadedFile("a.png", PNG)}).status_code == 403


def test_nobody_is_asked_for_proof(town: Client) -> None:
    assert "不要求附" in town.get(CELL).content.decode()
    assert "凭据" not in town.get("/data/2023-07/lindai/").content.decode()


def test_it_is_struck_out_with_a_reason_and_stays(town: Client) -> None:
    attached(town, ("合同.png", PNG))
    address = f"/data/proofs/{held()[0].pk}/strike/"
    assert "没有写划去的理由" in town.post(address, {"reason": " "}, follow=True).content.decode()
    assert desk("other", "xincang_liaison").post(address, {"reason": "不对"}).status_code == 403
    words = town.post(address, {"reason": "传错了"}, follow=True).content.decode()
    assert "划去了：" in words
    assert "传错了" in words
    assert [one.struck for one in Proof.objects.order_by("id")] == ["", "传错了"]
    assert town.get(f"/data/proofs/{held()[0].pk}/").status_code == 200
    assert (
        "已经划去了"
        in town.post(f"/data/proofs/{held()[0].pk}/strike/", {"reason": "再划"}, follow=True).content.decode()
    )
    # The same file may come again.
    attached(town, ("合同.png", PNG), note="这次对了")
    assert [(one.struck, one.note) for one in held()] == [("", "这次对了")]
    assert "已经附上了" in attached(town, ("合同.png", PNG))


def test_one_bad_file_refuses_all(town: Client, kept: Path) -> None:
    assert "里面不是.pdf" in attached(town, ("合同.png", PNG), ("报告.pdf", b"not a pdf"))
    assert "没有选文件" in attached(town)
    assert "密级" in attached(town, ("清单.xlsx", book([{"name": "表", "rows": [["机密★1年"], ["a", "b"]]}])))
    assert not held()
    assert not StoredFile.objects.exists()
    assert not list(kept.rglob("files/*/*"))


def test_a_closed_month_still_takes_proof(town: Client) -> None:
    at = ATTACH.replace("2023-07", "2023-03")
    assert "凭据附上了" in attached(town, ("合同.png", PNG), at=at)


def test_a_provider_proves_its_own_figures_alone(town: Client) -> None:
    at = GDP.replace("cell", "proof")
    provider = desk("tj", "tongji_data")
    assert "凭据附上了" in attached(provider, ("核算表.png", PNG), at=at)
    assert town.post(at, {"file": SimpleUploadedFile("a.png", PNG)}).status_code == 403
    assert "核算表.png" in desk("office", "office_head").get(GDP).content.decode()
    assert town.get(f"/data/proofs/{held()[0].pk}/").status_code == 404


def test_files_are_dropped_on_the_panel_beside_the_grid(live_server: LiveServer, demo: None, browser: Browser) -> None:
    real.account("lindai_liaison")
    with real.signed_in(browser, live_server.url, "lindai_liaison") as page:
        page.goto(f"{live_server.url}/data/2023-07/lindai/")
        page.locator('[name="lindai.quality_projects|value"]').click()
        panel = page.locator("#cell")
        panel.locator("summary", has_text="附凭据").click()
        panel.locator(".dropzone").evaluate(
            """(zone, [one, two]) => {
                const held = new DataTransfer();
                held.items.add(new File([new Uint8Array(one)], "合同.png"));
                held.items.add(new File([new Uint8Array(two)], "现场.jpg"));
                zone.dispatchEvent(new DragEvent("drop", {dataTransfer: held, bubbles: true, cancelable: true}));
            }""",
            [list(PNG), list(JPG)],
        )
        expect(panel.locator(".dropzone-say")).to_contain_text("现场.jpg")
        panel.get_by_label("说明").fill("合同和现场")
        panel.get_by_role("button", name="附上").click()
        expect(page.locator("main")).to_contain_text("合同.png")
        expect(page.locator("main")).to_contain_text("合同和现场")
    assert len(held()) == 2
