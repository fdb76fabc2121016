"""What sejuk will not do: sixteen guarantees, and the last run of the tests that hold them.

The words are in one data file (`files/data/guarantees.toml`), which the page *Jaminan*, the
documents and the oversight bundle all read. `scripts/guarantees.py` alone writes results.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec

from sejuk.problems import Both

GuaranteeId = Annotated[str, msgspec.Meta(pattern=r"^g[0-9]{2}$")]
Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
Count = Annotated[int, msgspec.Meta(ge=0)]


class Guarantee(msgspec.Struct, frozen=True, kw_only=True):
    """One of them, in plain words."""

    id: GuaranteeId
    short: Both
    """In a few words."""
    words: Both
    """What is promised."""
    proof: Both
    """How it is proved."""
    where: tuple[str, ...]
    """Files of the repository that hold it, its test first."""

    @property
    def number(self) -> int:
        return int(self.id[1:])

    @property
    def mark(self) -> str:
        """`G9`, as documents call it."""
        return f"G{self.number}"


class Guarantees(msgspec.Struct, frozen=True, kw_only=True):
    """All of them, and what must be said beside them."""

    all: tuple[Guarantee, ...]
    admissions: tuple[Both, ...]
    """What neither the program nor its tests can show."""


class GuaranteeRun(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The last run of one guarantee's tests, and of the attempts to break it."""

    guarantee: GuaranteeId
    at: datetime
    """When it ended, in UTC."""
    version: str
    program: Sha256
    """Digest of the program that was tested: `files/guarantees.py`."""
    tests: Sha256
    """Digest of the tests and mutations that were run."""
    passed: Count
    failed: Count
    not_run: tuple[str, ...] = ()
    """Tests that were left out, by name."""
    mutations: Count
    """Ways in which the guarantee was broken on purpose."""
    missed: tuple[str, ...] = ()
    """Those that no test noticed."""
    seconds: float

    @property
    def caught(self) -> int:
        return self.mutations - len(self.missed)

    @property
    def held(self) -> bool:
        """All that was run passed, and every mutation was noticed."""
        return self.passed > 0 and self.mutations > 0 and not self.failed and not self.missed


class LastRun(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The last run of each guarantee that was ever run, by id."""

    runs: tuple[GuaranteeRun, ...] = ()

    def of(self, guarantee: str) -> GuaranteeRun | None:
        return next((run for run in self.runs if run.guarantee == guarantee), None)

    def with_run(self, run: GuaranteeRun) -> LastRun:
        """The same with this run in the place of an older one."""
        others = [one for one in self.runs if one.guarantee != run.guarantee]
        return LastRun(runs=tuple(sorted([*others, run], key=lambda one: one.guarantee)))


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """What the last run says of all guarantees together."""

    guarantees: int
    held: int
    passed: int
    tests: int
    """That were run."""
    not_run: int
    caught: int
    mutations: int
    missing: tuple[str, ...]
    """Guarantees of which there is no run."""
    older: tuple[str, ...]
    """Guarantees that were run on another state of the program than this one."""
    first: datetime | None
    last: datetime | None
    """When the oldest and the newest of the runs ended; None without any."""
    versions: tuple[str, ...]


def tally(guarantees: Sequence[Guarantee], run: LastRun, program: str) -> Tally:
    """Counts over the runs of guarantees that there are.

    Args:
        program: digest of the program as it is now.
    """
    runs = [found for one in guarantees if (found := run.of(one.id)) is not None]
    moments = sorted(one.at for one in runs)
    return Tally(
        guarantees=len(guarantees),
        held=sum(one.held for one in runs),
        passed=sum(one.passed for one in runs),
        tests=sum(one.passed + one.failed for one in runs),
        not_run=sum(len(one.not_run) for one in runs),
        caught=sum(one.caught for one in runs),
        mutations=sum(one.mutations for one in runs),
        missing=tuple(one.id for one in guarantees if run.of(one.id) is None),
        older=tuple(one.guarantee for one in runs if one.program != program),
        first=moments[0] if moments else None,
        last=moments[-1] if moments else None,
        versions=tuple(sorted({one.version for one in runs})),
    )
