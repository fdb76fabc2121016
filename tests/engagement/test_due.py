"""Due days by kind, what is overdue, and the share closed within a week."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sejuk.engagement.due import Followed, Share, due_date, is_overdue, share_closed
from sejuk.files.concerns import concern_table
from sejuk.model.concern import ConcernTable

DAY = timedelta(days=1)
TODAY = date(2024, 12, 9)


def test_a_concern_is_due_after_the_days_of_its_kind() -> None:
    kinds = concern_table().kinds
    assert due_date("takut-tawuran", TODAY, kinds) == date(2024, 12, 10)  # one day
    assert due_date("bantuan", TODAY, kinds) == date(2024, 12, 16)  # seven


def test_the_due_day_is_in_time() -> None:
    assert not is_overdue(TODAY, TODAY)
    assert is_overdue(TODAY - DAY, TODAY)


def followed(opened: int, closed: int | None, *, counts: bool = True) -> Followed:
    """Days ago."""
    return Followed(
        opened=TODAY - opened * DAY,
        closed=None if closed is None else TODAY - closed * DAY,
        counts=counts,
    )


@pytest.mark.parametrize(
    ("concerns", "share"),
    [
        ([], Share(closed=0, of=0, waiting=0)),
        ([followed(10, 3)], Share(closed=1, of=1, waiting=0)),  # after seven days: in time
        ([followed(11, 3)], Share(closed=0, of=1, waiting=0)),  # after eight
        ([followed(7, None)], Share(closed=0, of=0, waiting=1)),  # its seventh day
        ([followed(8, None)], Share(closed=0, of=1, waiting=0)),
        ([followed(2, 0)], Share(closed=1, of=1, waiting=0)),
        ([followed(30, None, counts=False)], Share(closed=0, of=0, waiting=0)),  # merged
    ],
)
def test_the_share_counts_what_could_be_in_time(concerns: list[Followed], share: Share) -> None:
    assert share_closed(concerns, TODAY) == share


def test_every_kind_has_an_owner_of_a_pillar() -> None:
    table = concern_table()
    assert {table.owners[kind.owner].pillar for kind in table.kinds.values()} >= {"polri", "pemda"}
    with pytest.raises(ValueError, match="sampah"):
        ConcernTable(owners={}, institutions={}, kinds={"sampah": table.kinds["sampah"]})
