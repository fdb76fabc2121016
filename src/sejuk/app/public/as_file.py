"""The public page as one file, to be opened without a server and without a network."""

from __future__ import annotations

from base64 import b64encode

from sejuk.app.call import PublicCall
from sejuk.app.public.page import public_page
from sejuk.files.guarantees import guarantees
from sejuk.model.district import District
from sejuk.reporting.public.front import front_page
from sejuk.reporting.public.map import map_height, public_map
from sejuk.reporting.public.rendering import Site, say
from sejuk.version import __version__


def public_file(call: PublicCall, district: District, language: str) -> str:
    """As of now; style and map stand inside."""
    source = district.source
    site = Site(
        name=say("site.short", language),
        language=language,
        zone=district.zone,
        version=__version__,
        credit=f"{source.credit}, {source.vintage}",
        synthetic=source.synthetic,
        offline=True,
    )
    drawn = b64encode(public_map(district).encode()).decode()
    return front_page(
        public_page(call, district),
        site,
        admissions=guarantees().admissions,
        map_address=f"data:image/svg+xml;base64,{drawn}",
        map_height=map_height(district),
    )
