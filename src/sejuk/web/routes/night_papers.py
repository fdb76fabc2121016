"""Papers of a night to download: the order sheet, the reports, and the figures they share."""

from __future__ import annotations

from collections.abc import Callable

from sejuk.app.papers.serve import (
    read_activity,
    read_night_account,
    read_release,
    read_return,
    read_sheet,
)
from sejuk.model.night import NightAccount
from sejuk.web.endpoint import Endpoint, Media, Visit

OFFICE = "application/vnd.openxmlformats-officedocument"
PDF, DOCX = "application/pdf", f"{OFFICE}.wordprocessingml.document"
XLSX, CSV, TEXT = f"{OFFICE}.spreadsheetml.sheet", "text/csv", "text/plain"
ORDER_PROBLEMS = ("order_unknown", "not_your_area", "not_a_plan", "district_unknown")


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
        # Not to be kept by a browser that others use; the next one asks anew.
        headers = {
            "content-disposition": f'attachment; filename="{name}"',
            "cache-control": "no-store",
        }
        return Media(content=content(visit), kind=media, headers=headers)

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
        rate="heavy",
    )


NIGHT_PAPERS = (
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
