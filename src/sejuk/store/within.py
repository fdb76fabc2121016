"""What an account's area takes in, as a condition on rows: a list is cut to its length after it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, true


def around(column: ColumnElement[str], area: str) -> ColumnElement[bool]:
    """Whether one of the two takes in the other, as `model.role.meets` says."""
    parts = area.split("/")
    outer = ["", *("/".join(parts[:n]) for n in range(1, len(parts)))]
    return within(column, area) | column.in_(outer)


def within(column: ColumnElement[str], area: str) -> ColumnElement[bool]:
    """Whether `area` takes in that of a row, as `model.role.covers` says."""
    if not area:
        return true()
    inside = f"{area}/"
    # Not LIKE: it does not tell capitals from small letters.
    return (column == area) | (func.substr(column, 1, len(inside)) == inside)
