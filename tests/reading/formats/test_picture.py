"""Pictures and scans, read by the engine itself.

``scan.png`` is a page that was set from the four lines below and rendered: a machine that runs the tests needs no
Chinese font.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from duban.errors import DamagedError, MissingExtraError, NoTextError, TooLargeError
from duban.reading.formats import Limits, open_source
from tests.reading.formats.makers import opened

SCAN = Path(__file__).with_name("scan.png")
LINES = (
    "林埭镇2023年目标责任书\n主要预期目标是：GDP增长7%以上，\n规上工业产值增长6%左右，力争完成\n固定资产投资9亿元。\n"
)


def _alike(found: str, written: str) -> bool:
    """The same but for signs of which a picture shows too little: ： and :, ， and ,, a space."""
    signs = str.maketrans("：，。", ":,.")
    return found.replace(" ", "").translate(signs) == written.translate(signs)


def _scanned(text: str | None = None) -> bytes:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    if text:
        canvas.drawString(60, 700, text)
        canvas.showPage()
    canvas.drawImage(str(SCAN), 60, 500, width=360, height=130)
    canvas.save()
    return stream.getvalue()


def _saved(form: str, *more: Image.Image) -> bytes:
    stream = BytesIO()
    with Image.open(SCAN) as picture:
        picture.convert("L").save(stream, form, **({"save_all": True, "append_images": more} if more else {}))
    return stream.getvalue()


def test_a_picture(capfd: pytest.CaptureFixture[str]) -> None:
    source = open_source(SCAN)
    assert _alike(source.text, LINES)
    assert [part.place.page for part in source.parts] == [1]
    assert source.wrapped
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(("form", "name"), [("JPEG", "x.jpg"), ("BMP", "x.bmp"), ("TIFF", "x.tif"), ("PNG", "x.txt")])
def test_other_kinds_of_pictures(tmp_path: Path, form: str, name: str) -> None:
    assert _alike(opened(tmp_path, name, _saved(form)).text, LINES)


def test_a_tiff_of_two_pages(tmp_path: Path) -> None:
    source = opened(tmp_path, "x.tif", _saved("TIFF", Image.open(SCAN).convert("L")))
    assert [part.place.page for part in source.parts] == [1, 2]
    assert _alike(source.text, LINES * 2)


def test_a_scanned_pdf(tmp_path: Path) -> None:
    source = opened(tmp_path, "x.pdf", _scanned())
    assert _alike(source.text, LINES)
    assert source.parts[0].place.page == 1


def test_a_scanned_page_among_others(tmp_path: Path) -> None:
    source = opened(tmp_path, "x.pdf", _scanned("GDP +7%"))
    assert source.text.startswith("GDP +7%\n")
    assert [part.place.page for part in source.parts] == [1, 2]


@pytest.fixture
def without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine where ``duban[ocr]`` was never installed."""
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    monkeypatch.delitem(sys.modules, "duban.reading.formats.picture", raising=False)


@pytest.mark.usefixtures("without_the_extra")
def test_without_the_extra_the_command_is_named(tmp_path: Path) -> None:
    command = r'pip install "duban\[ocr\]"'
    with pytest.raises(MissingExtraError, match=command):
        open_source(SCAN)
    with pytest.raises(NoTextError, match=f"没有文字层.*{command}"):
        opened(tmp_path, "x.pdf", _scanned())
    assert opened(tmp_path, "x.pdf", _scanned("GDP +7%")).text == "GDP +7%\n"


def test_pictures_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(DamagedError, match="图片损坏"):
        opened(tmp_path, "x.png", SCAN.read_bytes()[:500])
    with pytest.raises(TooLargeError, match="像素"):
        opened(tmp_path, "x.png", SCAN.read_bytes(), Limits(pixels=1000))
    blank = BytesIO()
    Image.new("L", (300, 200), 255).save(blank, "PNG")
    with pytest.raises(NoTextError, match="认不出文字"):
        opened(tmp_path, "x.png", blank.getvalue())
