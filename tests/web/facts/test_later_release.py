"""A table that is handed in for a later moment: every page says from when on it is seen, and none that it is."""

from __future__ import annotations

import pytest

from duban.web.facts.models import Fact
from tests.web.books.office import desk

pytestmark = pytest.mark.usefixtures("demo")
TABLE = "/data/2023-07/table/fixed_asset_investment/"


def test_what_is_handed_in_for_a_later_moment_is_not_called_released() -> None:
    provider, office = desk("tongji_data"), desk("office_head")
    assert 'data-confirm-shows="#release"' in provider.get(TABLE).content.decode()
    told = {"lindai|level": "7.1", "status": "flash", "release": "2023-08-03T09:00", "sure": "1"}
    answer = provider.post(f"{TABLE}release/", told, follow=True).content.decode()
    assert Fact.objects.filter(release__date="2023-08-03").exists()
    assert "已交1个数，8月3日09:00发布" in answer
    assert "发布了" not in answer
    assert '<span class="chip">已交，8月3日09:00发布</span>' in answer.split("<h1>")[1]
    card = provider.get("/data/2023-07/").content.decode()
    assert "已交，8月3日09:00发布" in card.split("我单位为大家提供的数")[1].split("</section>")[0]
    line = (
        office.get("/data/2023-07/").content.decode().split("数据提供单位</h2>")[1].split("统计局")[1].split("</tr>")[0]
    )
    assert "1张已交，8月3日09:00发布" in line


def test_what_is_handed_in_at_once_is_released() -> None:
    provider = desk("tongji_data")
    told = {"lindai|level": "7.1", "status": "flash", "sure": "1"}
    answer = provider.post(f"{TABLE}release/", told, follow=True).content.decode()
    assert "发布了1个数" in answer
    assert '<span class="chip">已发布</span>' in answer
