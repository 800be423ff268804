"""A town's own book in Word, from upload to signature through the pages, and each step found again by the auditor."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from duban.web.books.models import Book, Clause
from duban.web.books.reading import read_book
from duban.web.log.verify import verify
from tests.web.books.office import desk

pytestmark = pytest.mark.django_db

LINES = """新仓镇2023年度目标责任书
为确保完成市委、市政府下达的各项任务，新仓镇党委、政府郑重承诺如下：
一、主要指标
1．地区生产总值增长6%以上，力争6.5%。
2．规上工业增加值确保完成28亿元，增长7%左右。
3．完成固定资产投资18.5亿元，其中工业投资9亿元。
4．引进亿元以上项目6个，实到外资2500万美元。
5．一般公共预算收入4.2亿元，同比增长8%。
6．城乡居民收入倍差缩小到1.55以内。
二、重点工作
（一）项目建设
7．9月底前芦川路提升工程全线通车。
8．推进工业园区二期，新增用地300亩，腾出低效用地120亩。
9．全年组织“三服务”走访企业，每月不少于2次，解决问题率98%。
（二）民生实事
10．新建农村文化礼堂2个、改造老旧小区3.6万平方米。
11．五水共治断面Ⅲ类以上，抽查合格率保持95%。
12．垃圾分类做到“一村一策”，5个村先行先试。
本责任书一式三份，市督查办、镇党委、镇政府各执一份。"""


def word() -> SimpleUploadedFile:
    document, data = Document(), BytesIO()
    for line in LINES.splitlines():
        document.add_paragraph(line)
    document.save(data)
    return SimpleUploadedFile("新仓镇.docx", data.getvalue())


def uploaded(office: Client) -> str:
    office.post("/books/upload/", {"file": word(), "year": "2023"})
    key: str = Book.objects.current().latest("pk").key
    read_book.func(key, None, "")
    return key


def test_every_line_with_a_figure_is_read_or_pointed_out(demo: None) -> None:
    office = desk("office_head")
    key = uploaded(office)
    page = office.get(f"/books/{key}/").content.decode()
    spans = [span for one in Clause.objects.current().filter(book=key) for span in one.spans]
    for line in LINES.splitlines():
        if line[0].isdigit():
            at = LINES.index(line)
            read = any(start < at + len(line) and end > at for start, end in spans)
            assert read or line.split("．")[1] in page.split('id="unread"')[1].split("</details>")[0], line
    road = Clause.objects.current().get(book=key, subject__contains="芦川路")
    assert (road.kind, str(road.due)) == ("milestone", "2023-09-30")


def test_from_upload_to_signature_and_found_again_by_the_auditor(demo: None) -> None:
    office, auditor = desk("office_head"), desk("security_auditor")
    key = uploaded(office)
    page = office.get(f"/books/{key}/").content.decode()
    assert Book.objects.current().get(key=key).org_unit == "xincang"  # as its title says
    office.post(f"/books/{key}/head/", {"title": "新仓镇2023年度目标责任书（定稿）", "org_unit": "xincang"})
    start = page.split('name="start" value="')[1].split('"')[0]
    end = page.split('name="end" value="')[1].split('"')[0]
    office.post(f"/books/{key}/add/", {"start": start, "end": end, "kind": "pledge"})
    office.post(f"/books/{key}/leave/")
    office.post(f"/books/{key}/accept-sure/")
    for one in Clause.objects.current().filter(book=key, state="proposed"):
        office.post(f"/clauses/{one.key}/accept/", {"version": one.pk})
    office.post(f"/books/{key}/sign/", {"signed": "2023-07-31", "document": "平委〔2023〕12号"})
    assert Book.objects.current().get(key=key).state == "signed"
    log = auditor.get("/log/?about=新仓镇2023年度目标责任书（定稿）").content.decode().split("<tbody>")[1]
    steps = ("上传文件", "读出条文", "修改书名和单位", "添加条文", "有数字的句子看过不收", "采用没有疑问的条文", "签发")
    assert [words for words in steps if words not in log] == []
    assert "平委〔2023〕12号" in log
    assert key not in log.replace(f"/{key}", "")
    assert verify().findings == ()
