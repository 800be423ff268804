"""Word documents: everything that a person reads, in order, each paragraph with its number."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from duban.errors import DamagedError, EncryptedError, NoTextError, TooLargeError
from duban.reading.formats import Limits
from tests.reading.formats.makers import opened, replaced, word, word_body

RUN = "<w:r><w:t>{}</w:t></w:r>"


def _body(tmp_path: Path, xml: str) -> str:
    return opened(tmp_path, "x.docx", word_body(xml)).text


def test_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    source = opened(tmp_path, "x.docx", word("一、目标", [["指标", "目标值"], ["GDP", "7%以上"]], "", "二、任务"))
    assert source.text == "一、目标\n指标\t目标值\nGDP\t7%以上\n二、任务\n"
    assert not source.wrapped
    places = {source.text[part.start : part.end]: part.place.paragraph for part in source.parts}
    assert places == {"一、目标": 1, "指标": 2, "目标值": 3, "GDP": 4, "7%以上": 5, "二、任务": 7}


CASES = {
    "an insertion stays": (f"<w:p>{RUN.format('增长')}<w:ins>{RUN.format('7%')}</w:ins></w:p>", "增长7%\n"),
    "a deletion goes": (
        f"<w:p>{RUN.format('增长')}<w:del><w:r><w:delText>6%</w:delText></w:r></w:del></w:p>",
        "增长\n",
    ),
    "moved text stands once": (
        f"<w:p><w:moveFrom>{RUN.format('投资')}</w:moveFrom>{RUN.format('增长')}"
        f"<w:moveTo>{RUN.format('投资')}</w:moveTo></w:p>",
        "增长投资\n",
    ),
    "a hyperlink": (f"<w:p>{RUN.format('见')}<w:hyperlink>{RUN.format('附件')}</w:hyperlink></w:p>", "见附件\n"),
    "a content control": (
        f"<w:sdt><w:sdtContent><w:p>{RUN.format('目标')}</w:p></w:sdtContent></w:sdt>",
        "目标\n",
    ),
    "a control in a run": (
        f"<w:p><w:sdt><w:sdtContent>{RUN.format('7%')}</w:sdtContent></w:sdt><w:smartTag>{RUN.format('以上')}"
        "</w:smartTag></w:p>",
        "7%以上\n",
    ),
    "breaks and tabs": ("<w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t></w:r></w:p>", "一\n二\t三\n"),
    "tab stops are none": (
        '<w:p><w:pPr><w:tabs><w:tab w:pos="1"/></w:tabs></w:pPr><w:r><w:t>一</w:t></w:r></w:p>',
        "一\n",
    ),
    "field codes are none": (
        "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>7</w:t></w:r></w:p>",
        "7\n",
    ),
    "pinyin is none": (
        f"<w:p><w:r><w:ruby><w:rt>{RUN.format('dài')}</w:rt><w:rubyBase>{RUN.format('埭')}</w:rubyBase></w:ruby></w:r></w:p>",
        "埭\n",
    ),
    "spaces stay": ('<w:p><w:r><w:t xml:space="preserve"> 增长 </w:t></w:r></w:p>', " 增长 \n"),
    "paragraphs in a cell": (
        f"<w:tbl><w:tr><w:tc><w:p>{RUN.format('一')}</w:p><w:p/><w:p>{RUN.format('二')}</w:p></w:tc>"
        f"<w:tc><w:p>{RUN.format('三')}</w:p></w:tc></w:tr></w:tbl>",
        "一\n二\t三\n",
    ),
    "a table in a table": (
        f"<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc><w:p>{RUN.format('内')}</w:p></w:tc></w:tr></w:tbl><w:p/></w:tc>"
        f"<w:tc><w:p>{RUN.format('外')}</w:p></w:tc></w:tr></w:tbl>",
        "内\t外\n",
    ),
    "a row in a control": (
        f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc><w:p>{RUN.format('行')}</w:p></w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>",
        "行\n",
    ),
}


@pytest.mark.parametrize(("xml", "expected"), CASES.values(), ids=CASES)
def test_what_hides_in_the_xml(tmp_path: Path, xml: str, expected: str) -> None:
    assert _body(tmp_path, xml) == expected


def test_the_strict_form_of_the_format(tmp_path: Path) -> None:
    xml = (
        '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:r><w:t>增长</w:t></w:r>'
        "</w:p></w:body></w:document>"
    )
    assert opened(tmp_path, "x.docx", replaced(word("x"), "word/document.xml", xml.encode())).text == "增长\n"


def test_broken_xml_says_so(tmp_path: Path) -> None:
    data = replaced(word("x"), "word/document.xml", b"<w:document><w:body><w:p>")
    with pytest.raises(DamagedError, match=r"不是完整的 XML.*另存一份"):
        opened(tmp_path, "x.docx", data)


def test_without_text(tmp_path: Path) -> None:
    with pytest.raises(NoTextError, match="没有文字"):
        opened(tmp_path, "x.docx", word())


def test_truncated(tmp_path: Path) -> None:
    data = word("增长7%以上" * 100)
    with pytest.raises(DamagedError, match="损坏或不完整"):
        opened(tmp_path, "x.docx", data[: len(data) // 2])


def test_a_bomb_that_says_how_large_it_is(tmp_path: Path) -> None:
    data = replaced(word("x"), "word/document.xml", b" " * (300 << 20))
    assert len(data) < 1 << 20
    with pytest.raises(TooLargeError, match="解开后超过256MB"):
        opened(tmp_path, "x.docx", data)


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    data = replaced(word("x"), "word/document.xml", b" " * (8 << 20))
    size = (8 << 20).to_bytes(4, "little")
    assert data.count(size) == 2
    with pytest.raises(DamagedError):
        opened(tmp_path, "x.docx", data.replace(size, (100).to_bytes(4, "little")), Limits(unpacked=1 << 20))


def test_a_bomb_of_tags(tmp_path: Path) -> None:
    with pytest.raises(TooLargeError, match="太碎"):
        opened(tmp_path, "x.docx", word_body("<w:p/>" * 3000), Limits(tags=2000))


def test_a_bomb_of_entities(tmp_path: Path) -> None:
    names = [f"e{number}" for number in range(12)]
    entities = "".join(
        f'<!ENTITY {name} "{f"&{names[number - 1]};" * 10 if number else "增长" * 10}">'
        for number, name in enumerate(names)
    )
    xml = f"<!DOCTYPE d [{entities}]><d><p><t>&{names[-1]};</t></p></d>"
    with pytest.raises(DamagedError):
        opened(tmp_path, "x.docx", replaced(word("x"), "word/document.xml", xml.encode()))


def test_tables_nested_without_end(tmp_path: Path) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 1000 + "<w:p><w:r><w:t>x</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * 1000
    with pytest.raises(DamagedError, match="太深"):
        _body(tmp_path, deep)


def test_pictures_inside_do_not_count_as_text(tmp_path: Path) -> None:
    data = replaced(word("增长"), "word/media/image1.png", bytes(2 << 20))
    assert opened(tmp_path, "x.docx", data, Limits(unpacked=1 << 20)).text == "增长\n"


def test_a_member_that_needs_a_password(tmp_path: Path) -> None:
    stream = BytesIO(word("增长"))
    with zipfile.ZipFile(stream) as archive:
        at = archive.getinfo("word/document.xml").header_offset
    data = bytearray(stream.getvalue())
    central = data.find(b"word/document.xml", data.find(b"PK\x01\x02")) - 46
    data[at + 6] |= 1
    data[central + 8] |= 1
    with pytest.raises(EncryptedError, match="有密码"):
        opened(tmp_path, "x.docx", bytes(data))
