"""The order sheet (surat perintah) as its parts, which PDF and Word set in their own way.

Names are never known here: their cells are blank, for a hand or the Word file. What would make the
paper valid is told as it is: a draft says that it is one, and soldiers without a request say so.
"""

from __future__ import annotations

import msgspec

from sejuk.model.district import District
from sejuk.model.force import Agency, Crew
from sejuk.model.night import OrderPaper, Signed
from sejuk.model.paper_words import PaperWords
from sejuk.model.plan import Plan, Route, StopKind
from sejuk.reporting.format import clock
from sejuk.reporting.meetings import meetings
from sejuk.reporting.names import area_name, crew_letters, short_name
from sejuk.reporting.papers.phrases import agency, at, day, filled, listed, span, together
from sejuk.reporting.words import say_code

RELEASED = frozenset({"released", "under_way", "done"})
MARKS = {
    "draft": "KONSEP – BELUM BERLAKU",
    "submitted": "MENUNGGU TANDA TANGAN – BELUM BERLAKU",
    "lapsed": "LEWAT WAKTU – TIDAK BERLAKU",
    "withdrawn": "DICABUT – TIDAK BERLAKU",
}
"""Of states in which nobody may act on the paper."""
CREW_HEADINGS = ("No.", "Nama", "Pangkat / NRP", "Instansi", "Tugas", "Kendaraan")
TIME_HEADINGS = ("No.", "Pukul", "Titik", "Wilayah", "Kegiatan", "Bertemu")
DOTS = "…………"


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """`Dasar : 1. … 2. …`."""

    label: str
    lines: tuple[str, ...]


class Grid(msgspec.Struct, frozen=True, kw_only=True):
    """A table with its title and what is said under it."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    foot: str = ""


class SignedBy(msgspec.Struct, frozen=True, kw_only=True):
    """Where the commander of an agency signs."""

    office: str
    note: str
    """When it was signed in the record; that it was not."""


class OrderSheet(msgspec.Struct, frozen=True, kw_only=True):
    letterhead: tuple[str, ...]
    mark: str
    """Above all; empty for an order that stands."""
    number: str
    opening: tuple[Section, ...]
    orders: tuple[Section, ...]
    """What the crews are to do."""
    issued: tuple[str, ...]
    signatures: tuple[SignedBy, ...]
    copies: tuple[str, ...]
    crews: tuple[Grid, ...]
    timetables: tuple[Grid, ...]
    link: str
    """To the order as it is now; empty without a server."""


def order_sheet(
    plan: Plan, district: District, paper: OrderPaper, words: PaperWords, link: str = ""
) -> OrderSheet:
    """Equal arguments give an equal sheet."""
    here = plan.district
    return OrderSheet(
        letterhead=tuple(filled(line, here).upper() for line in words.letterhead),
        mark=" · ".join(
            filter(None, ("SIMULASI" if plan.synthetic else "", MARKS.get(paper.state, "")))
        ),
        number=paper.number or DOTS,
        opening=(
            Section(label="Menimbang", lines=tuple(filled(w, here) for w in words.considering)),
            Section(label="Dasar", lines=_basis(plan, paper, words)),
        ),
        orders=_orders(plan, district, paper, words),
        issued=_issued(plan, paper, words),
        signatures=_signatures(plan, paper, words),
        copies=tuple(filled(copy, here) for copy in words.order_copies),
        crews=tuple(_crew_grid(route.crew, district) for route in plan.routes),
        timetables=tuple(_timetable(route, plan, district) for route in plan.routes),
        link=link,
    )


def _basis(plan: Plan, paper: OrderPaper, words: PaperWords) -> tuple[str, ...]:
    basis = paper.legal_basis or tuple(filled(line, plan.district) for line in words.legal_basis)
    if Agency.TNI not in _agencies(plan):
        return basis
    number = paper.tni_request or f"[nomor: diisi] {DOTS}"
    until = day(paper.tni_until) if paper.tni_until else f"[tanggal: diisi] {DOTS}"
    return (*basis, f"Permintaan bantuan TNI Nomor {number}, berlaku sampai {until}")


def _orders(
    plan: Plan, district: District, paper: OrderPaper, words: PaperWords
) -> tuple[Section, ...]:
    here, shift = plan.district, plan.shift
    joint, rendezvous = _meetings(plan, district)
    ends = shift.at(shift.seconds)
    expires = f"; operasi berakhir {day(paper.expires.date())}" if paper.expires else ""
    return (
        Section(
            label="Kepada",
            lines=(f"Personel dalam Lampiran I ({_people(plan)} orang, {len(plan.routes)} tim)",),
        ),
        Section(label="Untuk", lines=(f"melaksanakan {together(_agencies(plan))} di {here}",)),
        Section(label="Waktu", lines=(f"{day(shift.date)}, pukul {span(shift)}",)),
        Section(label="Wilayah", lines=_areas(plan, district)),
        Section(label="Rute", lines=("Rute dan jadwal setiap tim dalam Lampiran II",)),
        Section(label="Sambang bersama", lines=joint or ("nihil",)),
        Section(label="Titik singgung", lines=rendezvous or ("nihil",)),
        Section(label="Cara bertindak", lines=tuple(filled(w, here) for w in words.conduct)),
        Section(label="Larangan", lines=tuple(filled(w, here) for w in words.prohibitions)),
        Section(label="Pelaporan", lines=(filled(words.order_reports, here),)),
        Section(
            label="Berlaku", lines=(f"sampai {day(ends.date())}, pukul {at(ends, shift)}{expires}",)
        ),
    )


def _areas(plan: Plan, district: District) -> tuple[str, ...]:
    """Neighbourhoods with a visit, by ward."""
    served = {row.id for row in plan.cover if row.visits}
    wards: dict[str, list[str]] = {}
    for hood in district.neighbourhoods:
        if hood.id in served:
            wards.setdefault(hood.ward, []).append(short_name(hood))
    found = tuple(
        f"{ward}: {listed(hoods)}" if ward else listed(hoods) for ward, hoods in wards.items()
    )
    return found or (plan.district,)


def _meetings(plan: Plan, district: District) -> tuple[tuple[str, ...], tuple[str, ...]]:
    crew_of = {letter: crew for crew, letter in crew_letters(plan).items()}
    found: dict[StopKind, list[str]] = {StopKind.JOINT: [], StopKind.RENDEZVOUS: []}
    for twins in meetings(plan):
        first = twins[0].stop
        own = crew_of[twins[0].number.rstrip("0123456789")]
        crews = listed(sorted({own, *first.meets}))
        start = min(twin.stop.start for twin in twins)
        when, where = at(plan.shift.at(start), plan.shift), _place(first.place, district)
        found[first.kind].append(f"{when} di {where} (Tim {crews})")
    return tuple(found[StopKind.JOINT]), tuple(found[StopKind.RENDEZVOUS])


def _issued(plan: Plan, paper: OrderPaper, words: PaperWords) -> tuple[str, ...]:
    seat = filled(words.seat, plan.district)
    last = max((one.at for one in paper.signed), default=None)
    date = day(last.date()) if last and paper.state in RELEASED else DOTS
    return (f"Dikeluarkan di {seat}", f"pada tanggal {date}")


def _signatures(plan: Plan, paper: OrderPaper, words: PaperWords) -> tuple[SignedBy, ...]:
    """One for each agency that gives people: each commander signs for their own."""
    there = _agencies(plan)
    signed = {one.agency: one for one in paper.signed}
    found = []
    for one in Agency:
        if one in there:
            office = filled(words.signs.get(one, agency(one)), plan.district)
            found.append(SignedBy(office=office, note=_note(signed.get(one), plan)))
    return tuple(found)


def _note(found: Signed | None, plan: Plan) -> str:
    if found is None:
        return "belum ditandatangani"
    earlier = ", atas rencana awal" if found.earlier else ""
    return f"disetujui dalam catatan {day(found.at.date())}, {at(found.at, plan.shift)}{earlier}"


def _crew_grid(crew: Crew, district: District) -> Grid:
    """A line for each person, its name blank; the first police leader leads the crew."""
    rows: list[tuple[str, ...]] = []
    vehicle = say_code("mode", crew.mode.value).id
    members = sorted(crew.members, key=lambda m: (m.agency is not Agency.POLRI, -m.leaders))
    for member in members:
        for _ in range(member.people):
            task = "Katim" if not rows and crew.has_police_lead() else "Anggota"
            rows.append((str(len(rows) + 1), "", "", agency(member.agency), task, vehicle))
    post = _place(crew.start_post, district)
    end = (
        f", berakhir di {_place(crew.end_post, district)}"
        if crew.end_post != crew.start_post
        else ""
    )
    return Grid(
        title=f"Tim {crew.id}",
        headings=CREW_HEADINGS,
        rows=tuple(rows),
        foot=f"Berangkat dari {post}{end}.",
    )


def _timetable(route: Route, plan: Plan, district: District) -> Grid:
    shift = plan.shift
    areas = {place.id: place.area_id for place in district.places}
    rows = [
        (
            str(number),
            f"{clock(shift.at(stop.arrive), 'id')}–{clock(shift.at(stop.leave), 'id')}",
            _place(stop.place, district),
            area_name(areas.get(stop.place), district).id,
            say_code("stop_kind", stop.kind.value).id,
            f"Tim {listed(stop.meets)}" if stop.meets else "",
        )
        for number, stop in enumerate(route.stops, 1)
    ]
    post = _place(route.crew.start_post, district)
    leaves, back = (at(shift.at(t), shift) for t in (route.depart, route.back))
    return Grid(
        title=f"Tim {route.crew.id}",
        headings=TIME_HEADINGS,
        rows=tuple(rows),
        foot=f"Berangkat {leaves} dari {post}; kembali {back}.",
    )


def _place(code: str, district: District) -> str:
    return next((place.name for place in district.places if place.id == code), code)


def _people(plan: Plan) -> int:
    return sum(route.crew.people() for route in plan.routes)


def _agencies(plan: Plan) -> frozenset[Agency]:
    return frozenset[Agency]().union(*(route.crew.agencies() for route in plan.routes))
