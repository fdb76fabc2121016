"""The OpenAPI 3.1 document, written from the table of endpoints and the types they name."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

import msgspec

from sejuk.problems import CATALOGUE
from sejuk.version import __version__
from sejuk.web.endpoint import JSON, Endpoint, problems_of
from sejuk.web.problem import MEDIA_TYPE, Problem

REF = "#/components/schemas/{name}"


def openapi(endpoints: Iterable[Endpoint]) -> dict[str, Any]:
    """The document as JSON's builtins."""
    rows = sorted(endpoints, key=lambda e: (e.path, e.method))
    types: list[Any] = [Problem]
    types += [t for e in rows for t in (e.takes, e.gives, *e.query.values()) if t is not None]
    types = [t for t in types if t is not bytes]
    schemas, components = msgspec.json.schema_components(types, ref_template=REF)
    known = dict(zip(map(id, types), schemas, strict=True))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "sejuk",
            "version": __version__,
            "description": "Patroli bersama tiga pilar. Joint patrols of the three pillars.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": {
            path: {e.method.lower(): _operation(e, known) for e in group}
            for path, group in groupby(rows, key=lambda e: e.path)
        },
        "components": {
            "schemas": components,
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "cookie": {"type": "apiKey", "in": "cookie", "name": "sejuk"},
            },
        },
    }


def _operation(endpoint: Endpoint, known: dict[int, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": _operation_id(endpoint),
        "summary": endpoint.does,
        "parameters": [
            *(_path_parameter(name) for name in endpoint.parts),
            *(
                {"name": name, "in": "query", "required": False, "schema": known[id(type_)]}
                for name, type_ in endpoint.query.items()
            ),
        ],
        "responses": {**_success(endpoint, known), **_problems(endpoint)},
        "security": [] if endpoint.public else [{"bearer": []}, {"cookie": []}],
    }
    if endpoint.takes is not None:
        schema = {} if endpoint.takes is bytes else known[id(endpoint.takes)]
        operation["requestBody"] = {
            "required": True,
            "content": {endpoint.takes_media: {"schema": schema}},
        }
    return operation


def _operation_id(endpoint: Endpoint) -> str:
    words = [w.strip("{}") for w in endpoint.path.split("/") if w]
    return "_".join([endpoint.method.lower(), *words]).replace(".", "_").replace("-", "_")


def _path_parameter(name: str) -> dict[str, Any]:
    schema = {"type": "string", "minLength": 1, "maxLength": 96}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _success(endpoint: Endpoint, known: dict[int, Any]) -> dict[str, Any]:
    if endpoint.gives is None:
        return {"204": {"description": "Done"}}
    schema = {} if endpoint.gives is bytes else known[id(endpoint.gives)]
    media = endpoint.gives_media
    if media != JSON:
        schema = {"type": "string"}
    done: dict[str, Any] = {"200": {"description": "Done", "content": {media: {"schema": schema}}}}
    return done | ({"304": {"description": "Not modified"}} if endpoint.kept else {})


def _problems(endpoint: Endpoint) -> dict[str, Any]:
    codes = sorted(problems_of(endpoint), key=lambda code: (CATALOGUE[code].status, code))
    return {
        str(status): {
            "description": ", ".join(group),
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status, group in groupby(codes, key=lambda code: CATALOGUE[code].status)
    }
