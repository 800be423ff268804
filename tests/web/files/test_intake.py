"""What is refused before a byte of it is kept, and what is kept once."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from duban.web.books.models import Book
from duban.web.files.models import PersonalText, StoredFile
from duban.web.log.models import Entry
from tests.web.books.plan import PLAN
from tests.web.browser import account

MARKS = ["机密★1年", "秘密★长期", "绝密★30年", "机 密 ★ 6个月", "秘密：10年", "000123\n机密"]
OPEN = ["严守机密，做好保密工作。", "秘密武器是抓项目。", "份数：30", "依法保守商业秘密\n和工作秘密"]


@pytest.fixture
def files(tmp_path: Path) -> Iterator[Path]:
    with override_settings(CONF=replace(settings.CONF, data=tmp_path, upload_mb=1)):
        yield tmp_path


@pytest.fixture
def office(demo: None, client: Client, files: Path) -> Client:
    client.force_login(account("office_head"))
    return client


def send(client: Client, name: str, content: bytes) -> tuple[int, str]:
    """The status of an upload, and the words of its page."""
    told = {"file": SimpleUploadedFile(name, content), "year": "2024"}
    answer = client.post("/books/upload/", told)
    return answer.status_code, answer.content.decode()


def zipped(entries: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return made.getvalue()


def nothing_kept(files: Path) -> bool:
    rows = (StoredFile, PersonalText)
    return not any(model.objects.exists() for model in rows) and not list(files.rglob("files/*"))


@pytest.mark.parametrize("mark", MARKS)
def test_a_secrecy_mark_is_refused_and_nothing_is_kept(office: Client, files: Path, mark: str) -> None:
    before = Entry.objects.count()
    status, words = send(office, "计划.txt", f"{mark}\n\n{PLAN}".encode())
    assert status == 422
    assert "密级或份号标志" in words
    assert "没有收下" in words
    assert nothing_kept(files)
    assert Entry.objects.count() == before


def test_a_mark_in_a_page_header_is_a_mark(office: Client, files: Path) -> None:
    document, made = docx.Document(), io.BytesIO()
    document.add_paragraph(PLAN)
    document.sections[0].header.paragraphs[0].text = "机密★1年"
    document.save(made)
    status, words = send(office, "计划.docx", made.getvalue())
    assert (status, "密级或份号标志" in words, nothing_kept(files)) == (422, True, True)


@pytest.mark.parametrize("words", OPEN)
def test_words_that_only_speak_of_secrets_are_no_mark(office: Client, words: str) -> None:
    status, _ = send(office, "计划.txt", f"{words}\n{PLAN}".encode())
    assert status == 302


REFUSED = {
    "计划.txt": (PLAN.encode() * 3000, "最多收1MB"),
    "计划.exe": (b"MZ", "不认得.exe的文件"),
    "没有后缀": (b"...", "不认得没有后缀的文件"),
    "宏.docx": (zipped({"word/document.xml": b"<a/>", "word/vbaProject.bin": b"1"}), "里面带宏"),
    "坏的.docx": (b"PK\x03\x04 cut", "坏的.docx"),
    "炸弹.docx": (zipped({"word/document.xml": b"<w>" + b"a" * 400_000_000}), "炸弹.docx"),
    "空.txt": (b"", "空.txt"),
    "密码.pdf": (b"%PDF-1.4\n%%EOF", "密码.pdf"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_a_way_out(office: Client, files: Path, name: str) -> None:
    content, words = REFUSED[name]
    status, page = send(office, name, content)
    assert status == 422
    assert words in page
    assert nothing_kept(files)
    assert not Book.objects.filter(state="reading").exists()


def test_the_same_file_again_is_kept_once(office: Client, files: Path) -> None:
    for _ in range(2):
        assert send(office, "计划.txt", PLAN.encode())[0] == 302
    assert StoredFile.objects.count() == PersonalText.objects.count() == 1
    kept = StoredFile.objects.get()
    assert (files / "files" / kept.key[:2] / kept.key).read_bytes() == PLAN.encode()
    assert Book.objects.filter(state="reading").count() == 2


def test_a_name_stands_only_among_the_personal_texts(office: Client) -> None:
    send(office, "王某某的计划.txt", PLAN.encode())
    assert PersonalText.objects.get().text == "王某某的计划.txt"
    assert all("王某某" not in str(entry.detail) for entry in Entry.objects.all())


def test_no_file_or_no_year_is_said_on_the_page_and_nothing_typed_is_lost(office: Client) -> None:
    answer = office.post("/books/upload/", {"year": "2024", "org_unit": "lindai"})
    assert answer.status_code == 422
    assert "没有选文件" in answer.content.decode()
    assert send(office, "计划.txt", PLAN.encode())[0] == 302
    told = {"file": SimpleUploadedFile("a.txt", PLAN.encode()), "year": "明年", "org_unit": "lindai"}
    answer = office.post("/books/upload/", told)
    assert "年份不对" in answer.content.decode()
    assert '<option value="lindai" selected>' in answer.content.decode()
