"""What cannot be read says so in one line: what is wrong, where, and what to do."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from duban.errors import (
    DamagedError,
    DubanError,
    EncryptedError,
    InputError,
    UnknownFormatError,
    UnreadableError,
)
from duban.reading.formats import open_source
from tests.reading.formats.makers import excel, ole, opened, pdf, word


def _zip(*names: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


ENCRYPTED = ole({"EncryptionInfo": b"x", "EncryptedPackage": b"y"})
BAD: dict[str, tuple[str, bytes, type[InputError], str]] = {
    "empty": ("x.txt", b"", UnreadableError, r"文件是空的。"),
    "binary": ("x.txt", bytes(range(256)), UnreadableError, r"二进制"),
    "an encrypted docx": ("x.docx", ENCRYPTED, EncryptedError, r"有密码.*去掉密码"),
    "an encrypted xlsx": ("x.xlsx", ENCRYPTED, EncryptedError, r"有密码.*去掉密码"),
    "an encrypted pdf": ("x.pdf", pdf([(60, 700, "一")], password="x"), EncryptedError, r"有密码"),
    "old Word": ("x.doc", ole({"WordDocument": b"x"}), UnknownFormatError, r"旧格式.*另存为 docx"),
    "old WPS": ("x.wps", ole({"WordDocument": b"x"}), UnknownFormatError, r"旧格式.*另存为 docx"),
    "old Word, renamed": ("x.docx", ole({"WordDocument": b"x"}), UnknownFormatError, r"旧格式.*另存为 docx"),
    "old PowerPoint": ("x.ppt", ole({"PowerPoint Document": b"x"}), UnknownFormatError, r"另存为"),
    "half a container": ("x.xls", ole({"Workbook": b"x"})[:700], DamagedError, r"损坏或不完整"),
    "rich text": ("x.rtf", b"{\\rtf1 x}", UnknownFormatError, r"RTF.*另存为 docx"),
    "slides": ("x.pptx", _zip("ppt/presentation.xml"), UnknownFormatError, r"演示文稿.*PDF"),
    "ofd": ("x.ofd", _zip("OFD.xml"), UnknownFormatError, r"OFD.*PDF"),
    "odt": ("x.odt", _zip("content.xml"), UnknownFormatError, r"OpenDocument.*docx"),
    "xlsb": ("x.xlsb", _zip("xl/workbook.bin", "xl/worksheets/sheet1.bin"), UnknownFormatError, r"xlsb.*xlsx"),
    "a zip": ("x.zip", _zip("计划.docx"), UnknownFormatError, r"压缩包.*先解压"),
    "gzip": ("x.gz", b"\x1f\x8b\x08" + bytes(50), UnknownFormatError, r"压缩包.*先解压"),
    "a docx without body": ("x.docx", _zip("mimetype"), DamagedError, r"里面没有正文"),
    "an xlsx without book": ("x.xlsx", _zip("xl/styles.xml"), DamagedError, r"里面没有工作簿"),
    "half a zip": ("x.xlsx", excel({"s": {"A1": "一"}})[:2000], DamagedError, r"损坏或不完整"),
    "XML sheet": (
        "x.xls",
        b'<?xml version="1.0"?><Workbook xmlns="a:spreadsheet"/>',
        UnknownFormatError,
        r"另存为 xlsx",
    ),
    "XML": ("x.xml", b'<?xml version="1.0"?><a/>', UnknownFormatError, r"XML 数据"),
    "zeros for docx": ("x.docx", bytes(5000), DamagedError, r"内容不是 docx"),
}


@pytest.mark.parametrize(("name", "data", "error", "says"), BAD.values(), ids=BAD)
def test_bad_input(
    tmp_path: Path, name: str, data: bytes, error: type[InputError], says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(error, match=says) as caught:
        opened(tmp_path, name, data)
    message = str(caught.value)
    assert message.startswith(f"{tmp_path / name}：")
    assert "\n" not in message
    assert caught.value.do
    assert capfd.readouterr() == ("", "")
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_what_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("增长", encoding="utf-8")
    os.mkfifo(tmp_path / "pipe")
    for path, says in (
        (tmp_path / "没有.txt", "没有这个文件"),
        (tmp_path / "x" / "y.txt", "没有这个文件"),
        (tmp_path, "这是文件夹"),
        (tmp_path / "pipe", "不是普通文件"),
        (tmp_path / ("长" * 500), "读不出来"),
        (tmp_path / "\0", "读不出来"),
    ):
        with pytest.raises(UnreadableError, match=says):
            open_source(path)


def test_a_name_that_no_terminal_shows(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\n.txt"))
    path.write_bytes("增长7%".encode())
    file = open_source(path).file
    assert file is not None
    assert file.encode()
    path.write_bytes(b"")
    with pytest.raises(UnreadableError) as caught:
        open_source(path)
    assert "\n" not in str(caught.value)
    assert str(caught.value).encode()


_CHILD = """
import os, sys
from pathlib import Path
from duban.errors import UnreadableError
from duban.reading.formats import expand, open_source
open_source(Path(sys.argv[1], "b.txt"))  # whatever it loads, it loads now
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
for path in expand(map(Path, sys.argv[1:])):
    try:
        print(open_source(path).text)
    except UnreadableError as error:
        print(error)
"""


def test_without_permission() -> None:
    """In a child that is not root, for root may read everything."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        closed = folder / "closed"
        closed.mkdir()
        for path, mode in ((folder / "a.txt", 0o000), (folder / "b.txt", 0o644), (closed / "c.txt", 0o644)):
            path.write_text("增长7%", encoding="utf-8")
            path.chmod(mode)
        closed.chmod(0o000)
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(
            [sys.executable, "-c", _CHILD, name, str(closed / "c.txt")],
            capture_output=True, check=True, encoding="utf-8", env=environment,
        )  # fmt: skip
        closed.chmod(0o755)
    assert done.stdout.splitlines() == [
        f"{folder}/a.txt：没有读取权限。请换有权限的账号，或让管理员开放读取",
        "增长7%",
        f"{closed}：没有读取权限。请换有权限的账号，或让管理员开放读取",
        f"{closed}/c.txt：没有读取权限。请换有权限的账号，或让管理员开放读取",
    ]
    assert done.stderr == ""


def test_the_name_does_not_decide(tmp_path: Path) -> None:
    assert opened(tmp_path, "x.doc", word("增长7%")).text == "增长7%\n"
    assert opened(tmp_path, "x.docx", excel({"s": {"A1": "增长"}})).text == "增长\n"
    assert opened(tmp_path, "x.txt", pdf([(60, 700, "增长")])).text == "增长\n"
    assert opened(tmp_path, "x.pdf", "增长7%".encode("gbk")).text == "增长7%"
    assert opened(tmp_path, "计划", "增长7%".encode()).text == "增长7%"


def test_a_text_loads_no_library_of_another_format(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes("增长7%".encode("gbk"))
    code = (
        "import sys; from pathlib import Path; from duban.reading.formats import open_source\n"
        f"open_source(Path({str(path)!r}))\n"
        "print(*({'pypdfium2', 'selectolax', 'rapidocr', 'PIL', 'numpy', 'lxml', 'docx'} & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, env=environment)
    assert done.stdout.strip() == ""


def test_every_refusal_is_one_of_ours() -> None:
    assert all(issubclass(error, DubanError) for _, _, error, _ in BAD.values())
