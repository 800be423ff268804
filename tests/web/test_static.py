"""The script, the style and the icons: packed on the wire, kept by the browser until another version is built."""

from __future__ import annotations

import gzip
import re

import pytest
from django.test import Client

from tests.web.browser import account


@pytest.mark.parametrize("name", ["app.css", "app.js", "charts.js", "icons.svg"])
def test_a_file_goes_packed_to_who_takes_it_and_is_kept(client: Client, name: str) -> None:
    plain = b"".join(client.get(f"/static/duban/{name}"))
    packed = client.get(f"/static/duban/{name}", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(b"".join(packed)) == plain
    assert "max-age=31536000" in packed["Cache-Control"]


@pytest.mark.django_db
def test_a_page_asks_for_the_version_that_was_built(demo: None, client: Client) -> None:
    client.force_login(account("office_head"))
    page = client.get("/").content.decode()
    versions = set(re.findall(r"/static/duban/[a-z.]+\?v=([0-9a-f]{12})", page))
    assert len(versions) == 1
