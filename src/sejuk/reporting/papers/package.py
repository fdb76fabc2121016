"""Office files are zip packages of XML: written here, with the same bytes for the same parts.

By hand and not with a library (docs/decisions/0041): a library would put the hour into the file,
and all that our papers need is text, tables and a picture.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from html import escape

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts in this order, dated 1980."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            about = zipfile.ZipInfo(name)  # 1980, whatever the day
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o600 << 16
            about.create_system = 0  # the same on every system
            package.writestr(about, content)
    return out.getvalue()


def xml(body: str) -> str:
    """A part with its declaration."""
    return DECLARATION + body


def said(text: str) -> str:
    """Text of a user inside XML: what would be markup is escaped, what XML cannot hold goes."""
    return escape(_NO_XML.sub("", text))


def content_types(overrides: Mapping[str, str], defaults: Mapping[str, str]) -> str:
    """`[Content_Types].xml`: what each part is."""
    known = {"rels": "application/vnd.openxmlformats-package.relationships+xml"} | dict(defaults)
    rows = [f'<Default Extension="{e}" ContentType="{kind}"/>' for e, kind in known.items()]
    rows += [f'<Override PartName="{p}" ContentType="{kind}"/>' for p, kind in overrides.items()]
    return xml(f'<Types xmlns="{PACKAGE}/content-types">{"".join(rows)}</Types>')


def relations(targets: Mapping[str, tuple[str, str]]) -> str:
    """A `.rels` part: id → (kind, target)."""
    rows = [
        f'<Relationship Id="{id_}" Type="{RELATION}/{kind}" Target="{said(target)}"/>'
        for id_, (kind, target) in targets.items()
    ]
    return xml(f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(rows)}</Relationships>')
