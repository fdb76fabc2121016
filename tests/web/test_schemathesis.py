"""Requests made from the server's own description, right and wrong ones, to every address.

No answer is a fault of the server, and every answer is one that the description names. A few in
`make test`, 10,000 in `make soak`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from sejuk.app.access import MAY
from sejuk.model.role import AGENCIES_OF, AccountRole
from sejuk.web.routes import API
from tests.web.office import DOCUMENT, URL, Office, Person

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
FEW, MANY = 3, 120
"""Of each mode and operation; MANY makes a little more than 10,000."""

SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
BY_NAME = {endpoint.name: endpoint for endpoint in API}


def operations() -> Iterator[Any]:
    for found in SCHEMA.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]  # ours is a valid description
        # A stream has no end; see test_stream.py.
        if operation.path != "/tail":
            yield pytest.param(operation, id=f"{operation.method.upper()} {operation.path}")


def person_for(office: Office, operation: APIOperation[Any, Any, Any, Any]) -> Person:
    """Somebody who may, so that requests come as far as they can."""
    verb = BY_NAME[f"{operation.method.upper()} {operation.path}"].verb
    role = next(r for r in AccountRole if r in MAY.get(verb, frozenset(AccountRole)))
    return office.person(role, min(AGENCIES_OF[role]))


def sent(office: Office, person: Person, case: Case[Any]) -> httpx.Response:
    """The request as `requests` would put it on the wire, in this person's name."""
    made = requests.Request(**case.as_transport_kwargs(base_url=URL)).prepare()
    made.headers["authorization"] = f"Bearer {person.token}"
    headers = [
        (name.encode(), value if isinstance(value, bytes) else value.encode())
        for name, value in made.headers.items()
    ]
    body: Any = made.body.encode() if isinstance(made.body, str) else made.body
    answer: httpx.Response = office.client.request(
        str(made.method), str(made.url), headers=headers, content=body, follow_redirects=False
    )
    return answer


def try_operation(office: Office, operation: APIOperation[Any, Any, Any, Any], count: int) -> int:
    """Makes so many requests in each mode; how many were made."""
    person = person_for(office, operation)
    tried = 0
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

        @settings(
            max_examples=count,
            database=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Case[Any]) -> None:
            nonlocal tried
            tried += 1
            case.validate_response(sent(office, person, case), checks=CHECKS)

        with suppress(Unsatisfiable):  # nothing can be wrong where nothing can be said
            ask()
    return tried


@pytest.mark.parametrize("operation", list(operations()))
def test_a_few(office: Office, operation: APIOperation[Any, Any, Any, Any]) -> None:
    assert try_operation(office, operation, FEW) > 0


@pytest.mark.soak
def test_ten_thousand(own_office: Office, figure: Callable[[str], None]) -> None:
    tried = sum(try_operation(own_office, param.values[0], MANY) for param in operations())
    assert tried >= 10_000
    figure(
        f"schemathesis: {tried:,} requests to {len(list(operations()))} operations, "
        "0 faults of the server, 0 undocumented answers"
    )
