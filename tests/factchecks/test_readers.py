"""Every form that fact-checks are published in gives the same noun, and nobody who said it."""

from __future__ import annotations

import gzip
import json
from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sejuk.files.factchecks.made import MOST_ITEMS, Raw, ReadFactChecks, day_of, gathered
from sejuk.files.factchecks.reading import read_fact_check_file, read_fact_checks
from sejuk.files.factchecks.table import fact_check_table, read_fact_check_table, read_own_table
from sejuk.files.factchecks.verdicts import parted, verdict_of, verdict_of_rating
from sejuk.model.claim import Verdict
from sejuk.model.factcheck import fact_check_id
from sejuk.problems import ProblemError
from tests.factchecks.samples import (
    ATOM,
    CLAIM,
    DATA_FEED,
    FORMS,
    HTML,
    MAFINDO,
    REVIEW,
    RSS,
    URL,
)


def read(content: str | bytes, charset: str = "") -> ReadFactChecks:
    raw = content.encode() if isinstance(content, str) else content
    return read_fact_checks("contoh", raw, charset)


def check_problem(code: str, content: str | bytes, charset: str = "") -> None:
    with pytest.raises(ProblemError) as found:
        read(content, charset)
    assert found.value.code == code


@pytest.mark.parametrize("form", ["claim_review", "feed", "rss", "atom", "html", "google", "csv"])
def test_the_same_check_in_every_form(form: str) -> None:
    first = read(FORMS[form]).checks[0]
    assert (first.claim, first.verdict, first.publisher) == (CLAIM, Verdict.FALSE, "Periksa Melati")
    assert (first.url, first.published) == (URL, date(2024, 11, 28))
    assert first.verdict_word.lower() == "salah"


@pytest.mark.parametrize("form", sorted(FORMS))
def test_who_said_it_is_nowhere(form: str) -> None:
    kept = msgspec.json.encode(read(FORMS[form])).decode().lower()
    assert "budi" not in kept
    assert "facebook" not in kept
    assert "3456" not in kept


def test_mafindo() -> None:
    found = read(FORMS["mafindo"])
    assert found.form == "mafindo"
    first, second, third = found.checks
    assert first.claim == "Beredar dari █: “Kotak suara dibawa pulang”"
    assert first.title == "Kotak Suara Dibawa Pulang"
    assert (first.verdict_word, first.verdict) == ("Misleading Content", Verdict.MISLEADING)
    assert first.url == "https://turnbackhoax.example/2024/11/28/salah-kotak/"
    assert (second.claim, second.verdict) == ("Jembatan Ditutup", Verdict.TRUE)
    assert third.verdict is None, "satire is nothing to verify, whatever its status says"
    wrapped = read(json.dumps({"status": True, "data": MAFINDO}))
    assert wrapped.checks == found.checks
    assert read(json.dumps(MAFINDO[0])).checks == found.checks[:1]


@pytest.mark.parametrize(
    ("content", "claims"),
    [
        (json.dumps(DATA_FEED), [CLAIM, "Jembatan runtuh"]),
        (RSS, [CLAIM, "Jembatan runtuh & jalan putus"]),
        (HTML, [CLAIM, "Jembatan runtuh"]),
    ],
)
def test_several_in_order(content: str, claims: list[str]) -> None:
    assert [check.claim for check in read(content).checks] == claims


def test_what_is_malformed_is_left_out_and_the_rest_kept() -> None:
    assert [(s.item, s.why) for s in read(HTML).skipped] == [(0, "json_broken")]
    assert [(s.item, s.why) for s in read(FORMS["csv"]).skipped] == [(2, "claim")]
    rows = json.dumps([MAFINDO[0], 7, {"title": ""}, MAFINDO[1]])
    assert [(s.item, s.why) for s in read(rows).skipped] == [(2, "object"), (3, "claim")]
    cut = read(RSS[: RSS.index("<item><title>Cek") + 40])
    assert [check.claim for check in cut.checks] == [CLAIM]
    assert [s.why for s in cut.skipped] == ["file_truncated"]
    broken = read(RSS.replace("</category>", "</kategori>"))
    assert [s.why for s in broken.skipped] == ["feed_broken"]


def test_each_once() -> None:
    found = read(json.dumps([REVIEW, REVIEW]))
    assert (len(found.checks), found.repeated) == (1, 1)


ENTITY = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa">]><rss><channel><item/></channel></rss>'
)


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("file_empty", "  \n"),
        ("json_broken", '{"a": '),
        ("json_too_deep", "[" * 41 + "]" * 41),
        ("json_too_deep", "[" * 100_000),
        ("xml_entities", ENTITY),
        ("xml_entities", '<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss/>'),
        ("file_truncated", RSS[:90]),
        ("feed_broken", "<rss><channel></rss>"),
        ("feed_broken", "<a>" * 70 + "</a>" * 70),
        ("factchecks_unknown_form", "<kml><Placemark/></kml>"),
        ("factchecks_none", "[]"),
        ("factchecks_none", "<html><body>Halo</body></html>"),
        ("factchecks_none", "<rss><channel><item><title> </title></item></channel></rss>"),
        ("missing_column", "a;b\n1;2\n"),
        ("not_utf8", b"klaim\nb\xff\xfe\n"),
        ("factchecks_unknown_form", b"PK\x03\x04\x00\x00"),
        ("not_utf8", gzip.compress(b"x" * 100, mtime=0)),
    ],
)
def test_problems(code: str, content: str | bytes) -> None:
    check_problem(code, content)


def test_charsets() -> None:
    latin = RSS.replace("dibawa", "dibaw\u00e4").replace("UTF-8", "ISO-8859-1")
    assert "dibawä" in read(latin.encode("latin-1")).checks[0].claim
    plain = RSS.replace("dibawa", "dibaw\u00e4").replace(' encoding="UTF-8"', "")
    assert "dibawä" in read(plain.encode("cp1252"), "windows-1252").checks[0].claim
    assert "dibawä" in read(plain.encode(), "x-unknown-9").checks[0].claim, "then it is UTF-8"
    assert "dibawä" in read(plain.encode("utf-16")).checks[0].claim
    check_problem("not_utf8", plain.encode("cp1252"), "utf-7")


@pytest.mark.parametrize(
    ("word", "verdict"),
    [
        ("SALAH", Verdict.FALSE),
        ("[Hoaks]", Verdict.FALSE),
        ("Sebagian  Benar!", Verdict.PARTLY_TRUE),
        ("False Context", Verdict.MISLEADING),
        ("Belum terbukti", Verdict.UNSETTLED),
        ("Benar", Verdict.TRUE),
        ("Satire", None),
        ("Kucing", None),
        ("", None),
    ],
)
def test_words_of_verdicts(word: str, verdict: Verdict | None) -> None:
    assert verdict_of(word) is verdict


@pytest.mark.parametrize(
    ("rating", "verdict"),
    [
        # Google: 1 false … 5 true, unless best and worst say otherwise.
        ((1, None, None), Verdict.FALSE),
        (("3", "1", "5"), Verdict.PARTLY_TRUE),
        ((5, 1, 5), Verdict.TRUE),
        ((10, 0, 10), Verdict.TRUE),
        ((-1, 1, 5), None),
        ((1, 5, 5), None),
        (("x", 1, 5), None),
        ((float("nan"), 1, 5), None),
        ((True, 1, 5), None),
    ],
)
def test_numbers_of_verdicts(
    rating: tuple[object, object, object], verdict: Verdict | None
) -> None:
    assert verdict_of_rating(*rating) is verdict


@pytest.mark.parametrize(
    ("title", "mark", "rest"),
    [
        ("[SALAH] Kotak", "SALAH", "Kotak"),
        ("(HOAKS): Kotak", "HOAKS", "Kotak"),
        ("Cek Fakta: [BENAR] Kotak", "BENAR", "Kotak"),
        ("[SALAH]", "", "[SALAH]"),
        ("Kotak [SALAH]", "", "Kotak [SALAH]"),
    ],
)
def test_marks_of_titles(title: str, mark: str, rest: str) -> None:
    assert parted(title) == (mark, rest)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-11-28", date(2024, 11, 28)),
        ("2024-11-28T22:30:00+07:00", date(2024, 11, 28)),
        ("2024-11-28 10:00:00 kira-kira", date(2024, 11, 28)),
        ("Thu, 28 Nov 2024 22:30:00 +0700", date(2024, 11, 28)),
        ("28/11/2024", date(2024, 11, 28)),
        ("31/02/2024", None),
        ("0001-01-01", None),
        ("kemarin", None),
        ("", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "https://budi:sandi@periksa.example/",
        "https://www.facebook.com/budi/posts/1",
        "https://t.me/budi",
        "https://[::1/",
        "lihat sumber",
    ],
)
def test_addresses_that_are_not_kept(url: str) -> None:
    [check] = gathered("csv", [Raw(claim="Kotak", url=url)], "contoh").checks
    assert check.url == ""


def test_long_texts_are_cut() -> None:
    raw = Raw(claim="kata " * 4000, title="t" * 999, publisher="p" * 999, verdict_word="v" * 99)
    [check] = gathered("csv", [raw], "contoh").checks
    sizes = [len(t) for t in (check.claim, check.title, check.publisher, check.verdict_word)]
    assert sizes == [1000, 300, 120, 80]


def test_a_table_is_read_back(tmp_path: Path) -> None:
    checks = (*read(FORMS["mafindo"]).checks, *read("klaim\n=HYPERLINK(1)\n-2 derajat\n").checks)
    file = tmp_path / "a.csv"
    file.write_text(fact_check_table(checks, file.name), encoding="utf-8")
    assert read_fact_check_table(file).checks == checks
    assert read_own_table(file) == checks
    cells = [cell for line in file.read_text().splitlines() for cell in line.split(",")]
    assert [cell for cell in cells if cell.startswith(("=", "-", "+", "@"))] == []


def test_the_own_table_is_not_interpreted_again(tmp_path: Path) -> None:
    """A second mark is a part of the title; and more than an import takes can be read again."""
    (one,) = read("klaim,judul\nKotak suara dibawa,[SALAH] [VIDEO] Kotak suara dibawa\n").checks
    assert one.title.startswith("[VIDEO]")
    many = [
        msgspec.structs.replace(one, claim=f"{one.claim} {n}", id=fact_check_id("", "", str(n)))
        for n in range(MOST_ITEMS + 1)
    ]
    file = tmp_path / "sendiri.csv"
    file.write_text(fact_check_table(many, file.name), encoding="utf-8")
    again = read_own_table(file)
    assert [check.title for check in again] == [check.title for check in many]


def test_a_file(tmp_path: Path) -> None:
    file = tmp_path / "umpan"
    file.write_text(ATOM, encoding="utf-8")
    assert read_fact_check_file(file).form == "atom"


FUZZ = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
PIECES = st.sampled_from(
    [
        *(b"<", b">", b'"', b"{", b"}", b"[", b"]", b"&", b";", b",", b"\n", b"<!--", b"<![CDATA["),
        *(b"<item>", b"</item>", b"<title>", b"</script>", b"\xff", b"\x00", b"&#x0;", b"\\ud800"),
    ]
)


def check_only_problems(raw: bytes) -> None:
    with suppress(ProblemError):
        assert read_fact_checks("contoh", raw).checks


@FUZZ
@given(st.binary(max_size=400))
def test_any_bytes(raw: bytes) -> None:
    check_only_problems(raw)


@FUZZ
@given(st.sampled_from(sorted(FORMS)), st.data())
def test_samples_with_something_changed(form: str, data: st.DataObject) -> None:
    raw = bytearray(FORMS[form])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw)))
        gone = data.draw(st.integers(0, 8))
        raw[at : at + gone] = data.draw(st.one_of(PIECES, st.binary(max_size=4)))
    check_only_problems(bytes(raw))


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                ["@type", "claimReviewed", "reviewRating", "ratingValue", "url", "title", "author",
                 "content", "classification", "data", "claims", "claimReview", "text", "name"]
            ),
            st.one_of(inner, st.just("ClaimReview")),
            max_size=5,
        ),
    ),
    max_leaves=12,
)  # fmt: skip


@FUZZ
@given(VALUES)
def test_any_json(value: object) -> None:
    check_only_problems(json.dumps(value).encode())


@pytest.mark.parametrize(
    "content",
    [
        "<html>" + "<!--" * 100_000,
        "<html>" + "<script type='application/ld+json'>" * 20_000,
        "<html>" + "<script a='" * 20_000,
        '["' + '\\"' * 200_000,
        "<html>" + "<" * 400_000,
    ],
)
def test_pages_made_to_keep_it_busy_do_not(content: str) -> None:
    # Quadratic time is minutes for each of these; the suite's own limit would tell.
    check_only_problems(content.encode())
