"""A directive goes down the chain, and one can ask who has not."""

from __future__ import annotations

import pytest

from sejuk.model.force import Agency
from sejuk.model.role import AccountRole, Actor, covers
from sejuk.operations.directive import Receipt, outstanding, stands_below


def actor(account: str, role: AccountRole, area: str = "melati") -> Actor:
    return Actor(account=account, name=account, role=role, agency=Agency.POLRI, area=area)


POLRES = actor("polres", AccountRole.SUPERIOR_COMMAND, "")
KAPOLSEK = actor("kapolsek", AccountRole.APPROVER)
PADAL = actor("padal", AccountRole.DUTY_OFFICER)
KATIM = actor("katim", AccountRole.CREW_LEADER)
ANGGOTA = actor("anggota", AccountRole.CREW_MEMBER)
HUMAS = actor("humas", AccountRole.PUBLIC_RELATIONS)
ELSEWHERE = actor("padal-mawar", AccountRole.DUTY_OFFICER, "mawar")
ALL = (ANGGOTA, HUMAS, ELSEWHERE, KATIM, POLRES, PADAL, KAPOLSEK)


@pytest.mark.parametrize(
    ("upper", "lower", "expected"),
    [
        (POLRES, KAPOLSEK, True),
        (POLRES, ANGGOTA, True),  # a superior may skip steps
        (KAPOLSEK, PADAL, True),
        (KATIM, ANGGOTA, True),
        (PADAL, KAPOLSEK, False),  # not upwards
        (PADAL, ELSEWHERE, False),  # not sideways
        (KAPOLSEK, ELSEWHERE, False),  # not out of the area
        (POLRES, HUMAS, False),  # not in the chain
    ],
)
def test_who_stands_below(upper: Actor, lower: Actor, expected: bool) -> None:
    assert stands_below(upper, lower) is expected


def check(receipts: dict[Actor, str], missing: dict[str, str]) -> None:
    rows = [Receipt(recipient=who, state=how, passed_by="polres") for who, how in receipts.items()]
    found = outstanding(POLRES, rows, ALL)
    wanted = {name: tuple(missing.get(name, "").split()) for name in found.__struct_fields__}
    assert {name: getattr(found, name) for name in wanted} == wanted


def test_at_first_nobody_has_it() -> None:
    check({}, {"not_passed": "kapolsek padal padal-mawar katim anggota"})


def test_on_its_way() -> None:
    check(
        {KAPOLSEK: "acknowledged", PADAL: "read", KATIM: "passed"},
        {
            "not_acknowledged": "padal katim",
            "not_read": "katim",
            "not_passed": "padal-mawar anggota",
        },
    )


def test_in_the_end_nothing_is_outstanding() -> None:
    chain = (KAPOLSEK, PADAL, ELSEWHERE, KATIM, ANGGOTA)
    check(dict.fromkeys(chain, "acknowledged"), {})


@pytest.mark.parametrize(
    ("area", "wanted", "expected"),
    [
        ("", "melati/rw-1", True),
        ("", "", True),
        ("melati", "melati", True),
        ("melati", "melati/rw-1", True),
        ("melati", "melati-barat", False),  # a name that begins alike is another place
        ("melati/rw-1", "melati", False),
        ("melati", "", False),
    ],
)
def test_an_area_covers_what_lies_inside(area: str, wanted: str, expected: bool) -> None:
    assert covers(area, wanted) is expected


def test_an_office_belongs_to_agencies() -> None:
    with pytest.raises(ValueError, match="crew_leader"):
        Actor(account="x", name="x", role=AccountRole.CREW_LEADER, agency=Agency.TNI)
