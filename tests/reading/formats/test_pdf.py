"""PDF files: the characters of each page, in the order in which a person reads them."""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from duban.errors import DamagedError, EncryptedError, NoTextError
from tests.reading.formats.makers import Drawn, opened, pdf, wrapped

LEFT = (
    "林埭镇将紧紧围绕城乡融合示范镇工作目标奋力打造党建高地文化高地平安高地主要预期目"
    "标是规上工业产值增长百分之六左右财政总收入增长百分之十左右力争完成固定资产投资九"
    "亿元"
)
RIGHT = (
    "新埭镇将深入实施创新驱动发展战略固定资产投资增长百分之八以上招引亿元以上项目三个"
    "一般公共预算收入增长百分之九以上全年开工建设重点项目十二个竣工投产项目六个完成年"
    "度投资计划"
)
WIDTH, SIZE = 14, 12
TITLES = (
    "踔厉奋发谋发展勇毅前行扬新帆",
    "勇担当挺膺奋进争先行谱写新篇",
    "聚焦聚力抓项目凝心铸魂开新局",
    "向新而行结硕果实干笃行启新程",
)


def _column(text: str, left: float, top: float = 740) -> list[Drawn]:
    return [(left, top - 16 * number, line) for number, line in enumerate(wrapped(text, WIDTH))]


def _page(shift: float = 0) -> list[Drawn]:
    """A heading over two columns; their lines are drawn in turn, as some programs do."""
    left, right = _column(LEFT, 60), _column(RIGHT, 60 + WIDTH * SIZE + 14, 740 - shift)
    return [
        (100, 790, "在新征程上展现新作为谱写新篇章"),
        *(line for pair in zip(left, right, strict=False) for line in pair),
    ]


@pytest.mark.parametrize("shift", [0, 5, 8])
def test_two_columns(tmp_path: Path, shift: float) -> None:
    source = opened(tmp_path, "x.pdf", pdf(_page(shift)))
    heading, *lines = source.text.splitlines()
    assert heading == "在新征程上展现新作为谱写新篇章"
    half = len(wrapped(LEFT, WIDTH))
    assert "".join(lines[:half]) == LEFT
    assert RIGHT.startswith("".join(lines[half:]))
    assert source.wrapped


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_drawing_does_not_matter(tmp_path: Path, seed: int) -> None:
    page = _page()
    ordered = opened(tmp_path, "x.pdf", pdf(page)).text
    random.Random(seed).shuffle(page)
    assert opened(tmp_path, "x.pdf", pdf(page)).text == ordered


def test_a_table_below_two_columns_is_read_by_rows(tmp_path: Path) -> None:
    table: list[Drawn] = [
        (left, bottom, text)
        for bottom, row in (
            (500, ("指标", "目标值", "责任")),
            (480, ("GDP", "7%以上", "发改局")),
            (460, ("财政收入", "8%", "财政局")),
        )
        for left, text in zip((60, 200, 400), row, strict=True)
    ]
    text = opened(tmp_path, "x.pdf", pdf([*_page(), *table, (290, 30, "- 3 -")])).text
    assert text.endswith("指标\t目标值\t责任\nGDP\t7%以上\t发改局\n财政收入\t8%\t财政局\n- 3 -\n")


def test_a_page_of_four_articles(tmp_path: Path) -> None:
    """Two bands of two articles, each of two columns under its own title, as on a newspaper's page."""
    articles = {
        (left, top): (title, "".join(random.Random(title).choices(LEFT + RIGHT, k=10 * 24)))
        for (left, top), title in zip(((20, 800), (305, 800), (20, 500), (305, 500)), TITLES, strict=True)
    }
    drawn: list[Drawn] = []
    for (left, top), (title, body) in articles.items():
        lines = wrapped(body, 10)
        drawn.append((left + 43, top, title))
        drawn += [(left + 134 * (at // 12), top - 30 - 16 * (at % 12), line) for at, line in enumerate(lines)]
    flat = opened(tmp_path, "x.pdf", pdf(drawn)).text.replace("\n", "")
    for _, body in articles.values():
        assert body in flat


def test_a_ruled_table_with_long_cells(tmp_path: Path) -> None:
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=12, leading=16, wordWrap="CJK")
    task = "全年实施重点项目200个以上，其中新开工100个，年度投资增长10%以上，亿元以上产业项目入库率达到90%"
    rows = [
        ["序号", "重点任务", "责任单位"],
        ["1", task, "市发展和改革局、市经济和信息化局"],
        ["2", "整合园区<br/>新建三个", "商务局"],
    ]
    cells = [[Paragraph(text, style) for text in row] for row in rows]
    stream = BytesIO()
    table = Table(cells, colWidths=[40, 250, 120], style=[("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0))])
    SimpleDocTemplate(stream).build([Paragraph("重点任务清单", style), table, Paragraph("完", style)])
    source = opened(tmp_path, "x.pdf", stream.getvalue())
    assert source.text == (
        f"重点任务清单\n序号\t重点任务\t责任单位\n1\t{task}\t市发展和改革局、市经济和信息化局\n2\t整合园区\n新建三个\t商务局\n完\n"
    )


def test_each_page_is_a_part(tmp_path: Path) -> None:
    source = opened(tmp_path, "x.pdf", pdf([(60, 700, "第一页")], [], [(60, 700, "第三页")]))
    assert source.text == "第一页\n第三页\n"
    assert [(source.text[part.start : part.end], part.place.page) for part in source.parts] == [
        ("第一页", 1),
        ("第三页", 3),
    ]


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_text_on_its_side(tmp_path: Path, angle: int) -> None:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(600, 600))
    canvas.translate(300, 300)
    canvas.rotate(angle)
    canvas.setFont("STSong-Light", 12)
    for number, line in enumerate(("今年地区生产总值增长7%以上", "财政收入增长8%。")):
        canvas.drawString(-200, 100 - 16 * number, line)
    canvas.save()
    assert opened(tmp_path, "x.pdf", stream.getvalue()).text == "今年地区生产总值增长7%以上\n财政收入增长8%。\n"


def test_a_password(tmp_path: Path) -> None:
    with pytest.raises(EncryptedError, match=r"有密码.*去掉密码"):
        opened(tmp_path, "x.pdf", pdf([(60, 700, "增长7%")], password="secret"))


def test_cut_short(tmp_path: Path) -> None:
    data = pdf(*[[(60, 700, "增长7%")]] * 20)
    for size in (20, len(data) // 2, len(data) - 100):
        with pytest.raises(DamagedError, match=r"文件不完整|文件损坏"):
            opened(tmp_path, "x.pdf", data[:size])


def test_no_pages_and_blank_pages(tmp_path: Path) -> None:
    with pytest.raises(NoTextError, match="空白"):
        opened(tmp_path, "x.pdf", pdf([]))
    with pytest.raises(DamagedError):
        opened(tmp_path, "x.pdf", b"%PDF-1.4\n" + b"x" * 5000 + b"\n%%EOF")
