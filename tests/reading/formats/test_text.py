"""Plain text: every encoding told apart, every character kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.errors import DamagedError, TooLargeError, UnreadableError
from duban.reading.formats import Context, Limits, text
from duban.reading.formats.encodings import decode, guess
from duban.reading.reader import read_source
from tests.reading.formats.makers import opened

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
WORDS = (
    "主要预期目标是", "固定资产投资", "增长7%以上", "规上工业产值", "力争", "确保", "2023年", "，", "。", "；",
    "GDP", "一般公共预算收入", "招引亿元以上项目3个", "林埭镇", "\n", "\r\n", "全省前10位", "（力争8%）", "　", "、",
    "16.5亿元", "“", "”",
)  # fmt: skip
SHORT = (
    "联通",
    "目标",
    "增长7%",
    "力争",
    "第一",
    "GDP增长7%以上。",
    "一、",
    "完成",
    "发展",
    "工业产值",
    "Bush hid the facts",
    "7%",
)


def _context(data: bytes, name: str = "x.txt", limits: Limits | None = None) -> Context:
    return Context(Path(name), data, limits or Limits())


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(words=st.lists(st.sampled_from(WORDS), min_size=3, max_size=60))
def test_every_encoding_gives_the_text_back(encoding: str, words: list[str]) -> None:
    written = "".join(words)
    assert decode(_context(written.encode(encoding))).text == written


@pytest.mark.parametrize("written", SHORT)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk", "utf-8-sig", "utf-16"])
def test_a_few_characters_are_enough(written: str, encoding: str) -> None:
    assert decode(_context(written.encode(encoding))).text == written


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_in_pure_chinese(encoding: str) -> None:
    written = "紧紧围绕城乡融合示范镇工作目标奋力打造党建高地"
    assert guess(written.encode(encoding)) == encoding


def test_characters_that_only_gb18030_has() -> None:
    written = "㐀㙘镕，投资增长7%以上，完成重点项目建设任务"
    assert decode(_context(written.encode("gb18030"))).text == written


def test_traditional_characters_in_utf_8() -> None:
    written = "經濟發展與產業結構調整"
    assert decode(_context(written.encode())).text == written


def test_line_breaks_stay_as_they_are(tmp_path: Path) -> None:
    written = "一\r\n二\r三\n四\u2028五\u2029六\x0b七\x0c八\u0085九，增长7%以上\n"
    for encoding in ("utf-8", "gb18030", "utf-16"):
        assert opened(tmp_path, "x.txt", written.encode(encoding)).text == written


def test_a_byte_order_mark_is_no_character(tmp_path: Path) -> None:
    source = opened(tmp_path, "x.txt", "增长7%".encode("utf-8-sig"))
    assert source.text == "增长7%"
    assert source.parts == ()
    assert source.wrapped
    assert source.file == str(tmp_path / "x.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_last_character_that_is_cut_off(encoding: str) -> None:
    written = "一般公共预算收入增长百分之八以上。"
    found = decode(_context(written.encode(encoding)[:-1])).text
    assert found.rstrip("\ufffd") == written[:-1]


def test_lone_surrogates_become_a_replacement_character() -> None:
    inside = "增长7%".encode() + b"\xed\xa0\x80" + "以上，力争完成全年目标任务".encode()
    assert decode(_context(inside)).text.replace("\ufffd", "") == "增长7%以上，力争完成全年目标任务"
    unit = "增长7%以上，".encode("utf-16") + b"\x00\xd8" + "力争完成".encode("utf-16-le")
    assert decode(_context(unit)).text == "增长7%以上，\ufffd力争完成"


def test_a_control_character_that_slipped_in(tmp_path: Path) -> None:
    written = "主要预期目标是：GDP增长7%以上，\x00力争8%。\x1a"
    assert opened(tmp_path, "x.txt", written.encode()).text == written


@pytest.mark.parametrize("written", ["\ufeff", " \r\n\u3000\n"])
def test_nothing_but_white_space(tmp_path: Path, written: str) -> None:
    with pytest.raises(UnreadableError, match="没有文字"):
        opened(tmp_path, "x.txt", written.encode())


def test_a_text_of_two_encodings_is_damaged_and_says_where() -> None:
    good = "增长7%以上。\n".encode() * 8000
    with pytest.raises(DamagedError, match=r"UTF-8.*第1440\d\d个字节"):
        decode(_context(good + "一般公共预算收入增长。".encode("gbk") * 2000))


BINARY = {
    "all bytes": bytes(range(256)) * 8,
    "zeros": bytes(4096),
    "a program": b"\x7fELF\x02\x01\x01" + bytes(range(0, 256, 3)) * 40,
    "controls": "增长\x01\x02\x03\x04".encode() * 50,
}


@pytest.mark.parametrize("data", BINARY.values(), ids=BINARY)
def test_binary_data_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UnreadableError, match="二进制"):
        opened(tmp_path, "x.txt", data)


def test_a_table_of_commas_is_not_wrapped(tmp_path: Path) -> None:
    assert not opened(tmp_path, "x.csv", "指标,目标\nGDP,7%以上\n".encode("gbk")).wrapped


def test_two_hundred_megabytes_are_refused_and_the_limit_is_said(tmp_path: Path) -> None:
    line = "主要预期目标是：GDP增长7%以上，规上工业产值增长6%左右。\n".encode()
    with pytest.raises(TooLargeError, match=r"太大，文本超过16MB。请拆成几个较小的文件再读"):
        opened(tmp_path, "x.txt", line * (200 * (1 << 20) // len(line)))
    (tmp_path / "x.txt").unlink()


def test_more_than_the_limit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TooLargeError, match=r"太大，超过1MB.*请拆成"):
        opened(tmp_path, "x.txt", "增长".encode() * (1 << 18), Limits(file=1 << 20))
    with pytest.raises(TooLargeError):
        text.read(_context("增长7%以上".encode(), limits=Limits(plain=3)))


_CUT = "规上工业产值达到12亿元以上".encode()[:-2]
_BAD = "税收增长5%，\n今年规上工业".encode() + b"\xff" + "增长6%。".encode()
_TWO = b"\xe4GDP\r" + "投资".encode() + b"\xff" + "增长8%。".encode()
BROKEN = {
    "a last character cut off": (_CUT, "第1行第14个字认不出（"),
    "a byte that fits nothing": (_BAD, "第2行第7个字认不出（"),
    "two, in a file with lone CR": (_TWO, "第1行第1个字认不出，连这处共2处（"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_touches_a_damaged_character_is_told_and_states_nothing(name: str, tmp_path: Path) -> None:
    data, told = BROKEN[name]
    source = opened(tmp_path, "x.txt", data)
    assert source.note.startswith(f"{tmp_path / 'x.txt'}：{told}")
    assert "\ufffd" not in "".join(one.subject for one in read_source(source).statements)
    assert [one.subject for one in read_source(source).statements] == (["税收"] if "税收" in source.text else [])


def test_a_whole_text_has_no_note(tmp_path: Path) -> None:
    assert opened(tmp_path, "x.txt", "税收增长5%。".encode()).note == ""
