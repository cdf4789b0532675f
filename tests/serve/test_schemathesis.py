"""Whatever the API's own document allows, and what it does not, is answered as the document says: schemathesis makes the requests."""

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import Case, GenerationMode
from schemathesis.schemas import APIOperation, BaseSchema
from schemathesis.specs.openapi.checks import positive_data_acceptance

from onrecord.serve import make_app
from onrecord.serve.api.endpoints import ENDPOINTS, TAKINGS
from onrecord.store import Record

EXAMPLES = 8
"""Requests of each kind an address: with a few hundred in all a run takes seconds; `make fuzz` is for more."""
ADDRESSES = [f"GET {one.path}" for one in ENDPOINTS] + [f"POST {one.path}" for one in TAKINGS if not one.applies]


@pytest.fixture(scope="module")
def schema(example_record: Record) -> BaseSchema:
    """Read the document from the app itself; a decision among the requests names nothing that is there, so none is kept."""
    return schemathesis.openapi.from_asgi("/api/openapi.json", make_app(example_record, ("testserver", "localhost")))


def _operations(schema: BaseSchema) -> Iterator[APIOperation]:
    for one in schema.get_all_operations():
        yield one.ok()


TAKING_NOTHING = frozenset(f"GET {one.path}" for one in ENDPOINTS if not one.parameters)
CASES = [(one, mode) for one in ADDRESSES for mode in GenerationMode if one not in TAKING_NOTHING or mode.is_positive]
"""An address that takes nothing, or an id, which is any text, cannot be given anything wrong."""
LEFT_OPEN = frozenset({"GET /api/search", "POST /api/judgements"})
"""No schema says which words make a query, nor what a decision may name: there a request may fit the schema and be refused."""


@pytest.mark.parametrize(("address", "mode"), CASES)
def test_the_api_does_as_its_document_says(schema: BaseSchema, address: str, mode: GenerationMode) -> None:
    wanted = address.replace("{id:path}", "{id}")
    (operation,) = [one for one in _operations(schema) if f"{one.method.upper()} {one.path}" == wanted]

    @seed(1)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.filter_too_much,
        ],  # of the making of requests, not of answers
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Case) -> None:
        answer = case.call()
        refused = answer.status_code == 400 and (address in LEFT_OPEN or answer.json()["error"]["code"] == "bad_cursor")
        case.validate_response(answer, excluded_checks=[positive_data_acceptance] if refused else [])

    ask()


def test_the_document_names_every_address(schema: BaseSchema) -> None:
    named = {f"{one.method.upper()} {one.path}" for one in _operations(schema)}
    assert {one.replace("{id:path}", "{id}") for one in ADDRESSES} == named
