"""Invented fact-checks in every form that is read: three of each, about an invented town."""

from __future__ import annotations

import json

CLAIM = "Kotak suara TPS 04 dibawa pulang"
URL = "https://periksa.example/2024/11/kotak-suara"

REVIEW = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": URL,
    "claimReviewed": CLAIM,
    "datePublished": "2024-11-28",
    "author": {"@type": "Organization", "name": "Periksa Melati"},
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Budi Penyebar", "sameAs": "https://x.example/budi"},
        "appearance": "https://facebook.com/budi/posts/1",
    },
    "reviewRating": {
        "@type": "Rating",
        "ratingValue": "1",
        "bestRating": "5",
        "worstRating": "1",
        "alternateName": "Salah",
    },
}

DATA_FEED = {
    "@context": "https://schema.org",
    "@type": "DataFeed",
    "dataFeedElement": [
        {"@type": "DataFeedItem", "item": [REVIEW]},
        {"@type": "DataFeedItem", "item": {**REVIEW, "claimReviewed": "Jembatan runtuh"}},
    ],
}

MAFINDO = [
    {
        "id": "891",
        "authors": "19",
        "status": "2",
        "classification": "Misleading Content",
        "title": "[SALAH] Kotak Suara Dibawa Pulang",
        "content": "Beredar dari 0812-3456-7890:\r\n\r\n&ldquo;Kotak suara dibawa pulang&rdquo;",
        "fact": "Kotak ada di gudang.",
        "references": "https://turnbackhoax.example/2024/11/28/salah-kotak/",
        "source_issue": "Facebook",
        "source_link": "https://www.facebook.com/budi/posts/1",
        "tanggal": "2024-11-28",
        "tags": "pilkada",
        "conclusion": "Salah.",
        "claim_review": [],
        "media": [],
        "a_new_key": {"x": 1},
    },
    {"id": 892, "status": 1, "title": "[BENAR] Jembatan Ditutup", "content": "", "tanggal": "x"},
    {"id": "893", "classification": "Satire", "status": "2", "title": "Kambing Jadi Camat",
     "content": "Kambing jadi camat"},
]  # fmt: skip

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="c">
<channel><title>Periksa Melati</title><link>https://periksa.example</link>
<item><title>[SALAH] Kotak suara TPS 04 dibawa pulang</title><link>URL</link>
<media:title>Foto</media:title><pubDate>Thu, 28 Nov 2024 22:30:00 +0700</pubDate>
<content:encoded><![CDATA[<p>isi</p>]]></content:encoded></item>
<item><title>Cek Fakta: Jembatan runtuh &amp; jalan putus</title><category>Menyesatkan</category>
<link>https://periksa.example/2</link></item>
</channel></rss>""".replace("URL", URL)

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">
<title>Periksa Melati</title>
<entry><title type="html">[SALAH] Kotak suara TPS 04 &lt;b&gt;dibawa&lt;/b&gt; pulang</title>
<link rel="self" href="https://periksa.example/x"/><link href="URL"/>
<published>2024-11-28T22:30:00+07:00</published><id>urn:x:1</id></entry></feed>""".replace(
    "URL", URL
)

HTML = """<!doctype html><html><head><title>Periksa</title>
<script>var x = "<not json>"</script>
<script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, FIRST]}</script>
<script type="application/ld+json">{ broken</script>
<script type="application/ld+json; charset=utf-8">[SECOND]</script>
</head><body><p>Isi</body></html>""".replace("FIRST", json.dumps(REVIEW)).replace(
    "SECOND",
    json.dumps({**REVIEW, "claimReviewed": "Jembatan runtuh", "@type": ["ClaimReview", "Review"]}),
)

GOOGLE = {
    "claims": [
        {
            "text": CLAIM,
            "claimant": "Budi Penyebar",
            "claimReview": [
                {
                    "publisher": {"name": "Periksa Melati", "site": "periksa.example"},
                    "url": URL,
                    "title": "Kotak suara ada di gudang",
                    "reviewDate": "2024-11-28T00:00:00Z",
                    "textualRating": "Salah",
                }
            ],
        }
    ]
}

CSV = f"""klaim;judul;hasil;penerbit;alamat;tanggal;catatan
{CLAIM};Kotak di gudang;Salah;Periksa Melati;{URL};28/11/2024;abaikan
;;Benar;;;;
Jembatan runtuh;;;;;;
"""

FORMS: dict[str, bytes] = {
    "claim_review": json.dumps(REVIEW).encode(),
    "feed": json.dumps(DATA_FEED).encode(),
    "mafindo": json.dumps(MAFINDO).encode(),
    "rss": RSS.encode(),
    "atom": ATOM.encode(),
    "html": HTML.encode(),
    "google": json.dumps(GOOGLE).encode(),
    "csv": CSV.encode(),
}
