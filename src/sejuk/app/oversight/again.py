"""Makes a plan again, from what it was made of, and compares the bytes (guarantee G11)."""

from __future__ import annotations

import contextlib
import hashlib
import io
from pathlib import Path

from sejuk.app.orders.paper import Paper
from sejuk.app.plannings.kept import result_of, wish_of
from sejuk.app.plannings.wish import OptionRow, Task, Tonight
from sejuk.draw.seed import SALT_BYTES, SEED_BYTES
from sejuk.problems import ProblemError
from sejuk.reporting.data import plan_from_json
from sejuk.store.papers import PaperRow, Place, all_draws, all_plannings

SAME, DIFFERENT = "same", "different"


def made_again(place: Place, folder: Path | None, digest: str, paper: Paper | None) -> str:
    """`same`, `different`, or in words why it could not be made again."""
    found = _planning_of(place, digest)
    if paper is None:
        return "the plan is not kept"
    if folder is None:
        return "a backup has no districts"
    if found is None:
        return "not from a planning of this server"
    planning, option = found
    wish = wish_of(place, planning)
    if not isinstance(wish, Tonight):
        return "depends on how far the night was"
    secret = _secret_of(place, planning.planning)
    if option.commitment is not None and secret is None:
        return "its seed is not revealed"
    seed, salt = secret or ("00" * SEED_BYTES, "00" * SALT_BYTES)
    # Numerics take a second to load, and most bundles ask for no plan again.
    from sejuk.app.plannings.work import work  # noqa: PLC0415

    task = Task(
        folder=str(folder),
        wish=wish,
        history=paper.history,
        seed=seed,
        salt=salt,
        rotation=plan_from_json(bytes(paper.plan)).rotation,
    )
    try:
        with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):  # it says how far it is
            made = work(task).made or ()
    except ProblemError as problem:
        return problem.code
    again = [bytes(one.paper) for one in made if one.row.option == option.option]
    same = [hashlib.sha256(content).hexdigest() for content in again] == [digest]
    return SAME if same else DIFFERENT


def _planning_of(place: Place, digest: str) -> tuple[PaperRow, OptionRow] | None:
    """The planning that had this plan among its options."""
    for row in all_plannings(place):
        for option in result_of(place, row).options:
            if option.plan == digest:
                return row, option
    return None


def _secret_of(place: Place, planning: str) -> tuple[str, str] | None:
    """Seed and salt of its draw, once they were revealed."""
    for row in all_draws(place):
        if row.planning == planning and row.seed is not None:
            return row.seed, row.salt
    return None
