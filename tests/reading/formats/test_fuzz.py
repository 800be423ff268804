"""Whatever stands in a file: text with its parts in order, or one of our own errors; nothing else, and no noise."""

from __future__ import annotations

import zipfile
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duban.errors import DubanError
from duban.reading.document import Source
from duban.reading.formats import EXTENSIONS, Context, reader
from duban.reading.formats.kinds import kind
from tests.reading.formats.makers import excel, ods, old_excel, pdf, replaced, word

PAGE = "<html><head><meta charset=gbk></head><body><p>增长7%</p><table><tr><td>一<td>二</table></body></html>"
CELL = "<table:table-cell office:value-type='string'><text:p>增长</text:p></table:table-cell>"
GOOD = {
    "x.txt": "主要预期目标是：GDP增长7%以上，力争8%。\r\n".encode("gb18030") * 5,
    "x.html": PAGE.encode("gbk"),
    "x.docx": word("一、目标", [["指标", "目标值"], ["GDP", "7%以上"]], "二、任务"),
    "x.xlsx": excel({"表": {"A1": "指标", "B2": (0.07, "0.0%"), "C3": (45107, "yyyy-mm-dd")}}),
    "x.ods": ods(f"<table:table-row>{CELL}</table:table-row>"),
    "x.xls": old_excel([["指标", "目标"], ["GDP", 7.5]]),
    "x.pdf": pdf([(60, 700, "今年增长7%"), (60, 680, "明年增长8%")], [(60, 700, "第二页")]),
}
SUFFIXES = sorted({suffix for suffix, name in EXTENSIONS.items() if name != "picture"})
LONG = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])

# Those that are read in a process of their own take a tenth of a second each.
FEW = settings(LONG, max_examples=25)
APART = ("x.ods", "x.xls")

# Where, how many bytes go, and what comes in their place.
Edit = tuple[float, int, bytes]
EDITS = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.sampled_from((0, 1, 1, 1, 4, 50, 10_000)),
        st.binary(max_size=4)
        | st.sampled_from((b"\xff" * 4, bytes(4), b"99999999", b"<", b"</", b"&a;", b"\xed\xa0\x80")),
    ),
    min_size=1,
    max_size=6,
)


def _edited(data: bytes, edits: list[Edit]) -> bytes:
    for place, gone, new in edits:
        at = int(place * len(data))
        data = data[:at] + new + data[at + gone :]
    return data


def _try(name: str, data: bytes) -> None:
    context = Context(Path(name), data or b"\0")
    refused: DubanError | None = None
    source = Source("")
    try:
        found = kind(context)
        if found != "picture":  # a second each, and their bytes are in the hands of the engine's own library
            source = reader(found, context).read(context)
    except DubanError as error:
        refused = error
    if refused:
        assert str(refused).isprintable()
    assert source.text.encode() is not None
    assert all(0 <= part.start < part.end <= len(source.text) for part in source.parts)
    assert all(one.end <= other.start for one, other in pairwise(source.parts))


@LONG
@given(suffix=st.sampled_from(SUFFIXES), data=st.binary(min_size=1, max_size=400))
def test_random_bytes(suffix: str, data: bytes) -> None:
    _try(f"x{suffix}", data)


@pytest.mark.parametrize("name", [name for name in GOOD if name not in APART])
@LONG
@given(edits=EDITS)
def test_a_file_with_some_bytes_changed(name: str, edits: list[Edit], capfd: pytest.CaptureFixture[str]) -> None:
    _try(name, _edited(GOOD[name], edits))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", APART)
@FEW
@given(edits=EDITS)
def test_a_file_that_is_read_apart(name: str, edits: list[Edit], capfd: pytest.CaptureFixture[str]) -> None:
    _try(name, _edited(GOOD[name], edits))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", ["x.docx", "x.xlsx"])
@LONG
@given(choice=st.integers(0, 100), edits=EDITS)
def test_a_zip_with_one_member_changed(name: str, choice: int, edits: list[Edit]) -> None:
    with zipfile.ZipFile(BytesIO(GOOD[name])) as archive:
        member = archive.namelist()[choice % len(archive.namelist())]
        content = archive.read(member)
    _try(name, replaced(GOOD[name], member, _edited(content, edits)))
