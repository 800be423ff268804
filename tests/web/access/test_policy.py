"""Every verb and every address, by every role, against the rule book."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from duban.web.access.models import Account
from duban.web.access.policy import VERBS, RefusedError, Target, may
from duban.web.access.roles import ROLES
from duban.web.books.models import Adjustment, Clause
from duban.web.facts.models import Fact, Objection, Proof
from duban.web.log.models import Entry
from duban.web.org import directory
from tests.web.access.rulebook import BODIES, actors, addresses, browsers, people, rules, samples

pytestmark = pytest.mark.usefixtures("demo")
_SIGNED = {"pledge_amend", "pledge_adjust", "pledge_apply"}
TABLE = "2023年1—6月\n地区,固定资产投资（亿元）,同比（%）\n平湖市,160,13\n海盐县,120,12\n"
# What a number in an address is of, where it is no account's.
_NUMBERS: dict[str, Callable[[], int]] = {
    "data_object": lambda: Fact.objects.current().filter(org_unit="lindai", indicator="gdp")[0].pk,
    **dict.fromkeys(("adjustment_approve", "adjustment_refuse", "adjustment_back"), lambda: _newest(Adjustment)),
    "data_proof": lambda: _newest(Proof),
    "data_proof_strike": lambda: _newest(Proof),
    "data_answer": lambda: _newest(Objection),
}


def _newest(model: type[Adjustment | Objection | Proof]) -> int:
    return model.objects.values_list("pk", flat=True).last() or 1


def places(body: str) -> dict[str, Target]:
    """What a verb may be about, seen from a role's body."""
    other = Target(org_unit="caoqiao", lead="shangwu", book="zhaoda", indicator="utilized_fdi")
    return {
        "own": replace(other, org_unit=body),
        "named": replace(other, responsible=frozenset({"xincang", body})),
        "another's": replace(other, responsible=frozenset({"xincang"})),
        "own field": replace(other, lead=body),
        "another's field": replace(other, lead="zuzhi"),
        "a body carried": replace(other, org_unit="lindai"),
        "a book carried": replace(other, book="shouwei"),
    }


# Where each reach goes, of the places above, besides what happens to be the same: a leader's body is 林埭镇.
REACHES = {
    "all": set(places("")),
    "own": {"own", "named"},
    "field": {"own field"},
    "carried": {"own", "a body carried", "a book carried"},
    None: set(),
}


def test_the_rule_book_has_every_verb_and_every_address_once() -> None:
    told = rules()
    assert told["verbs"].keys() == VERBS.keys()
    named = {*told["pages"], *told["sent"], *told["api"], *told["names"], *told["absent"]}
    assert named == {name for name, _ in addresses()}
    assert not {*told["names"], *told["absent"]} & {*told["pages"], *told["sent"]}
    assert BODIES.keys() == ROLES.keys()


def test_every_verb_for_every_role_wherever_it_is() -> None:
    wrong = []
    for role, who in actors().items():
        for verb, grants in rules()["verbs"].items():
            reach = grants.get(role)
            for place, target in places(BODIES[role]).items():
                # A town's own clerk reaches 林埭镇 whether a leader carries it or not.
                same = target.org_unit == BODIES[role] and reach == "own"
                expected = place in REACHES[reach] or same
                if may(who, verb, target) is not expected:
                    wrong.append((role, verb, place))
    assert not wrong


def test_an_account_without_posts_may_nothing() -> None:
    client = Client()
    client.force_login(Account.objects.create_user("new"))
    for name, _ in addresses():
        if name in rules()["pages"] and not name.startswith(("mfa_", "account_", "book_upload")):
            assert client.get(at(name)).status_code in {403, 404}, name


def test_every_page_is_shown_to_those_who_may_see_it_and_to_nobody_else() -> None:
    samples()
    wrong = []
    for role, client in browsers().items():
        for name, allowed in rules()["pages"].items():
            status = client.get(at(name)).status_code
            if (status in {200, 204, 302}) is not (role in allowed) or (status not in {200, 204, 302, 403, 404}):
                wrong.append((role, name, status))
    assert not wrong


def test_every_button_does_it_for_those_who_may_and_for_nobody_else(refusals: list[str]) -> None:
    samples()
    wrong = []
    for role, client in browsers().items():
        for name, allowed in rules()["sent"].items():
            before, address = Entry.objects.count(), at(name)
            refusals.clear()
            with undone():
                status = client.post(address, posted(name)).status_code
                written = Entry.objects.count() - before
            refused = bool(refusals) or status in {403, 404}
            if refused is (role in allowed) or (refused and written) or status >= 500:
                wrong.append((role, name, status))
    assert not wrong


def test_whoever_is_not_signed_in_is_led_to_sign_in() -> None:
    samples()
    people()
    client, before = Client(), Entry.objects.count()
    for name in {*rules()["pages"], *rules()["sent"], *rules()["absent"]}:
        for response in (client.get(at(name)), client.post(at(name), posted(name))):
            assert (response.status_code, response.headers["Location"][:15]) == (302, "/sign-in/login/"), name
        if not at(name).startswith("/sign-in/"):
            assert client.get(at(name), headers={"HX-Request": "true"}).status_code == 401, name
    for name in rules()["names"]:
        assert client.get(at(name)).status_code in {200, 302, 401, 404, 405}, name
    assert Entry.objects.count() == before


def test_another_units_book_under_review_is_not_there() -> None:
    samples()
    there = {"office", "auditor"}
    for role, client in browsers().items():
        for address in ("/books/other/", "/books/other/progress/", "/clauses/other.1/", "/pledges/other.1/"):
            status = client.get(address).status_code
            assert (status in {200, 204}) is (role in there), (role, address)
            assert role in there or status == (403 if role in {"sysadmin", "secadmin"} else 404), (role, address)
        listed = client.get("/books/")
        assert role in {"sysadmin", "secadmin"} or (b"/books/other/" in listed.content) is (role in there), role


def test_forged_numbers_lead_nowhere() -> None:
    people()
    clients, before = browsers_again(), Entry.objects.count()
    for name, parts in addresses():
        if parts and name in {*rules()["sent"], *rules()["pages"]}:
            address = reverse(
                name, kwargs={part: 999999 if part in {"number", "place"} else "no-such" for part in parts}
            )
            for client in clients:
                for response in (client.get(address), client.post(address, posted(name))):
                    assert response.status_code in {403, 404, 405}, (name, response.status_code)
    assert Entry.objects.count() == before


def test_a_form_from_elsewhere_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people()["office"])
    before = Entry.objects.count()
    for name in rules()["sent"]:
        assert client.post(at(name), posted(name)).status_code == 403, name
    assert Entry.objects.count() == before


@pytest.fixture
def refusals(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every refusal, wherever it was caught."""
    found: list[str] = []
    made = RefusedError.__init__

    def told(self: RefusedError, *args: str, **more: str) -> None:
        found.append(args[0])
        made(self, *args, **more)

    monkeypatch.setattr(RefusedError, "__init__", told)
    return found


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside is taken back, so that one button does not change what the next finds."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    directory.forget()


def browsers_again() -> list[Client]:
    """Those who may most."""
    found = []
    for role in ("office", "sysadmin", "secadmin"):
        client = Client()
        client.force_login(Account.objects.get(username=f"one-{role}"))
        found.append(client)
    return found


def at(name: str) -> str:
    """An address with what the samples have."""
    parts = dict(addresses())[name]
    signed = Clause.objects.current().filter(book="lindai", state="accepted", sort="pledge")[0].key
    clause = signed if name in _SIGNED else "draft.1"
    keys = {"body": "lindai", "post": "lindai", "handover": "paper", "holding": "post-checker", "book": "draft"}
    keys |= {
        "clause": clause,
        "pledge": clause,
        "league": "issue",
        "token": "of-nobody",
        "check": "check",
        "purge": "purge",
    }
    target = Account.objects.filter(username="one-provider").values_list("pk", flat=True).first() or 1
    told = {"what": "advance" if name == "data_move" else "accept", "number": target, "post": "lindai_checker"}
    told |= {
        "provider_id": "sso",
        "form": "xlsx" if name.startswith("league") else "docx",
        "month": "2023-07",
        "rulebook": "wrong",
    }
    told |= {"org_unit": "lindai", "indicator": "gdp"} | ({"month": "2023-05"} if name == "peers_month" else {})
    told |= {"path": "nothing", "page": "pledges", "place": 1, "sha256": "f" * 64}
    told["number"] = _NUMBERS.get(name, lambda: target)()
    states = {"points_appeal": "decided", "points_take_back": "decided", "points_review": "appealed"}
    keys |= {"points": f"one-{states.get(name, 'applied')}", "flags": "one-flag"}
    kind = "book" if name == "clause_add" else name.split("_")[0]
    row = "?sheet=own.lindai&row=lindai.apartments" if name in {"data_cell", "data_proof_attach"} else ""
    return reverse(name, kwargs={part: keys[kind] if part == "key" else told[part] for part in parts}) + row


def posted(name: str) -> dict[str, object]:
    """Enough of a form that what stands before the permission lets it pass."""
    told: dict[str, object] = {"day": "2023-07-31", "document": "文", "into": "xincang", "start": "0", "end": "3"}
    match name:
        case "book_upload":
            return {"file": SimpleUploadedFile("a.txt", "新开工项目20个。".encode()), "year": "2023"}
        case "post_hand_over":
            return told | {"into": "lindai_liaison"}
        case "account_grant":
            return {"post": "tongji_data", "start": "2023-07-31", "document": "文"}
        case "post_new" | "pledge_amend" | "pledge_adjust" | "pledge_apply":
            return {"title": "新岗", "document": "文", "month": "2023-07", "subject": "新的"}
        case "book_comment" | "book_agree_all" | "book_answer":
            return {"org_unit": "lindai", "comment": "draft.1@lindai", "stance": "agree", "text": "好"}
        case "league_issue":
            return {"group": "镇街道", "as_of": "2023-07-31", "title": "七月", "document": "文"}
        case "league_adopt":
            told = {"rulebook": "places", "weight.gdp": "30", "title": "新办法", "document": "文"}
            return told | {"start": "2023-07-01", "full": "1"}
        case "league_withdraw":
            return {"reason": "定错了"}
        case "points_apply" | "points_enter":
            told |= {"org_unit": "lindai", "sort": "prize", "level": "province", "points": "0.5", "day": "2023-07-01"}
            told |= {"item": f"places/{'awards' if name == 'points_apply' else 'criticism'}", "reason": "获奖"}
            return told | {"proof": "证书", "files": SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n1")}
        case "points_freeze":
            return {"key": "one-reviewed"}
        case "flags_decide_all":
            return {"key": "one-flag", "what": "confirm", "text": "核对过"}
        case "flags_decide":
            return {"what": "confirm", "text": "核对过"}
    if name.startswith("points_"):
        return {"text": "核对过", "outcome": "recognise", "version": ""}
    if name == "peers_new":
        return {"text": TABLE}
    if name.startswith("data_"):
        return {"text": "不对", "lindai|growth": "6.1", "status": "final"}
    if name == "view_keep":
        return {"name": "林埭", "question": "org_unit=lindai"}
    if name == "token_new":
        return {"name": "取数", "until": "2023-08-31"}
    return told | {"name": "新名称", "title": "新书名", "username": "new", "full_name": "新"}
