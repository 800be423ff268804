"""The office in the system's Chromium: somebody signed in, on a store that the test throws away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from playwright.sync_api import Browser, Page

from duban.web.access.models import Account, Holding
from duban.web.log.writing import By, writing

PASSWORD = "correct horse battery"


def account(*posts: str) -> Account:
    """An account that holds posts of the demo city; its name is that of the first."""
    made = Account.objects.create_user(posts[0], PASSWORD, full_name=posts[0])
    with writing("load.accounts", By()) as written:
        written.add(*(Holding(key=f"{made.pk}.{post}", account=made.pk, post=post) for post in posts))
    return made


def jobs() -> None:
    """Do what waits for the worker."""
    call_command("db_worker", batch=True, interval=0, verbosity=0, startup_delay=False)


@contextmanager
def signed_in(
    browser: Browser,
    address: str,
    name: str,
    *,
    size: tuple[int, int] = (1440, 900),
    script: bool = True,
    missing: bool = False,
    lost: bool = False,
) -> Iterator[Page]:
    """A page of somebody who has signed in; at the end nothing must have been asked of elsewhere, nor gone wrong.

    ``missing``: pages are opened that are not there, which the browser tells as an error; ``lost``: so is what
    the test keeps from being saved.
    """
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, java_script_enabled=script)
    page = context.new_page()
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(f"{address}/sign-in/login/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button")
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    try:
        yield page
    finally:
        context.close()
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert [one for one in faults if not (missing and "404" in one) and not (lost and "Failed to load" in one)] == []
