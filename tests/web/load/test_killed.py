"""A load that is killed in its middle leaves a whole store, and the next one completes it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import date

import pytest

from duban.web.load.pack import load
from duban.web.log.models import Entry
from duban.web.log.verify import verify
from tests.web.stores import address


def _rows() -> int:
    return sum(Entry.objects.values_list("rows", flat=True))


@pytest.mark.both_stores
@pytest.mark.django_db(transaction=True)
def test_the_next_load_completes_it() -> None:
    asked = [sys.executable, "-m", "duban", "load", "pinghu_2023", "--history", "--day", "2023-07-31"]
    child = subprocess.Popen(asked, env=os.environ | {"DATABASE_URL": address()}, stdout=subprocess.DEVNULL)
    while Entry.objects.count() < 5 and child.poll() is None:
        time.sleep(0.01)
    child.kill()
    assert child.wait() < 0
    assert verify().findings == ()
    done = _rows()
    outcome = load("pinghu_2023", history=True, day=date(2023, 7, 31))
    assert outcome.added > 0
    assert (outcome.same, _rows()) == (done, done + outcome.added)
    assert load("pinghu_2023").added == 0
    assert verify().findings == ()
