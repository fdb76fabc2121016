"""Identifiers as people write them, made from their own definitions and not from the rules.

Telephone numbers: the numbering plan of Indonesia (mobile prefixes 0811…0899, area codes). NIK: six
digits of the area, date of birth (day + 40 for women), four of a serial number. Plates: prefix of a
region, one to four digits, one to three letters. Account numbers: the banks' own lengths.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

MOBILE = (
    *(
        [
            "0811",
            "0812",
            "0813",
            "0821",
            "0822",
            "0823",
            "0851",
            "0852",
            "0853",
            "0814",
            "0815",
            "0816",
            "0855",
            "0856",
            "0857",
            "0858",
        ]
    ),
    *(
        [
            "0817",
            "0818",
            "0819",
            "0859",
            "0877",
            "0878",
            "0831",
            "0832",
            "0833",
            "0838",
            "0895",
            "0896",
            "0897",
            "0898",
            "0899",
            "0881",
            "0882",
        ]
    ),
)
AREA = ("021", "022", "024", "031", "0251", "0274", "0411", "061")
WORDS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
SLANG = (
    "bang hub ke {} ya gan",
    "wa aja{}gercep",
    "{}",
    "ini no nya:{} jgn disebar",
    "td ada yg ngaku dr kelurahan,{},katanya penting bgt",
    "kalo ada apa2 kontak {} ato dateng ke pos",
    "warga lapor ({}) soal lampu mati",
    "cek lg deh wkwk {}!!",
)
CLOSE = ("wa aja{}gercep", "nomor{}tolong", "hubungi{}segera")
"""Without spaces around it."""

Make = Callable[[random.Random], str]


def digits(dice: random.Random, count: int) -> str:
    return "".join(str(dice.randrange(10)) for _ in range(count))


def mobile(dice: random.Random) -> str:
    return dice.choice(MOBILE) + digits(dice, dice.randint(6, 8))


def phone(dice: random.Random) -> str:
    number = mobile(dice)
    international = "62" + number[1:]
    cut = [number[:4], number[4:8], number[8:]]
    forms = (
        number,
        "+" + international,
        international,
        "-".join(cut),
        " ".join(cut),
        ".".join(cut),
        f"+62 {number[1:4]}-{number[4:8]}-{number[8:]}",
        f"(+62) {number[1:]}",
    )
    return dice.choice(forms)


def landline(dice: random.Random) -> str:
    area, number = dice.choice(AREA), str(dice.randint(2, 8)) + digits(dice, 6)
    return dice.choice(
        (
            area + number,
            f"({area}) {number}",
            f"{area}-{number}",
            f"{area} {number[:3]} {number[3:]}",
        )
    )


def nik(dice: random.Random) -> str:
    day = dice.randint(1, 28) + dice.choice((0, 40))
    number = (
        f"{dice.randint(11, 94)}{dice.randint(1, 79):02}{dice.randint(1, 20):02}"
        f"{day:02}{dice.randint(1, 12):02}{dice.randint(40, 99):02}{dice.randint(1, 9999):04}"
    )
    return dice.choice(
        (
            number,
            f"{number[:4]} {number[4:8]} {number[8:12]} {number[12:]}",
            f"{number[:6]}.{number[6:12]}.{number[12:]}",
            f"{number[:6]}-{number[6:12]}-{number[12:]}",
        )
    )


def email(dice: random.Random) -> str:
    user = dice.choice(("budi", "siti.nur", "agus_77", "r.hartono", "warga+rw05", "Dewi99"))
    host = dice.choice(("gmail.com", "yahoo.co.id", "contoh.id", "mail.kampus.ac.id"))
    return f"{user}{dice.randint(1, 99)}@{host}"


def handle(dice: random.Random) -> str:
    return (
        "@"
        + dice.choice(("budi", "siti_nur", "agus.77", "RW05keren", "x_yz"))
        + str(dice.randint(1, 99))
    )


def plate(dice: random.Random) -> str:
    prefix = dice.choice(("B", "D", "F", "AB", "AD", "DK", "BK", "L", "N", "KT", "DR", "H"))
    number = str(dice.randint(10, 9999))
    letters = "".join(dice.choice("ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(dice.randint(1, 3)))
    between = dice.choice((" ", "", "-"))
    return f"{prefix}{between}{number}{between}{letters}"


def account(dice: random.Random) -> str:
    bank, length = dice.choice(
        (("BCA", 10), ("BNI", 10), ("Mandiri", 13), ("BRI", 15), ("BSI", 10))
    )
    number = digits(dice, length).replace("0", "7", 1)
    return dice.choice((number, f"{bank} {number}", f"{number[:4]}-{number[4:7]}-{number[7:]}"))


PLAIN: dict[str, Make] = {
    "phone": phone,
    "landline": landline,
    "nik": nik,
    "email": email,
    "handle": handle,
    "plate": plate,
    "account": account,
}


def masked(dice: random.Random) -> str:
    number = mobile(dice)
    return dice.choice(
        (
            f"{number[:4]}-xxxx-{number[-4:]}",
            f"{number[:4]}****{number[-4:]}",
            f"{number[:6]}xxxx",
            f"{digits(dice, 6)}xxxxxx0001",
            f"{number[:4]} {number[4:8]} xxxx",
            number.replace("0", "O").replace("1", "I"),
        )
    )


def spelled(dice: random.Random) -> str:
    number = mobile(dice)
    user = dice.choice(("budi", "siti.nur", "agus77"))
    return dice.choice(
        (
            " ".join(WORDS[int(n)] for n in number),
            " ".join(WORDS[int(n)] if n in "08" else n for n in number),
            " ".join(number),
            f"{user} at gmail dot com",
            f"{user} [at] yahoo [dot] co [dot] id",
            f"{user}(a)gmail.com",
            f"{user} et gmail titik com",
            "kosong " + " ".join(WORDS[int(n)] for n in number[1:]),
        )
    )


def lower(dice: random.Random) -> str:
    made = plate(dice).lower()
    name = dice.choice(("budi_99", "siti.nur", "agus77", "rw05_keren"))
    app = dice.choice(("ig", "tiktok", "fb", "insta", "telegram"))
    return dice.choice(
        (made, made, f"{app} {name}", f"{app}: {name}", f"{app}nya {name}", f"akun {app} {name}")
    )


HARD: dict[str, Make] = {"masked": masked, "spelled": spelled, "lower": lower}


def texts(make: Make, count: int, seed: int) -> Iterator[tuple[str, str]]:
    """(identifier, a text with it)."""
    dice = random.Random(seed)
    for _ in range(count):
        made = make(dice)
        yield made, dice.choice(SLANG).format(made)


PLACES = (
    "Gang Melati",
    "Jl. Kramat",
    "Pasar Gembrong",
    "Pos RW",
    "Jalan Tanah Tinggi",
    "Kampung Rawa",
)


def harmless(dice: random.Random) -> str:
    """A report full of numbers that identify nobody."""
    hour, minute = dice.randint(0, 23), dice.randint(0, 59)
    rt, rw = dice.randint(1, 16), dice.randint(1, 12)
    price = dice.randint(2, 900) * 500
    thousands = f"{price:,}".replace(",", ".")
    day, month = dice.randint(1, 28), dice.randint(1, 12)
    parts = (
        f"RT {rt:02} RW {rw:02}",
        f"RT {rt:03}/RW {rw:03}",
        f"rt{rt}/rw{rw}",
        f"RW 01 02 03 04 05 dan {rw:02}",
        f"{hour:02}.{minute:02} WIB",
        f"pukul {hour:02}.{minute:02}-{(hour + 1) % 24:02}.{minute:02}",
        f"{day}-{month}-2024 jam {hour:02}:{minute:02}",
        f"tgl {day:02}/{month:02}/2024 {hour:02}.{minute:02}–{(hour + 2) % 24:02}.00",
        f"harga beras Rp {thousands} per liter",
        f"Rp{thousands},-",
        f"Rp 1.{dice.randint(100, 999)}.000.000 untuk perbaikan",
        f"naik jadi {price // 1000 + 1}rb",
        f"gorengan @{dice.randint(1, 9)}000 @{dice.randint(2, 9)}rb",
        f"{dice.choice(PLACES)} No. {dice.randint(1, 200)}{dice.choice(('', 'A', 'B'))}",
        f"{dice.choice(PLACES)} no {dice.randint(1, 60)}/{dice.randint(1, 60)}",
        f"Blok B {dice.randint(1, 30)} C",
        f"{dice.randint(3, 60)} orang, {dice.randint(2, 9)} motor",
        f"kode pos 10{dice.randint(100, 999)}",
        f"Sprin/{dice.randint(1, 900)}/XI/2024",
        f"UU No. {dice.randint(1, 30)} Tahun 20{dice.randint(10, 24)}",
        f"lampu ke {dice.randint(1, 9)} {dice.randint(10, 20)} {dice.randint(21, 30)} mati",
        "hubungi 110 atau 112",
        f"suhu {dice.randint(20, 60)} dari 100",
        f"TPS {dice.randint(1, 40):03} kelurahan Galur",
        f"jarak {dice.randint(100, 900)} m, {dice.randint(1, 9)},{dice.randint(0, 9)} km",
    )
    return ", ".join(dice.sample(parts, dice.randint(3, 6))) + "."
