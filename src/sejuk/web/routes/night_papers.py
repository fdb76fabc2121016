"""Papers of a night to download: the order sheet, the reports, and the figures they share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sejuk.app.papers.plan_files import (
    read_calendar_of,
    read_crew_route,
    read_duty_calendar,
    read_schedule,
)
from sejuk.app.papers.serve import (
    read_activity,
    read_night_account,
    read_release,
    read_return,
    read_review,
    read_sheet,
)
from sejuk.app.papers.tables import FORMS, TABLES
from sejuk.model.night import NightAccount
from sejuk.web.endpoint import Endpoint, Media, Visit
from sejuk.web.routes.room import DistrictName

OFFICE = "application/vnd.openxmlformats-officedocument"
PDF, DOCX = "application/pdf", f"{OFFICE}.wordprocessingml.document"
XLSX, CSV, TEXT = f"{OFFICE}.spreadsheetml.sheet", "text/csv", "text/plain"
ICS, GPX = "text/calendar", "application/gpx+xml"
MEDIA = {"csv": CSV, "xlsx": XLSX}
ORDER_PROBLEMS = ("order_unknown", "not_your_area", "not_a_plan", "district_unknown")


def _file(content: bytes, media: str, name: str) -> Media:
    """Not to be kept by a browser that others use: the next one asks anew."""
    disposition = f'attachment; filename="{name}"'
    headers = {"content-disposition": disposition, "cache-control": "no-store"}
    return Media(content=content, kind=media, headers=headers)


def _paper(
    path: str,
    does: str,
    media: str,
    content: Callable[[Visit], bytes],
    *,
    verb: str = "night.account",
    problems: tuple[str, ...] = ("night_not_begun",),
) -> Endpoint:
    """An endpoint whose answer is a file, named as its address ends."""
    name = path.rpartition("/")[2]

    def run(visit: Visit) -> Media:
        return _file(content(visit), media, name)

    return Endpoint(
        method="GET",
        path=path,
        does=does,
        verb=verb,
        run=run,
        gives=bytes,
        gives_media=media,
        problems=(*ORDER_PROBLEMS, *problems),
        writes=False,
        rate="heavy" if media == PDF else "usual",  # which typst sets
    )


def _review(visit: Visit) -> Media:
    day = visit.query.get("week")
    week = None if day is None else date.fromisoformat(day)
    content = read_review(visit.call, visit.query.get("district", ""), week)
    return _file(content, PDF, "anev.pdf")


def _crew_route(visit: Visit) -> Media:
    order, crew = visit.path["id"], visit.path["crew"]
    return _file(read_crew_route(visit.call, order, crew), GPX, "tim.gpx")


def _table(name: str, form: str) -> Endpoint:
    """What a desk lists, as a file."""
    table = TABLES[name]

    def run(visit: Visit) -> Media:
        return _file(FORMS[form](table.listing(visit.call)), MEDIA[form], f"{name}.{form}")

    return Endpoint(
        method="GET",
        path=f"/tables/{name}.{form}",
        does=f"{table.does}, as {form.upper()}.",
        verb=table.verb,
        run=run,
        gives=bytes,
        gives_media=MEDIA[form],
        writes=False,
    )


NIGHT_PAPERS = (
    *(_table(name, form) for name in TABLES for form in FORMS),
    Endpoint(
        method="GET",
        path="/duty.ics",
        does="Stops of the released orders that are not over, as iCalendar.",
        verb="order.list",
        run=lambda v: _file(read_duty_calendar(v.call), ICS, "dinas.ics"),
        gives=bytes,
        gives_media=ICS,
        writes=False,
    ),
    _paper(
        "/orders/{id}/kalender.ics",
        "The plan as iCalendar, an event for each stop.",
        ICS,
        lambda v: read_calendar_of(v.call, v.path["id"]),
        verb="order.read",
        problems=(),
    ),
    _paper(
        "/orders/{id}/jadwal.csv",
        "The plan as CSV, a line for each stop.",
        CSV,
        lambda v: read_schedule(v.call, v.path["id"]),
        verb="order.read",
        problems=(),
    ),
    Endpoint(
        method="GET",
        path="/orders/{id}/gpx/{crew}",
        does="The way of one crew, as GPX.",
        verb="order.read",
        run=_crew_route,
        gives=bytes,
        gives_media=GPX,
        problems=(*ORDER_PROBLEMS, "unknown_crew"),
        writes=False,
    ),
    _paper(
        "/orders/{id}/surat-perintah.pdf",
        "The order sheet, to be signed; with a code that leads to the order as it is.",
        PDF,
        lambda v: read_sheet(v.call, v.path["id"], "pdf", v.url),
        verb="order.read",
        problems=(),
    ),
    _paper(
        "/orders/{id}/surat-perintah.docx",
        "The order sheet, to be edited.",
        DOCX,
        lambda v: read_sheet(v.call, v.path["id"], "docx", v.url),
        verb="order.read",
        problems=(),
    ),
    Endpoint(
        method="GET",
        path="/orders/{id}/account",
        does="The figures of a night, from which all its papers are made.",
        verb="night.account",
        run=lambda v: read_night_account(v.call, v.path["id"]),
        gives=NightAccount,
        problems=(*ORDER_PROBLEMS, "night_not_begun"),
        writes=False,
    ),
    Endpoint(
        method="GET",
        path="/anev.pdf",
        does="The review of the week of a day, on two pages; without a day, of this week.",
        verb="night.account",
        run=_review,
        gives=bytes,
        gives_media=PDF,
        query={"district": DistrictName, "week": date},
        problems=("not_your_area", "district_unknown", "not_a_plan"),
        writes=False,
        rate="heavy",
    ),
    _paper(
        "/orders/{id}/laporan-giat.txt",
        "The activity report, as text for a chat.",
        TEXT,
        lambda v: read_activity(v.call, v.path["id"]),
    ),
    _paper(
        "/orders/{id}/rilis.txt",
        "The press release, with blanks for names and quotes.",
        TEXT,
        lambda v: read_release(v.call, v.path["id"]),
    ),
    _paper(
        "/orders/{id}/lhgk.xlsx",
        "The daily return as a workbook.",
        XLSX,
        lambda v: read_return(v.call, v.path["id"], "xlsx"),
    ),
    _paper(
        "/orders/{id}/lhgk.csv",
        "The daily return as CSV.",
        CSV,
        lambda v: read_return(v.call, v.path["id"], "csv"),
    ),
)
