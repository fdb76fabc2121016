"""A plan as JSON: the noun as it is, under one header that names the format."""

from __future__ import annotations

import msgspec

from sejuk.model.plan import Plan
from sejuk.problems import refuse

FORMAT = "sejuk plan 1"


def plan_json(plan: Plan) -> bytes:
    """Indented UTF-8 JSON with `format` first; every field is a field of `Plan`."""
    fields = msgspec.to_builtins(plan)
    text = msgspec.json.encode({"format": FORMAT, **fields})
    return msgspec.json.format(text, indent=1) + b"\n"


def plan_from_json(content: bytes) -> Plan:
    """The plan that `plan_json` wrote; refuses with `not_a_plan` anything else."""
    try:
        fields = msgspec.json.decode(content)
        if not isinstance(fields, dict) or fields.pop("format", None) != FORMAT:
            raise refuse("not_a_plan", detail=FORMAT)
        return msgspec.convert(fields, Plan)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise refuse("not_a_plan", detail=str(error)) from error
