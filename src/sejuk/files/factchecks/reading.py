"""Which form a source has, told by its content and not by its name, and its fact-checks."""

from __future__ import annotations

import codecs
import re
import tempfile
from pathlib import Path

from sejuk.files.factchecks.claim_review import claim_reviews, google_claims
from sejuk.files.factchecks.feeds import read_feed
from sejuk.files.factchecks.html_page import read_html
from sejuk.files.factchecks.json_text import read_json
from sejuk.files.factchecks.made import ReadFactChecks, gathered
from sejuk.files.factchecks.mafindo import mafindo_news
from sejuk.files.factchecks.table import read_fact_check_table
from sejuk.files.source import read_bytes
from sejuk.problems import refuse

MEGABYTES = 10

READING_PROBLEMS = (
    *("file_empty", "not_utf8", "json_broken", "json_too_deep", "xml_entities", "feed_broken"),
    *("file_truncated", "factchecks_unknown_form", "factchecks_none", "control_characters"),
    *("duplicate_column", "missing_column", "ragged_line", "bad_quotes", "too_many_rows"),
    *("file_without_rows", "file_too_large"),
)
"""All that `read_fact_checks` can raise."""
CHARSETS = frozenset({"utf-8", "ascii", "iso8859-1", "iso8859-15", "cp1252", "utf-16"})
"""By Python's names; any other is read as UTF-8."""
_DECLARED = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?([A-Za-z0-9_.:-]{2,30})""")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"))


def read_fact_check_file(path: Path) -> ReadFactChecks:
    """The same of a file. Raises also the problems of `read_bytes`."""
    return read_fact_checks(path.name, read_bytes(path, MEGABYTES))


def read_fact_checks(source: str, raw: bytes, charset: str = "") -> ReadFactChecks:
    """ClaimReview JSON, Mafindo JSON, RSS, Atom, HTML with JSON-LD, or CSV.

    Args:
        source: as problems call it.
        charset: as the sender says; else what the content says; else UTF-8.

    Raises ProblemError: READING_PROBLEMS.
    """
    text = _decoded(source, raw, charset).lstrip("\ufeff")
    head = text.lstrip()[:2000]
    if not head:
        raise refuse("file_empty", file=source)
    if head[0] in "[{":
        found = _json(source, text)
    elif head[0] != "<":
        found = _table(source, text)
    elif _is_html(head):
        found = read_html(source, text)
    else:
        found = read_feed(source, text)
    if not found.checks:
        raise refuse("factchecks_none", source=source, form=found.form, left=len(found.skipped))
    return found


def _json(source: str, text: str) -> ReadFactChecks:
    value = read_json(source, text)
    google = google_claims(value)
    if google is not None:
        return gathered("google", google, source)
    news = mafindo_news(value)
    if news is not None:
        return gathered("mafindo", news, source)
    return gathered("claim_review", claim_reviews(value), source)


def _table(source: str, text: str) -> ReadFactChecks:
    """By way of a file: tables are read from files, with all that can be wrong with them."""
    if "\x00" in text[:2000]:
        raise refuse("factchecks_unknown_form", source=source)
    name = re.sub(r"[^A-Za-z0-9._-]+", "_", source)[-60:].strip(".") or "csv"
    with tempfile.TemporaryDirectory(prefix="sejuk-") as folder:
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8", errors="replace", newline="")
        return read_fact_check_table(path)


def _is_html(head: str) -> bool:
    head = re.sub(r"<!--.*?-->", "", head.lower(), flags=re.DOTALL)
    return re.search(r"<!doctype html|<(?:html|head|body|script|meta|div)[\s>]", head) is not None


def _decoded(source: str, raw: bytes, charset: str) -> str:
    bom = next((name for sign, name in _BOMS if raw.startswith(sign)), "")
    declared = _DECLARED.search(raw[:1024])
    for name in (bom, charset, declared[1].decode("ascii") if declared else ""):
        try:
            known = codecs.lookup(name).name if name else ""
        except (LookupError, ValueError):
            known = ""
        if known in CHARSETS or known == "utf-8-sig":
            break
    else:
        known = "utf-8"
    try:
        return raw.decode(known)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise refuse("not_utf8", file=source, line=line) from None
