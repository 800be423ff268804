"""Web pages: blocks as lines, rows as lines with tabs, and none of what only steers the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from duban.errors import DamagedError, NoTextError, TooLargeError
from duban.reading.formats import Limits
from tests.reading.formats.makers import opened

CASES = {
    "blocks": ("<h1>计划</h1><div><p>一、目标</p><p>二、任务</p></div>", "计划\n一、目标\n二、任务\n"),
    "inline stays together": ("<p>增<b>长</b><span>7</span>%</p>", "增长7%\n"),
    "space is one": ("<p>GDP\n   增长\t7%</p>", "GDP 增长 7%\n"),
    "entities": ("<p>&ge;7%&nbsp;&#20197;&#x4E0A; &lt;A&amp;B&gt;</p>", "≥7%\xa0以上 <A&B>\n"),
    "indents go": ("<p>　　增长7%　</p>", "增长7%\n"),
    "a break": ("<p>一<br>二<br/><br/>三</p>", "一\n二\n三\n"),
    "rows": ("<table><tr><th>指标</th><th>值</th></tr><tr><td>GDP</td><td>7%</td></tr></table>", "指标\t值\nGDP\t7%\n"),
    "empty cells keep their place": (
        "<table><tr><td></td><td>一</td><td></td><td>二</td><td></td></tr><tr><td>三</td></tr></table>",
        "一\t\t二\n三\n",
    ),
    "an empty cell in front": (
        "<p>表</p><table><tr><td> </td><td>一</td></tr></table>",
        "表\n\t一\n",
    ),
    "blocks in a cell": (
        "<table><tr><td><p>一</p><p>二</p></td><td><div><p>三</p></div></td></tr></table>后",
        "一\n二\t三\n后\n",
    ),
    "a table in a table": (
        "<table><tr><td><table><tr><td>甲</td><td>乙</td></tr></table></td><td>丙</td></tr></table>",
        "甲\t乙\t丙\n",
    ),
    "a list": ("<ul><li>一</li><li>二</li></ul>三", "一\n二\n三\n"),
    "pre keeps its lines": ("<pre>一\n  二\r\n三</pre>", "一\n二\n三\n"),
    "what steers the page": (
        "<nav><a>首页</a></nav><script>var x='增长9%'</script><style>p{}</style><noscript>开</noscript>"
        "<template><p>模</p></template><select><option>选</option></select><p hidden>藏</p>"
        "<p style='display: none'>藏</p><!-- 注 --><p>正文</p>",
        "正文\n",
    ),
    "broken tags": ("<p>一<p>二<b><i>三</b></i><table><tr><td>四<td>五", "一\n二三\n四\t五\n"),
}


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES)
def test_the_text_of_a_page(tmp_path: Path, body: str, expected: str) -> None:
    page = f"<!DOCTYPE html><html><head><title>题</title></head><body>{body}</body></html>"
    source = opened(tmp_path, "x.html", page.encode())
    assert source.text == expected
    assert not source.wrapped
    assert [part.place.paragraph for part in source.parts] == list(range(1, len(source.parts) + 1))


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset=gb2312>", "gbk"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=GB2312'>", "gb18030"),
        ("<meta charset=utf-8>", "utf-8"),
        ("<meta charset=utf-8>", "gbk"),  # it happens: the page was converted, its head was not
        ("<meta charset=nonsense>", "gbk"),
        ("", "utf-8"),
        ("", "gb18030"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("<meta charset=big5>", "big5"),
    ],
)
def test_the_encoding_of_a_page(tmp_path: Path, head: str, encoding: str) -> None:
    page = f"<html><head>{head}</head><body><p>一般公共收入成長百分之七以上</p></body></html>"
    assert opened(tmp_path, "x.html", page.encode(encoding)).text == "一般公共收入成長百分之七以上\n"


def test_a_page_is_known_by_its_content(tmp_path: Path) -> None:
    assert opened(tmp_path, "x.txt", "<html><body><p>增长</p></body></html>".encode()).text == "增长\n"
    assert opened(tmp_path, "x.xls", "<table><tr><td>增长</td><td>7%</td></tr></table>".encode()).text == "增长\t7%\n"
    assert opened(tmp_path, "x.txt", "增长<p>7%".encode()).text == "增长<p>7%"


def test_a_page_nested_without_end(tmp_path: Path) -> None:
    assert opened(tmp_path, "x.html", ("<div>" * 4000 + "深").encode()).text == "深\n"
    with pytest.raises(DamagedError, match="套得太深"):
        opened(tmp_path, "x.html", ("<div>" * 50_000 + "深").encode())


def test_a_page_without_text(tmp_path: Path) -> None:
    with pytest.raises(NoTextError, match=r"网页里没有文字.*浏览器"):
        opened(tmp_path, "x.html", b"<html><body><script>render()</script></body></html>")


def test_a_page_that_is_too_large(tmp_path: Path) -> None:
    with pytest.raises(TooLargeError, match="网页超过1MB"):
        opened(tmp_path, "x.html", b"<html>" + b"<p>x</p>" * (1 << 18), Limits(page=1 << 20))
