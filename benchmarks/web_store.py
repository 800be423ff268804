"""A store for the bench: the demo city, a book of so many characters under review, a session of the supervision office.

``python -m benchmarks.web_store PASSWORD CHARACTERS`` prints the cookie, the book's key and a pledge's key.
"""

from __future__ import annotations

import sys
from datetime import date

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from duban.pack.files import PACKS  # noqa: E402
from duban.web.access.models import Account, Holding  # noqa: E402
from duban.web.books.models import Book, BookText  # noqa: E402
from duban.web.books.reading import read_book  # noqa: E402
from duban.web.load.pack import load  # noqa: E402
from duban.web.log.writing import By, writing  # noqa: E402
from duban.web.standings.recompute import recompute  # noqa: E402


def main(password: str, characters: int) -> None:
    """Make it all."""
    call_command("migrate", verbosity=0)
    load("pinghu_2023", history=True, day=date(2023, 7, 31))
    recompute()
    account = Account.objects.create_user("office", password, full_name="督查办")
    text = _text(characters)
    with writing("load.bench", By()) as written:
        written.add(Holding(key="office", account=account.pk, post="office_head"))
        written.add(BookText(key="long", text=text))
        head = {"year": 2023, "org_unit": "pinghu", "text": "long", "end": len(text)}
        written.add(Book(key="long", title="二十页的书", state="reading", **head))
    read_book.func("long", account.pk, "office_head")
    client = Client()
    client.force_login(account)
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    print(cookie.replace("; ", ";"), "long", "ponan.investment")


def _text(characters: int) -> str:
    """The paragraphs of the demo's books without their titles, again and again."""
    paragraphs = [
        line
        for path in sorted((PACKS / "pinghu_2023" / "books").glob("*.txt"))
        for line in path.read_text(encoding="utf-8").split("\n")[2:]
    ]
    text = "\n".join(paragraphs)
    return (text * (characters // len(text) + 1))[:characters]


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
