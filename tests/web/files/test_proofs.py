"""Proof: what is refused before a byte of it is kept, and what may be a scan or a picture."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from reportlab.pdfgen.canvas import Canvas

from duban.errors import InputError
from duban.web.files.models import PersonalText, StoredFile
from duban.web.files.out import named, sent
from duban.web.files.proofs import keep_all, looked_through
from duban.web.log.writing import By, writing

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n and more"


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> Iterator[Path]:
    with override_settings(CONF=replace(settings.CONF, data=tmp_path, upload_mb=1)):
        yield tmp_path


def scan() -> bytes:
    """A page without a text layer."""
    made = io.BytesIO()
    canvas = Canvas(made)
    canvas.rect(100, 100, 200, 200, fill=1)
    canvas.save()
    return made.getvalue()


def marked() -> bytes:
    """A Word file whose page header bears a mark."""
    document, made = docx.Document(), io.BytesIO()
    document.add_paragraph("证明")
    document.sections[0].header.paragraphs[0].text = "机密★1年"
    document.save(made)
    return made.getvalue()


def kept(*uploads: SimpleUploadedFile) -> list[str]:
    with looked_through(uploads) as found, writing("test.proof", By()) as written:
        return keep_all(found, written)


@pytest.mark.parametrize(("name", "content"), [("证书.png", PNG), ("扫描件.pdf", scan())])
def test_a_scan_or_a_picture_is_a_proof(name: str, content: bytes) -> None:
    (key,) = kept(SimpleUploadedFile(name, content))
    assert named([key])[key].name == name
    assert b"".join(sent(key)) == content
    assert PersonalText.objects.get().text == name


REFUSED = {
    "假的.png": (b"MZ not a picture", "里面不是.png"),
    "程序.exe": (b"MZ", "不收.exe的文件"),
    "网页.html": (b"<html>", "不收.html的文件"),
    "大的.png": (PNG + b"0" * 2**21, "最多收1MB"),
    "涉密.docx": (marked(), "密级或份号标志"),
    "坏的.docx": (b"PK\x03\x04 cut", "坏的.docx"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_proof_is_refused_and_nothing_is_kept(name: str, files: Path) -> None:
    content, words = REFUSED[name]
    with pytest.raises(InputError, match=words):
        kept(SimpleUploadedFile("好的.png", PNG), SimpleUploadedFile(name, content))
    assert not StoredFile.objects.exists()
    assert not PersonalText.objects.exists()
    assert not list(files.rglob("files/*"))


def test_ten_files_are_too_many() -> None:
    with pytest.raises(InputError, match="一次最多9个"):
        kept(*(SimpleUploadedFile(f"{at}.png", PNG) for at in range(10)))


def test_the_same_file_twice_is_one_proof() -> None:
    assert len(kept(SimpleUploadedFile("a.png", PNG), SimpleUploadedFile("b.png", PNG))) == 1
    assert StoredFile.objects.count() == 1
