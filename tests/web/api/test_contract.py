"""What OpenAPI says of the interface holds: schemathesis makes up questions, good and bad, and reads every answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.conf import settings as conf
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.core.result import Ok

from duban.web.api.office import schema
from duban.web.wsgi import application
from tests.web import who
from tests.web.api.programs import token

pytestmark = pytest.mark.usefixtures("demo")
# A cursor that we did not sign is good by its shape, and refused.
CONFIG = SchemathesisConfig.from_dict(
    {"checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", 400, 401, 403, 404, 409]}}}
)


def operations() -> Iterator[APIOperation[Any, Any, Any, Any]]:
    contract = schemathesis.openapi.from_dict(schema(), config=CONFIG)
    contract.app = application
    for found in contract.get_all_operations():
        assert isinstance(found, Ok)
        yield found.ok()


OPERATIONS = {f"{one.method.upper()} {one.path}": one for one in operations()}
# What takes no word cannot be asked badly.
CASES = [
    (name, mode)
    for name, one in OPERATIONS.items()
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or one.path_parameters or one.query or one.body
]
# What the demo has, so that not every made-up question is about nothing.
THERE = {"month": "2023-07", "org_unit": "lindai", "indicator": "gdp", "pledge": "ponan.investment"}
KEYS = {"bodies": "lindai", "books": "lindai", "clauses": "ponan.investment", "facts": "", "results": ""}
# Who may most, who fills in, who provides, who audits.
ASKERS = ("office_head", "lindai_liaison", "tongji_data", "security_auditor")
EXAMPLES = 10
# What asks the application itself does not unpack, as a browser or a client on the wire does.
PLAIN = {"Accept-Encoding": "identity"}


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """The connection in which a test's transaction is open is not closed between two questions."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def headers(demo: None) -> list[dict[str, str]]:
    """Tokens that count, one that nobody made, and none."""
    words = [token(who.account(post, post)).words for post in ASKERS]
    return [{"Authorization": f"Bearer {one}"} for one in [*words, "duban_made_up"]] + [{}]


@pytest.mark.parametrize(("name", "mode"), CASES, ids=lambda one: getattr(one, "value", one))
def test_every_answer_is_as_the_contract_says(name: str, mode: GenerationMode, headers: list[dict[str, str]]) -> None:
    assert conf.ALLOWED_HOSTS
    found = OPERATIONS[name]

    # A bad question may lack its token; then none is put in its place. Each operation has its own asker there.
    bad = mode is GenerationMode.NEGATIVE
    given_with = headers[list(OPERATIONS).index(name) % len(headers)] if bad else {}

    @settings(max_examples=EXAMPLES, database=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(case=st.one_of(*_strategies(found, mode, given_with)), header=st.sampled_from([{}] if bad else headers))
    def ask(case: Case[Any], header: dict[str, str]) -> None:
        with transaction.atomic():
            case.call_and_validate(headers={**header, **PLAIN}, base_url="http://localhost")
            transaction.set_rollback(True)

    ask()


def _strategies(
    found: APIOperation[Any, Any, Any, Any], mode: GenerationMode, header: dict[str, str]
) -> Iterator[st.SearchStrategy[Case[Any]]]:
    """Made up whole, and about what there is."""
    yield found.as_strategy(mode, headers=header)
    kind = found.path.split("/")[2]
    names = {one.name for one in found.path_parameters}
    told = {name: THERE[name] for name in names if name in THERE} | ({"key": KEYS[kind]} if "key" in names else {})
    if told and (mode is GenerationMode.POSITIVE or found.query or found.body):
        yield found.as_strategy(mode, path_parameters=told, headers=header)
