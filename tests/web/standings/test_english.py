"""Figures and verdicts on English pages are English, made from what is stored."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from duban.web.books.models import Clause
from duban.web.books.words import tiers
from duban.web.standings.english import figure, unit, why
from duban.web.standings.models import PledgeVerdict
from tests.web import who

CHINESE = re.compile(r"[\u3400-\u9fff]")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("120亿元以上", "at least 12 billion yuan"),
        ("增长7%左右", "up about 7%"),
        ("下降3%以上", "down at least 3%"),
        ("6%—7%", "6 to 7%"),
        ("1.2亿—1.5亿元", "120 million to 150 million yuan"),
        ("12—15亿元", "1.2 billion to 1.5 billion yuan"),
        ("2500万美元", "25 million US dollars"),
        ("不超过75", "at most 75"),
        ("前10位", "top 10"),
        ("第3位", "place 3"),
        ("9月30日前开工", "works begun by 30 September"),
        ("年内建成", "built within the year"),
        ("未报送", "not reported"),
        ("1000亩", "1,000 mu"),
        ("3只大熊猫", None),
        ("固定资产投资", None),
    ],
)
def test_a_figure_is_told_in_english_where_its_form_is_known(said: str, told: str | None) -> None:
    assert figure(said) == told


@pytest.mark.parametrize(
    ("said", "told"), [("亿元", "100 million yuan"), ("万人次", "10,000 visits"), ("亩", "mu"), ("只", None)]
)
def test_a_column_names_its_unit_in_english(said: str, told: str | None) -> None:
    assert unit(said) == told


@pytest.mark.django_db
def test_every_verdict_and_target_of_the_demo_is_told_in_english(demo: None) -> None:
    for row in PledgeVerdict.objects.all():
        said, _mark, rule = why(row).partition("按“")
        assert not CHINESE.search(said), said
        assert rule or "按“" not in row.reason, "the clause of the rule follows"
    for clause in Clause.objects.current().filter(sort="pledge"):
        assert all(figure(one.words) for one in tiers(clause)), clause.subject


@pytest.mark.django_db
def test_the_page_of_a_pledge_tells_its_verdict_in_the_language_of_the_page(demo: None) -> None:
    client: Client = who.browser("head", "office_head")
    row = PledgeVerdict.objects.filter(share__isnull=False, indicator="fixed_asset_investment")[0]
    assert row.reason in client.get(f"/pledges/{row.pledge}/").content.decode()
    client.cookies["duban_language"] = "en"
    page = client.get(f"/pledges/{row.pledge}/").content.decode()
    assert why(row).split("按")[0] in page
    assert row.reason not in page


def test_what_about_allows_is_told(demo: None) -> None:
    row = PledgeVerdict.objects.get(pledge="lindai.industrial_output")
    assert "0.4 percentage points below the target, within what “about” allows" in why(row)


def test_a_later_place_is_worse_and_an_earlier_one_better(demo: None) -> None:
    rows = [row for row in PledgeVerdict.objects.filter(gap_unit="位") if row.gap and row.actual is not None]
    assert rows
    for row in rows:
        for gap, word in ((2, "worse"), (-2, "better")):
            row.gap = gap
            assert f", 2 places {word} than the target" in why(row)
