"""Writes `frontend/shared/wire/*.ts`: the server's types as TypeScript.

`wire_types.py` writes; `wire_types.py --check` says whether anything would change (exit code 1).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from sejuk.app.messages.choose import words_of
from sejuk.files.concerns import concern_table
from sejuk.files.messages import calm_messages
from sejuk.model.force import Agency
from sejuk.model.plan import Plan
from sejuk.model.role import AccountRole
from sejuk.operations.cycle import ROLE_WORDS
from sejuk.operations.cycles import CYCLES
from sejuk.problems import Both
from sejuk.reporting.words import words
from sejuk.web.endpoint import JSON, Endpoint
from sejuk.web.problem import Problem
from sejuk.web.routes import API

FOLDER = Path(__file__).resolve().parent.parent / "frontend" / "shared" / "wire"
HEAD = "// Written by scripts/wire_types.py from the server's own types. Do not edit.\n"
REF = "#/{name}"
EXTRA: tuple[Any, ...] = (Problem, Plan)
"""Types that travel inside others as plain JSON."""

PLAN_SECTIONS = (
    *("mode", "place_kind", "stop_kind", "reason", "what", "unmet_reason", "uncovered_reason"),
    *("note", "figure"),
)

Schema = dict[str, Any]


def main(arguments: list[str]) -> int:
    """Exit code: 0, or 1 when `--check` finds a difference."""
    files = {
        "types.ts": types_file(),
        "words.ts": words_file(),
        "plan_words.ts": plan_words_file(),
        "concerns.ts": concerns_file(),
        "messages.ts": messages_file(),
    }
    if arguments == ["--check"]:
        stale = [
            name
            for name, text in files.items()
            if not (FOLDER / name).is_file() or (FOLDER / name).read_text("utf-8") != text
        ]
        print("\n".join(stale), end="")
        return int(bool(stale))
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (FOLDER / name).write_text(text, "utf-8")
    return 0


def types_file() -> str:
    """All structs, and the table of endpoints."""
    endpoints = sorted((e for e in API if _is_json(e)), key=lambda e: (e.path, e.method))
    roots: list[Any] = [*EXTRA]
    roots += [t for e in endpoints for t in (e.takes, e.gives, *e.query.values()) if t]
    schemas, components = msgspec.json.schema_components(roots, ref_template=REF)
    known = dict(zip(map(id, roots), schemas, strict=True))
    sent = _reachable((known[id(e.takes)] for e in endpoints if e.takes), components)
    parts = [HEAD]
    parts += [
        _declared(name, components[name], optional=name in sent) for name in sorted(components)
    ]
    parts.append("export interface Endpoints {\n")
    parts += [_endpoint(e, known) for e in endpoints]
    parts.append("}\n")
    return "".join(parts)


def words_file() -> str:
    """What states, steps, roles and agencies are called, from the tables of the life cycles."""
    tables: dict[str, dict[str, Both]] = {"role": {role: ROLE_WORDS[role] for role in AccountRole}}
    for cycle in CYCLES:
        tables[f"{cycle.name}_state"] = dict(cycle.states)
        tables[f"{cycle.name}_step"] = {move.event: move.words for move in cycle.moves}
    agencies = [str(agency) for agency in Agency]
    return (
        f"{HEAD}export const AGENCIES = {json.dumps(agencies)} as const\n"
        f"export const SERVER_WORDS = {_table(tables)} as const\n"
    )


def plan_words_file() -> str:
    """What the codes inside a plan are called, from the words of the printed plan."""
    tables: dict[str, dict[str, Both]] = {section: {} for section in PLAN_SECTIONS}
    for key, both in words().items():
        section, _, code = key.partition(".")
        if section in tables:
            tables[section][code] = both
    return f"{HEAD}export const PLAN_WORDS = {_table(tables)} as const\n"


def concerns_file() -> str:
    """Kinds of concern, their owners, and to whom they may be passed on: the data file itself."""
    table = msgspec.to_builtins(concern_table())
    parts = [(name.upper(), table[name]) for name in ("owners", "institutions", "kinds")]
    return HEAD + "".join(
        f"export const {name} = {json.dumps(rows, indent=2, ensure_ascii=False)} as const\n"
        for name, rows in parts
    )


def messages_file() -> str:
    """The calm messages that a phone has before it met the server, as the server would say them."""
    rows = [msgspec.to_builtins(words_of(one)) for one in calm_messages() if one.built_in]
    text = json.dumps(rows, indent=2, ensure_ascii=False)
    return f"{HEAD}export const BUILT_IN = {text} as const\n"


def _table(tables: dict[str, dict[str, Both]]) -> str:
    text = {
        name: {str(key): {"id": both.id, "en": both.en} for key, both in table.items()}
        for name, table in tables.items()
    }
    return json.dumps(text, indent=2, ensure_ascii=False)


def _is_json(endpoint: Endpoint) -> bool:
    return not endpoint.page and endpoint.takes is not bytes and endpoint.gives_media == JSON


def _reachable(schemas: Iterable[Schema], components: dict[str, Schema]) -> set[str]:
    """Names of all that a request may hold: there, what has a default may be left out."""
    found: set[str] = set()
    todo = list(schemas)
    while todo:
        for name in _names(todo.pop()):
            if name not in found:
                found.add(name)
                todo.append(components[name])
    return found


def _names(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield schema["$ref"].removeprefix("#/")
        for value in schema.values():
            yield from _names(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _names(value)


def _declared(name: str, schema: Schema, *, optional: bool) -> str:
    name = _word(name)
    if schema.get("type") != "object" or "properties" not in schema:
        return f"export type {name} = {_type(schema)}\n"
    required = set(schema.get("required", ()))
    lines = []
    for key, value in schema["properties"].items():
        mark = "?" if _may_lack(key, value, required, optional=optional) else ""
        lines.append(f"  readonly {key}{mark}: {_type(value)}\n")
    return f"export interface {name} {{\n{''.join(lines)}}}\n"


def _word(name: str) -> str:
    """Two types of one name come with their modules: `model.claim.SourceKind`, ClaimSourceKind."""
    module, _, own = name.rpartition(".")
    return module.rpartition(".")[2].capitalize() + own


def _may_lack(key: str, value: Schema, required: set[str], *, optional: bool) -> bool:
    """What is sent may lack every default; what is answered only what is unset, which has none."""
    return key not in required and (optional or ("$ref" in value and "default" not in value))


def _type(schema: Schema) -> str:
    """A schema of msgspec's as a TypeScript type. An unknown form is a KeyError."""
    if "$ref" in schema:
        return _word(str(schema["$ref"]).removeprefix("#/"))
    for choice in ("anyOf", "oneOf"):
        if choice in schema:
            return " | ".join(dict.fromkeys(_type(option) for option in schema[choice]))
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    if "type" not in schema:
        return "unknown"
    return str(_FORMS[schema["type"]](schema))


def _array(schema: Schema) -> str:
    if "prefixItems" in schema:
        return f"readonly [{', '.join(_type(item) for item in schema['prefixItems'])}]"
    return f"ReadonlyArray<{_type(schema.get('items') or {})}>"


def _object(schema: Schema) -> str:
    values = schema.get("additionalProperties")
    return f"Readonly<Record<string, {_type(values) if isinstance(values, dict) else 'unknown'}>>"


_FORMS: dict[str, Any] = {
    "string": lambda _: "string",
    "number": lambda _: "number",
    "integer": lambda _: "number",
    "boolean": lambda _: "boolean",
    "null": lambda _: "null",
    "array": _array,
    "object": _object,
}


def _endpoint(endpoint: Endpoint, known: dict[int, Schema]) -> str:
    path = "; ".join(f"{name}: string" for name in endpoint.parts)
    query = "; ".join(f"{name}?: {_type(known[id(t)])}" for name, t in endpoint.query.items())
    takes = _type(known[id(endpoint.takes)]) if endpoint.takes else "null"
    gives = _type(known[id(endpoint.gives)]) if endpoint.gives else "null"
    return (
        f"  {json.dumps(endpoint.name)}: {{ path: {{ {path} }}; query: {{ {query} }}; "
        f"takes: {takes}; gives: {gives} }}\n"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
