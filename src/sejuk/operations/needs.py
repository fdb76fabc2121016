"""Conditions that more than one life cycle has."""

from __future__ import annotations

from typing import Protocol

from sejuk.problems import ProblemError, refuse


class WithReason(Protocol):
    @property
    def reason(self) -> str: ...


def has_reason(case: WithReason) -> ProblemError | None:
    """A reason is given."""
    return None if case.reason.strip() else refuse("reason_missing")
