"""A book in which several bodies pledge (各镇责任书): each line says whose it is, and each body has a book."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from duban.cli import forecasts
from duban.cli.verdicts.table import render
from duban.pack.load import open_pack
from duban.standing.city import adding_up, judge_pack, shared_books
from duban.standing.forecast.city import forecast

DAY = date(2023, 6, 30)
PACK = open_pack("pinghu_2023")
BOOK = next(one.origin.book for one in PACK.pledges if one.org_unit == "lindai")
TOGETHER = replace(
    PACK,
    pledges=tuple(
        replace(one, origin=replace(one.origin, book=BOOK)) if one.org_unit in {"lindai", "xincang"} else one
        for one in PACK.pledges
    ),
    books=tuple(one for one in PACK.books if one.org_unit != "xincang"),
)


def test_each_line_says_whose_it_is() -> None:
    title = next(one.title for one in PACK.books if one.id == BOOK)
    assert shared_books(TOGETHER.pledges) == {BOOK}
    for told in (render(judge_pack(TOGETHER, DAY)), forecasts.table(TOGETHER, forecast(TOGETHER, as_of=DAY))):
        assert f"{title}：林埭镇" in told.decode()
        assert f"{title}：新仓镇" in told.decode()
    assert f"{title}：" not in render(judge_pack(PACK, DAY)).decode()


def test_a_body_in_a_shared_book_has_a_book() -> None:
    assert [one.id for one in adding_up(TOGETHER).without_book] == ["zhapu"]
