"""What is typed in the forms of additions and deductions, and days on which the store stands."""

from __future__ import annotations

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from duban.web.clock.models import StoreDay
from duban.web.points.lookup import entry
from duban.web.points.models import Addition

PNG = b"\x89PNG\r\n\x1a\n"


def typed(**changes: object) -> dict[str, object]:
    """An application of 林埭镇 for half a point."""
    told: dict[str, object] = {
        "org_unit": "lindai",
        "item": "places/awards",
        "sort": "pilot",
        "level": "province",
        "day": "2023-07-10",
        "points": "0.5",
        "reason": "列入省级试点",
        "document": "省发〔2023〕9号",
        "proof": "试点名单",
        "files": SimpleUploadedFile("名单.png", PNG),
    }
    return told | changes


def deduction(**changes: object) -> dict[str, object]:
    """A deduction of 林埭镇."""
    told = {"item": "places/criticism", "sort": "criticised", "level": "county", "reason": "迟报被通报"}
    return typed(**(told | changes))


def applied(client: Client, **changes: object) -> Addition:
    """An application that was sent."""
    answer = client.post("/points/apply/", typed(**changes))
    assert answer.status_code == 302, answer.content.decode()
    return there(answer["Location"].split("/")[-2])


def entered(client: Client, **changes: object) -> Addition:
    """A deduction that was sent."""
    answer = client.post("/points/enter/", deduction(**changes))
    assert answer.status_code == 302, answer.content.decode()
    return there(answer["Location"].split("/")[-2])


def does(client: Client, key: str, verb: str, text: str = "核对过", **more: object) -> int:
    """Do a step; gives the status."""
    return client.post(f"/points/{key}/{verb}/", {"text": text, **more}).status_code


def there(key: str) -> Addition:
    """One as it stands."""
    found = entry(key)
    assert found is not None
    return found


def on(day: date) -> None:
    """The store stands on a day."""
    StoreDay.objects.update_or_create(pk=1, defaults={"day": day})
