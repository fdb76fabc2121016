"""Every error a user can meet: a code, what happened and what to do, in two languages.

`refuse(code, **facts)` builds the exception; the catalogue below is the only place
where its words live. The page `docs/reference/problems.md` is written from it, and
`tests/test_problems.py` proves that no code is missing or unused.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec


class Both(NamedTuple):
    """The same text in Indonesian and English."""

    id: str
    en: str

    def of(self, language: str) -> str:
        return self.en if language == "en" else self.id


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """What one language says of a problem; `{names}` are filled from the facts."""

    what: str
    do: str


class ProblemKind(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the catalogue."""

    code: str
    id: Words
    en: Words
    status: int = 422
    """HTTP status, for when the same problem is met through the server."""


class ProblemError(Exception):
    """Raised for bad input or an impossible wish; never for a defect of our own."""

    def __init__(self, kind: ProblemKind, facts: dict[str, object]) -> None:
        self.kind = kind
        self.facts = facts
        super().__init__(f"{kind.code}: {self.what('en')}")

    def __reduce__(self) -> tuple[type[ProblemError], tuple[ProblemKind, dict[str, object]]]:
        """A problem met in a worker process arrives whole."""
        return ProblemError, (self.kind, self.facts)

    @property
    def code(self) -> str:
        return self.kind.code

    def what(self, language: str) -> str:
        """What happened, in `id` or `en`."""
        return self._words(language).what.format_map(self._facts(language))

    def do(self, language: str) -> str:
        """What the user can do about it, in `id` or `en`."""
        return self._words(language).do.format_map(self._facts(language))

    def _words(self, language: str) -> Words:
        return self.kind.en if language == "en" else self.kind.id

    def _facts(self, language: str) -> dict[str, object]:
        """A fact with words of its own is told in the reader's language."""
        return {
            name: fact.of(language) if isinstance(fact, Both) else fact
            for name, fact in self.facts.items()
        }


def refuse(code: str, **facts: object) -> ProblemError:
    """The exception for `code`, to be raised by the caller.

    Raises KeyError when the code is not in the catalogue (a defect, caught by tests).
    """
    return ProblemError(CATALOGUE[code], facts)


def _kind(code: str, *, id: tuple[str, str], en: tuple[str, str], status: int = 422) -> ProblemKind:
    return ProblemKind(
        code=code,
        id=Words(what=id[0], do=id[1]),
        en=Words(what=en[0], do=en[1]),
        status=status,
    )


_KINDS = (
    _kind(
        "file_missing",
        id=("Berkas {file} tidak ditemukan.", "Periksa nama dan letak berkasnya."),
        en=("There is no file {file}.", "Check the file's name and folder."),
        status=404,
    ),
    _kind(
        "missing_column",
        id=(
            "{file} tidak punya kolom {column}.",
            "Tambahkan kolom itu pada baris judul. Contoh berkas: sejuk plan --example DIR.",
        ),
        en=(
            "{file} has no column {column}.",
            "Add it to the header line. Example files: sejuk plan --example DIR.",
        ),
    ),
    # Files as such, tables, maps: raised in `files`.
    _kind(
        "file_is_folder",
        id=("{file} adalah folder, bukan berkas.", "Sebutkan berkas di dalam folder itu."),
        en=("{file} is a folder, not a file.", "Name a file inside it."),
    ),
    _kind(
        "file_not_readable",
        id=("Berkas {file} tidak dapat dibaca: {detail}.", "Periksa izin baca berkas itu."),
        en=("The file {file} cannot be read: {detail}.", "Check that you may read it."),
    ),
    _kind(
        "file_empty",
        id=("{file} kosong.", "Pilih berkas yang berisi data, atau unduh lagi."),
        en=("{file} is empty.", "Choose a file that holds data, or download it again."),
    ),
    _kind(
        "file_too_large",
        id=(
            "{file} berukuran {size} MB; batasnya {limit} MB.",
            "Periksa apakah berkasnya benar; potong peta seluas kecamatan atau kota yang perlu.",
        ),
        en=(
            "{file} has {size} MB; the limit is {limit} MB.",
            "Check that it is the right file; cut a map to the district or city you need.",
        ),
        status=413,
    ),
    _kind(
        "not_utf8",
        id=(
            "{file} bukan teks UTF-8 (baris {line}).",
            "Simpan ulang sebagai UTF-8; di Excel: Simpan Sebagai, CSV UTF-8.",
        ),
        en=(
            "{file} is not UTF-8 text (line {line}).",
            "Save it again as UTF-8; in Excel: Save As, CSV UTF-8.",
        ),
    ),
    _kind(
        "file_truncated",
        id=("{file} terpotong: isinya berhenti di tengah.", "Salin atau unduh berkas itu lagi."),
        en=("{file} is cut off: it ends in the middle.", "Copy or download it again."),
    ),
    _kind(
        "file_kind_unknown",
        id=("Jenis berkas {file} tidak dikenal.", "Pakai salah satu dari: {expected}."),
        en=("The kind of file of {file} is not known.", "Use one of: {expected}."),
    ),
    _kind(
        "control_characters",
        id=(
            "{file}, baris {line}: ada karakter kendali ({character}).",
            "Periksa apakah berkasnya benar; ketik ulang baris itu atau simpan ulang sebagai CSV.",
        ),
        en=(
            "{file}, line {line}: there is a control character ({character}).",
            "Check that it is the right file; type the line again or save it again as CSV.",
        ),
    ),
    _kind(
        "duplicate_column",
        id=("{file} punya dua kolom {column}.", "Hapus atau ganti nama salah satunya."),
        en=("{file} has two columns {column}.", "Delete or rename one of them."),
    ),
    _kind(
        "ragged_line",
        id=(
            "{file}, baris {line}: ada {cells} isian, sedangkan judulnya {columns} kolom.",
            "Periksa pemisah kolom pada baris itu; beri tanda kutip pada teks yang memuatnya.",
        ),
        en=(
            "{file}, line {line}: there are {cells} cells, but the header has {columns} columns.",
            "Check the delimiters of that line; put quotes around text that holds one.",
        ),
    ),
    _kind(
        "bad_quotes",
        id=("{file}, baris {line}: tanda kutip salah letak.", "Perbaiki tanda kutip baris itu."),
        en=("{file}, line {line}: a quotation mark is out of place.", "Mend that line's quotes."),
    ),
    _kind(
        "cell_too_long",
        id=(
            "{file}, baris {line}: satu isian lebih panjang dari {limit} karakter.",
            "Periksa tanda kutip di sekitar baris itu, atau pendekkan teksnya.",
        ),
        en=(
            "{file}, line {line}: one cell is longer than {limit} characters.",
            "Check the quotes around that line, or shorten the text.",
        ),
    ),
    _kind(
        "empty_cell",
        id=("{file}, baris {line}: kolom {column} kosong.", "Isi, atau hapus baris itu."),
        en=("{file}, line {line}: the column {column} is empty.", "Fill it in or delete the line."),
    ),
    _kind(
        "too_many_rows",
        id=("{file} berisi lebih dari {limit} baris.", "Periksa berkasnya atau bagi menjadi dua."),
        en=("{file} has more than {limit} rows.", "Check the file or split it."),
        status=413,
    ),
    _kind(
        "file_without_rows",
        id=("{file} hanya berisi baris judul.", "Tambahkan paling sedikit satu baris data."),
        en=("{file} holds only a header line.", "Add at least one line of data."),
    ),
    _kind(
        "bad_value",
        id=(
            "{file}, baris {line}, kolom {column}: nilai “{value}” tidak dapat dipakai.",
            "Isi dengan: {expected}.",
        ),
        en=(
            "{file}, line {line}, column {column}: the value “{value}” cannot be used.",
            "Fill in: {expected}.",
        ),
    ),
    _kind(
        "forbidden_column",
        id=(
            "{file} memuat kolom {column}; data agama, partai, suku, suara tidak boleh dipakai.",
            "Hapus kolom itu, lalu ulangi.",
        ),
        en=(
            "{file} has the column {column}; religion, party, ethnicity and votes are never used.",
            "Delete that column and try again.",
        ),
    ),
    _kind(
        "duplicate_id",
        id=("{file}: id {id} dipakai lebih dari satu kali.", "Beri setiap baris id sendiri."),
        en=("{file}: the id {id} is used more than once.", "Give each row an id of its own."),
    ),
    # Reports and calendars.
    _kind(
        "time_without_zone",
        id=(
            "{file}, baris {line}, kolom {column}: waktu “{value}” tanpa zona waktu.",
            "Tambahkan zonanya, misalnya {expected}.",
        ),
        en=(
            "{file}, line {line}, column {column}: the time “{value}” has no time zone.",
            "Add its zone, for example {expected}.",
        ),
    ),
    _kind(
        "wrong_zone",
        id=(
            "{file}, baris {line}, kolom {column}: waktu “{value}” bukan zona {zone} atau UTC.",
            "Periksa jam alat yang mencatatnya, lalu tulis waktu dalam zona wilayah ini atau UTC.",
        ),
        en=(
            "{file}, line {line}, column {column}: the time “{value}” is not in {zone} or UTC.",
            "Check the clock it was noted by, and write times in the district's zone or in UTC.",
        ),
    ),
    _kind(
        "date_in_future",
        id=(
            "{file}, baris {line}, kolom {column}: “{value}” belum terjadi.",
            "Periksa tanggal, tahun dan zona waktunya.",
        ),
        en=(
            "{file}, line {line}, column {column}: “{value}” is still to come.",
            "Check its date, year and time zone.",
        ),
    ),
    _kind(
        "received_before",
        id=(
            "{file}, baris {line}: diterima {received}, sebelum terjadi {happened}.",
            "Periksa kedua waktu itu dan zonanya; mungkin tertukar.",
        ),
        en=(
            "{file}, line {line}: received {received}, before it happened {happened}.",
            "Check both times and their zones; they may be the wrong way round.",
        ),
    ),
    _kind(
        "reports_outside",
        id=(
            "{file}: tidak satu laporan pun terletak di {district}.",
            "Periksa lintang dan bujur (mungkin tertukar) atau id wilayah, misalnya {known}.",
        ),
        en=(
            "{file}: not one report lies in {district}.",
            "Check latitude and longitude (perhaps swapped) or the area ids, such as {known}.",
        ),
    ),
    _kind(
        "calendar_unreadable",
        id=(
            "Kalender {file} tidak dapat dibaca: {detail}.",
            "Ekspor ulang sebagai iCalendar dengan peristiwa satu kali, atau pakai CSV.",
        ),
        en=(
            "The calendar {file} cannot be read: {detail}.",
            "Export it again as iCalendar with events that do not repeat, or use a CSV.",
        ),
    ),
    _kind(
        "not_geojson",
        id=(
            "{file} bukan GeoJSON yang dapat dibaca.",
            "Ekspor ulang sebagai GeoJSON (FeatureCollection), misalnya dari QGIS.",
        ),
        en=(
            "{file} is not GeoJSON that can be read.",
            "Export it again as GeoJSON (FeatureCollection), for example from QGIS.",
        ),
    ),
    _kind(
        "bad_geometry",
        id=(
            "{file}, objek ke-{feature}: koordinatnya rusak.",
            "Perbaiki atau hapus objek itu, lalu ekspor ulang.",
        ),
        en=(
            "{file}, feature {feature}: its coordinates are broken.",
            "Mend or delete that feature, then export again.",
        ),
    ),
    _kind(
        "bad_property",
        id=(
            "{file}, objek ke-{feature}, {column}: nilai “{value}” tidak dapat dipakai.",
            "Isi dengan: {expected}.",
        ),
        en=(
            "{file}, feature {feature}, {column}: the value “{value}” cannot be used.",
            "Fill in: {expected}.",
        ),
    ),
    _kind(
        "coordinates_swapped",
        id=(
            "{file}: bujur dan lintang tertukar ({lon}, {lat}).",
            "Tulis bujur (95 … 141) lebih dulu, lalu lintang (-11 … 6).",
        ),
        en=(
            "{file}: longitude and latitude are swapped ({lon}, {lat}).",
            "Write the longitude (95 … 141) first, then the latitude (-11 … 6).",
        ),
    ),
    _kind(
        "coordinates_not_degrees",
        id=(
            "{file}: koordinat ({lon}, {lat}) bukan derajat.",
            "Ekspor ulang dalam WGS84 (EPSG:4326), bukan UTM atau meter.",
        ),
        en=(
            "{file}: the coordinates ({lon}, {lat}) are not degrees.",
            "Export again in WGS84 (EPSG:4326), not in UTM or metres.",
        ),
    ),
    _kind(
        "no_streets",
        id=("{file} tidak memuat satu ruas jalan pun.", "Pilih berkas garis jalan dari OSM."),
        en=("{file} holds not one street line.", "Choose a file of OSM street lines."),
    ),
    _kind(
        "no_areas",
        id=("{file} tidak memuat satu wilayah pun.", "Pilih berkas poligon RW."),
        en=("{file} holds not one area.", "Choose a file of neighbourhood polygons."),
    ),
    _kind(
        "no_places",
        id=("{file} tidak memuat satu titik pun.", "Pilih berkas titik."),
        en=("{file} holds not one place.", "Choose a file of points."),
    ),
    _kind(
        "areas_not_polygons",
        id=(
            "{file}, objek ke-{feature} adalah {found}, bukan poligon.",
            "Berikan poligon RW; garis jalan ke --roads, titik ke --places.",
        ),
        en=(
            "{file}, feature {feature} is a {found}, not a polygon.",
            "Give neighbourhood polygons; street lines go to --roads, points to --places.",
        ),
    ),
    _kind(
        "not_graphml",
        id=(
            "{file} bukan GraphML yang dapat dibaca.",
            "Simpan jaringan dengan save_graphml dari OSMnx, tanpa proyeksi.",
        ),
        en=(
            "{file} is not GraphML that can be read.",
            "Save the network with OSMnx's save_graphml, not projected.",
        ),
    ),
    _kind(
        "xml_entities",
        id=("{file} mendefinisikan entitas XML; itu ditolak.", "Ekspor ulang dari sumbernya."),
        en=("{file} defines XML entities; that is refused.", "Export it again at its source."),
    ),
    _kind(
        "not_osm",
        id=(
            "{file} bukan berkas OSM yang dapat dibaca, atau rusak.",
            "Unduh lagi; pakai .osm.pbf, .osm, .osm.gz atau .osm.bz2.",
        ),
        en=(
            "{file} is not an OSM file that can be read, or it is damaged.",
            "Download it again; use .osm.pbf, .osm, .osm.gz or .osm.bz2.",
        ),
    ),
    # Roster, tension, settings, present route: raised in `files`.
    _kind(
        "settings_unreadable",
        id=(
            "Pengaturan {file} bukan TOML yang dapat dibaca: {detail}.",
            "Tulis satu pengaturan per baris, misalnya: dwell_minutes = 12",
        ),
        en=(
            "The settings {file} are not TOML that can be read: {detail}.",
            "Write one setting per line, for example: dwell_minutes = 12",
        ),
    ),
    _kind(
        "unknown_setting",
        id=(
            "{file}: tidak ada pengaturan bernama {key}.",
            "Hapus baris itu, atau pakai salah satu dari: {allowed}.",
        ),
        en=(
            "{file}: there is no setting {key}.",
            "Delete that line, or use one of: {allowed}.",
        ),
    ),
    _kind(
        "bad_setting",
        id=(
            "{file}: nilai {value} tidak dapat dipakai untuk {key}.",
            "Isi dengan: {allowed}.",
        ),
        en=(
            "{file}: the value {value} cannot be used for {key}.",
            "Fill in: {allowed}.",
        ),
    ),
    _kind(
        "unknown_agency",
        id=(
            "{file}, baris {line}: pilar “{value}” tidak dikenal.",
            "Isi kolom pilar dengan: {allowed}.",
        ),
        en=(
            "{file}, line {line}: the agency “{value}” is not known.",
            "Fill in one of: {allowed}.",
        ),
    ),
    _kind(
        "no_police_lead",
        id=(
            "Tidak ada anggota Polri yang menjadi katim; setiap tim dipimpin polisi.",
            "Tambahkan baris polri dengan peran katim pada kuat pers.",
        ),
        en=(
            "No police officer of the roster may lead; each crew is led by the police.",
            "Add a line of agency polri with the role leader.",
        ),
    ),
    _kind(
        "unknown_area",
        id=(
            "{file}: {count} id wilayah tidak ada di kecamatan ini: {areas}.",
            "Pakai id RW kecamatan ini, misalnya {known}; batas dua RW ditulis a|b.",
        ),
        en=(
            "{file}: {count} area ids are not in this district: {areas}.",
            "Use its neighbourhood ids, such as {known}; the border of two is written a|b.",
        ),
    ),
    _kind(
        "roster_too_small",
        id=(
            "Kuat pers {people} orang tidak cukup untuk satu tim.",
            "Satu tim paling sedikit dua orang, dipimpin seorang anggota Polri.",
        ),
        en=(
            "A roster of {people} people is too small for one crew.",
            "A crew has at least two people and is led by a police officer.",
        ),
    ),
    _kind(
        "too_many_crews",
        id=(
            "{wanted} tim tidak dapat dibentuk; paling banyak {most}.",
            "Kurangi jumlah tim, atau tambahkan pimpinan tim dari Polri dan anggota.",
        ),
        en=(
            "{wanted} crews cannot be formed; {most} at most.",
            "Ask for fewer crews, or add police leads and people to the roster.",
        ),
    ),
    _kind(
        "shift_too_short",
        id=(
            "Giat {minutes} menit terlalu singkat untuk satu kunjungan {dwell} menit.",
            "Perpanjang jam patroli: --from 22:00 --to 01:00.",
        ),
        en=(
            "A shift of {minutes} minutes is too short for one visit of {dwell} minutes.",
            "Give longer hours: --from 22:00 --to 01:00.",
        ),
    ),
    _kind(
        "too_many_nights",
        id=(
            "Rencana {wanted} malam tidak dapat dibuat; paling banyak {most}.",
            "Rencanakan beberapa malam saja, lalu susun lagi sesudahnya.",
        ),
        en=(
            "{wanted} nights cannot be planned ahead; {most} at most.",
            "Plan some nights, then plan anew after them.",
        ),
    ),
    _kind(
        "bad_option",
        id=("Pilihan {option} tidak dapat dibaca: “{value}”.", "Yang diharapkan: {expected}."),
        en=("Option {option} cannot be read: “{value}”.", "Expected: {expected}."),
    ),
    _kind(
        "missing_option",
        id=("{option} belum diisi.", "Lihat yang diperlukan dengan: {help}"),
        en=("{option} is missing.", "See what is needed with: {help}"),
    ),
    _kind(
        "unknown_option",
        id=("Pilihan {option} tidak dikenal.", "Lihat semua pilihan dengan: {help}"),
        en=("There is no option {option}.", "See all options with: {help}"),
    ),
    _kind(
        "unknown_command",
        id=("Tidak ada perintah {command}.", "Pakai: {commands}."),
        en=("There is no command {command}.", "Use: {commands}."),
    ),
    _kind(
        "not_a_plan",
        id=(
            "Ini bukan rencana sejuk yang utuh ({detail}).",
            "Pilih plan.json yang ditulis oleh sejuk.",
        ),
        en=(
            "This is not a complete sejuk plan ({detail}).",
            "Choose a plan.json that sejuk wrote.",
        ),
    ),
    _kind(
        "plan_not_verified",
        id=(
            "Rencana tidak lolos pemeriksaan: {rules}.",
            "Tidak ada yang ditulis. Ini cacat pada sejuk: laporkan bersama masukannya.",
        ),
        en=(
            "The plan does not pass the checker: {rules}.",
            "Nothing was written. This is a defect of sejuk: report it with your input.",
        ),
        status=500,
    ),
    _kind(
        "not_this_district",
        id=("Rencana ini untuk {plan}, bukan {district}.", "Pilih folder wilayah yang sama."),
        en=("This plan is for {plan}, not for {district}.", "Choose the same district's folder."),
    ),
    _kind(
        "not_in_shift",
        id=("Jam {at} tidak di dalam giat {start}–{end}.", "Beri jam di antara keduanya: --at."),
        en=("{at} is not within the shift {start}–{end}.", "Give a time between: --at."),
    ),
    _kind(
        "unknown_crew",
        id=("Tidak ada tim {crew} dalam rencana ini.", "Tim yang ada: {crews}."),
        en=("This plan has no crew {crew}.", "Its crews: {crews}."),
    ),
    _kind(
        "option_unknown",
        id=("Pilihan itu tidak ada.", "Muat ulang perencanaan dan pilih salah satu yang tampil."),
        en=("There is no such option.", "Load the planning again and choose one that is shown."),
        status=404,
    ),
    _kind(
        "planning_is_for_order",
        id=(
            "Perencanaan ini mengubah perintah yang sudah ada.",
            "Terapkan pada perintahnya, bukan sebagai perintah baru.",
        ),
        en=("This planning changes an order that there is.", "Apply it to that order."),
        status=409,
    ),
    _kind(
        "planning_unknown",
        id=("Tidak ada perencanaan {planning}.", "Muat ulang daftarnya."),
        en=("There is no planning {planning}.", "Load the list again."),
        status=404,
    ),
    _kind(
        "planning_not_of_order",
        id=(
            "Perencanaan {planning} bukan untuk perintah ini.",
            "Pilih perencanaan yang dibuat untuk perintah ini.",
        ),
        en=("Planning {planning} is not for this order.", "Choose one that was made for it."),
        status=409,
    ),
    _kind(
        "order_not_drawn",
        id=(
            "Rencana perintah {order} tidak diundi, atau perintah itu belum terbit.",
            "Undian hanya ada pada perintah terbit yang rencananya opsi `varied`.",
        ),
        en=(
            "The plan of order {order} was not drawn by lot, or the order is not released yet.",
            "Only released orders whose plan was the option `varied` have a draw.",
        ),
        status=404,
    ),
    _kind(
        "order_number_missing",
        id=(
            "Nomor surat perintah belum diisi.",
            "Isi nomornya, misalnya Sprin/123/XI/2024, lalu terbitkan lagi.",
        ),
        en=(
            "The written order has no number yet.",
            "Enter it, such as Sprin/123/XI/2024, and release again.",
        ),
        status=409,
    ),
    _kind(
        "revision_changes_people",
        id=(
            "Rencana baru mengubah tim, personel atau jam yang sudah ditandatangani.",
            "Cabut perintah ini dan ajukan yang baru untuk ditandatangani.",
        ),
        en=(
            "The new plan changes crews, people or hours that were signed.",
            "Withdraw this order and submit a new one to be signed.",
        ),
        status=409,
    ),
    _kind(
        "crews_still_out",
        id=(
            "Apel penutup belum masuk dari tim {crews}.",
            "Hubungi timnya; jika sudah pasti kembali, selesaikan dengan menulis alasan.",
        ),
        en=(
            "The closing roll-call of crew {crews} has not come in.",
            "Call the crew; if it is back for sure, finish with a reason.",
        ),
        status=409,
    ),
    _kind(
        "handover_unknown",
        id=("Tidak ada serah terima {handover}.", "Muat ulang daftarnya."),
        en=("There is no handover {handover}.", "Load the list again."),
        status=404,
    ),
    _kind(
        "handover_of_another",
        id=(
            "Serah terima ini bukan antara akun ini dan yang lain.",
            "Hanya Padal yang ditunjuk yang menerima atau menolak; hanya yang menawarkan mencabut.",
        ),
        en=(
            "This handover is between others.",
            "Only the one it was offered to accepts or declines; only its giver withdraws it.",
        ),
        status=409,
    ),
    _kind(
        "duty_not_yours",
        id=("Piket ini dipegang {holder}.", "Minta serah terima dari pemegangnya."),
        en=("The watch is held by {holder}.", "Ask its holder to hand it over."),
        status=409,
    ),
    _kind(
        "recipient_not_duty_officer",
        id=(
            "{account} bukan Padal wilayah ini.",
            "Pilih akun Padal lain yang wilayahnya mencakup piket ini.",
        ),
        en=(
            "{account} is no duty officer of this area.",
            "Choose another duty officer whose area takes in this watch.",
        ),
        status=409,
    ),
    _kind(
        "night_cannot_go_on",
        id=(
            "Sisa giat tim {crew} tidak lagi cukup untuk yang sudah ditetapkan.",
            "Akhiri giat tim itu (tim keluar), lalu susun ulang yang lain.",
        ),
        en=(
            "The rest of the shift is too short for what crew {crew} has begun.",
            "End that crew's shift (a lost crew) and plan the others anew.",
        ),
    ),
    _kind(
        "no_crews",
        id=(
            "Tidak ada tim untuk malam ini.",
            "Beri kuat pers dengan paling sedikit satu katim Polri.",
        ),
        en=("There is no crew tonight.", "Give a roster with at least one police lead."),
    ),
    _kind(
        "pin_cannot_be",
        id=(
            "Titik wajib {pin} tidak mungkin: {why}.",
            "Ubah titik, jam, blok, atau tim yang diminta; tulis TITIK[@22:30|#BLOK][=TIM].",
        ),
        en=(
            "The pin {pin} cannot be: {why}.",
            "Change its place, hour, block or crew; write PLACE[@22:30|#BLOCK][=CREW].",
        ),
    ),
    _kind(
        "pins_do_not_fit",
        id=(
            "Tidak semua titik wajib muat dalam giat ini; yang tidak: {places}.",
            "Kurangi titik wajib, longgarkan jam atau timnya, atau tambah tim atau waktu giat.",
        ),
        en=(
            "Not all pins fit into this shift; these do not: {places}.",
            "Pin fewer places, leave their hour or crew open, or add a crew or time.",
        ),
    ),
    _kind(
        "unknown_place",
        id=(
            "Tidak ada titik “{name}” di kecamatan ini.",
            "Pakai id atau nama titik, misalnya: {near}.",
        ),
        en=(
            "There is no place “{name}” in this district.",
            "Use the id or name of a place, such as: {near}.",
        ),
    ),
    _kind(
        "unknown_leg",
        id=(
            "{file}, baris {line}: tidak ada titik atau jalan bernama “{name}” di peta ini.",
            "Pakai id titik, nama titik, atau nama jalan, misalnya: {closest}.",
        ),
        en=(
            "{file}, line {line}: this map has no place or street “{name}”.",
            "Use a place id, the name of a place or of a street, such as: {closest}.",
        ),
    ),
    _kind(
        "ambiguous_name",
        id=(
            "{file}, baris {line}: ada beberapa titik bernama “{name}”.",
            "Tulis id titik yang dimaksud: {candidates}.",
        ),
        en=(
            "{file}, line {line}: several places have the name “{name}”.",
            "Write the id of the one you mean: {candidates}.",
        ),
    ),
    _kind(
        "ambiguous_place",
        id=(
            "“{name}” adalah nama beberapa titik.",
            "Tulis id titik yang dimaksud: {candidates}.",
        ),
        en=(
            "“{name}” is the name of several places.",
            "Write the id of the one you mean: {candidates}.",
        ),
    ),
    _kind(
        "street_outside",
        id=(
            "{file}, baris {line}: Jalan “{name}” ada di peta, tetapi di luar {district}.",
            "Pilih jalan atau titik di dalam kecamatan.",
        ),
        en=(
            "{file}, line {line}: the street “{name}” is on the map, but outside {district}.",
            "Choose a street or place inside the district.",
        ),
    ),
    _kind(
        "shift_of_zero_length",
        id=(
            "Giat mulai dan selesai pada jam yang sama, {start}.",
            "Isi jam selesai yang lain, misalnya: --from 22:00 --to 01:00",
        ),
        en=(
            "The shift begins and ends at the same time, {start}.",
            "Give another end, for example: --from 22:00 --to 01:00",
        ),
    ),
    # Folders that sejuk writes and reads: raised in `files`.
    _kind(
        "not_a_district",
        id=(
            "{folder} bukan folder kecamatan buatan sejuk.",
            "Buat dulu dengan: sejuk district build --out {folder}",
        ),
        en=(
            "{folder} is not a district folder made by sejuk.",
            "Make one first: sejuk district build --out {folder}",
        ),
        status=404,
    ),
    _kind(
        "district_version",
        id=(
            "Folder kecamatan {folder} berformat {found}; versi ini membaca format {expected}.",
            "Buat ulang dengan: sejuk district build",
        ),
        en=(
            "The district folder {folder} has format {found}; this version reads {expected}.",
            "Build it again with: sejuk district build",
        ),
    ),
    _kind(
        "district_damaged",
        id=(
            "Folder kecamatan {folder} rusak atau diubah: {file}.",
            "Hapus folder itu dan buat ulang dengan: sejuk district build",
        ),
        en=(
            "The district folder {folder} is damaged or was changed: {file}.",
            "Delete it and build it again with: sejuk district build",
        ),
    ),
    _kind(
        "folder_not_ours",
        id=(
            "{folder} berisi {file}, yang bukan tulisan sejuk atau sudah diubah; tidak ditimpa.",
            "Pilih folder lain, atau pindahkan berkas itu dulu.",
        ),
        en=(
            "{folder} holds {file}, which sejuk did not write or was changed; it is left alone.",
            "Choose another folder, or move that file away first.",
        ),
        status=409,
    ),
    _kind(
        "other_simulation",
        id=(
            "{folder} berisi simulasi lain: {what} berbeda.",
            "Ulangi dengan pilihan yang sama, atau pilih folder lain.",
        ),
        en=(
            "{folder} holds another simulation: {what} differs.",
            "Repeat it with the same options, or choose another folder.",
        ),
        status=409,
    ),
    _kind(
        "not_a_folder",
        id=("{folder} bukan folder.", "Pilih nama folder lain untuk hasilnya."),
        en=("{folder} is not a folder.", "Choose another folder for the results."),
    ),
    _kind(
        "folder_is_current",
        id=(
            "{folder} adalah folder tempat perintah ini dijalankan, jadi tidak bisa diganti.",
            "Sebutkan folder baru di dalamnya, misalnya: --out hasil",
        ),
        en=(
            "{folder} is the folder this command runs in, so it cannot be replaced.",
            "Name a new folder inside it, for example: --out results",
        ),
    ),
    _kind(
        "no_permission",
        id=(
            "Tidak ada izin menulis di {folder}; tidak ada yang ditulis.",
            "Pilih folder milik Anda sendiri.",
        ),
        en=(
            "There is no permission to write {folder}; nothing was written.",
            "Choose a folder of your own.",
        ),
        status=403,
    ),
    _kind(
        "disk_full",
        id=(
            "Penyimpanan penuh saat menulis {folder}; tidak ada yang ditulis.",
            "Kosongkan ruang atau pilih penyimpanan lain, lalu ulangi.",
        ),
        en=(
            "The disk is full while writing {folder}; nothing was written.",
            "Free some space or choose another disk, then try again.",
        ),
        status=507,
    ),
    _kind(
        "write_failed",
        id=(
            "{folder} tidak dapat ditulis: {detail}; tidak ada yang ditulis.",
            "Periksa penyimpanan itu atau pilih folder lain.",
        ),
        en=(
            "{folder} cannot be written: {detail}; nothing was written.",
            "Check that disk or choose another folder.",
        ),
        status=500,
    ),
    _kind(
        "write_interrupted",
        id=(
            "Penulisan {folder} terputus; isi yang lama utuh di {kept}.",
            "Ganti nama {kept} menjadi {folder}, lalu ulangi.",
        ),
        en=(
            "Writing {folder} was interrupted; the old content is whole in {kept}.",
            "Rename {kept} to {folder}, then try again.",
        ),
        status=500,
    ),
    # Building a district (geo).
    _kind(
        "no_usable_streets",
        id=(
            "Tidak ada jalan yang bisa dilalui dengan berjalan kaki.",
            "Pakai data jalan OSM dengan kolom highway yang terisi.",
        ),
        en=(
            "No street can be used on foot.",
            "Use OSM street data whose highway column is filled in.",
        ),
    ),
    _kind(
        "area_without_streets",
        id=(
            "Tidak ada jalan dalam {metres} m dari {area}.",
            "Pakai data jalan yang mencakup seluruh wilayah, sebaiknya 600 m lebih luas.",
        ),
        en=(
            "There is no street within {metres} m of {area}.",
            "Use street data that covers the whole area, better still 600 m around it.",
        ),
    ),
    _kind(
        "place_outside_area",
        id=(
            "Titik {place} terletak lebih dari {metres} m di luar semua wilayah.",
            "Periksa bujur dan lintangnya, atau hapus baris itu.",
        ),
        en=(
            "The place {place} is more than {metres} m outside all neighbourhoods.",
            "Check its longitude and latitude, or take the row out.",
        ),
    ),
    _kind(
        "district_too_large",
        id=(
            "{count} wilayah terlalu banyak untuk satu wilayah perencanaan (paling banyak {most}).",
            "Bagi menurut kecamatan, dan buat satu per satu.",
        ),
        en=(
            "{count} neighbourhoods are too many for one planning area (at most {most}).",
            "Divide it by district (kecamatan) and build one at a time.",
        ),
    ),
    # The engine and the field's own benchmarks: `planning/engine`, `files/orienteering`.
    _kind(
        "bad_search_input",
        id=("Soal rute tidak dapat dihitung: {detail}.", "Perbaiki bagian itu, lalu coba lagi."),
        en=("The routing problem cannot be solved: {detail}.", "Mend that part and try again."),
    ),
    _kind(
        "items_do_not_fit",
        id=(
            "Kunjungan yang wajib tidak muat dalam waktu regu.",
            "Kurangi titik wajib, longgarkan jamnya, atau perpanjang waktu patroli.",
        ),
        en=(
            "The visits that must be made do not fit into the crews' time.",
            "Ask for fewer, widen their hours, or make the shift longer.",
        ),
    ),
    _kind(
        "bad_orienteering_file",
        id=(
            "{file}, baris {line}: {detail}.",
            "Periksa apakah --format cocok dengan berkasnya (top atau toptw).",
        ),
        en=(
            "{file}, line {line}: {detail}.",
            "Check that --format suits the file (top or toptw).",
        ),
    ),
    # Life cycles: raised in `operations`.
    _kind(
        "step_not_from_here",
        id=(
            "{thing} berstatus “{state}”; langkah “{step}” tidak ada dari sana.",
            "Muat ulang halaman. Langkah yang ada: {steps}.",
        ),
        en=(
            "The {thing} is “{state}”; there is no step “{step}” from there.",
            "Load the page again. The steps there are: {steps}.",
        ),
        status=409,
    ),
    _kind(
        "step_not_yours",
        id=(
            "Langkah “{step}” untuk {thing} bukan wewenang akun ini.",
            "Minta kepada yang berwenang: {roles}.",
        ),
        en=(
            "The step “{step}” of the {thing} is not for this account.",
            "Ask one who may: {roles}.",
        ),
        status=403,
    ),
    _kind(
        "reason_missing",
        id=("Langkah ini perlu alasan.", "Tulis alasannya dengan singkat."),
        en=("This step needs a reason.", "Write it in a few words."),
    ),
    _kind(
        "not_yet_due",
        id=("Belum waktunya; baru pada {due}.", "Tunggu sampai waktunya."),
        en=("It is not time yet; that is at {due}.", "Wait until then."),
        status=409,
    ),
    _kind(
        "changed_meanwhile",
        id=(
            "{thing} sudah diubah orang lain sejak terakhir Anda lihat.",
            "Lihat keadaan terbarunya, lalu putuskan lagi.",
        ),
        en=(
            "Somebody else has changed the {thing} since you last saw it.",
            "Look at it as it is now and decide again.",
        ),
        status=409,
    ),
    _kind(
        "no_legal_basis",
        id=("Operasi ini belum punya dasar hukum.", "Tulis dasar hukum dan nomor perintahnya."),
        en=("This operation has no legal basis.", "Name the law, the order and its number."),
    ),
    _kind(
        "operation_expiry_out_of_range",
        id=(
            "Operasi tidak dapat berlaku sampai {expires}.",
            "Pilih tanggal setelah hari ini dan paling lambat {latest} ({days} hari).",
        ),
        en=(
            "An operation cannot last until {expires}.",
            "Choose a date after today and by {latest} ({days} days).",
        ),
    ),
    _kind(
        "no_running_operation",
        id=(
            "Tidak ada operasi yang berjalan; rencana tidak dapat diterbitkan atau dilaksanakan.",
            "Minta pimpinan memulai operasi dengan dasar hukum dan masa berlaku.",
        ),
        en=(
            "No operation is running; no plan can be released or carried out.",
            "Ask the commanders to start one, with its legal basis and expiry.",
        ),
        status=409,
    ),
    _kind(
        "operation_expires_before_shift",
        id=(
            "Operasi habis masa berlakunya pada {expires}, sebelum giat selesai.",
            "Perpanjang operasi, atau rencanakan giat yang lebih awal.",
        ),
        en=(
            "The operation expires on {expires}, before the shift ends.",
            "Extend the operation, or plan an earlier shift.",
        ),
        status=409,
    ),
    _kind(
        "plan_breaks_rules",
        id=(
            "Pemeriksa menemukan {count} pelanggaran aturan dalam rencana ini.",
            "Buat rencana lagi; jangan mengubah berkasnya dengan tangan.",
        ),
        en=(
            "The checker found {count} broken rules in this plan.",
            "Plan again; do not change the file by hand.",
        ),
    ),
    _kind(
        "plan_without_crews",
        id=(
            "Rencana ini tidak menugaskan seorang pun.",
            "Buat rencana dengan paling sedikit satu tim.",
        ),
        en=("This plan sends nobody.", "Plan with at least one crew."),
    ),
    _kind(
        "agency_not_in_plan",
        id=(
            "Instansi {agency} tidak menyumbang orang dalam rencana ini.",
            "Tanda tangan diperlukan dari: {agencies}.",
        ),
        en=(
            "The agency {agency} contributes nobody to this plan.",
            "Signatures are needed from: {agencies}.",
        ),
        status=403,
    ),
    _kind(
        "already_signed",
        id=("Instansi {agency} sudah menandatangani.", "Tidak ada yang perlu dilakukan."),
        en=("The agency {agency} has signed already.", "There is nothing to do."),
        status=409,
    ),
    _kind(
        "signatures_missing",
        id=(
            "Belum ditandatangani oleh: {agencies}.",
            "Minta tanda tangan pimpinan setiap instansi yang menyumbang orang.",
        ),
        en=(
            "Not signed yet by: {agencies}.",
            "Ask the commander of each agency that contributes people to sign.",
        ),
        status=409,
    ),
    _kind(
        "tni_request_missing",
        id=(
            "Ada prajurit TNI dalam rencana ini, tanpa nomor permintaan dan masa berlakunya.",
            "Isi nomor surat permintaan bantuan dan tanggal berakhirnya.",
        ),
        en=(
            "There are soldiers in this plan, without a request number and its expiry.",
            "Give the number of the request for assistance and the day on which it ends.",
        ),
    ),
    _kind(
        "tni_request_expires",
        id=(
            "Permintaan bantuan TNI berlaku sampai {until}; giat selesai {ends}.",
            "Minta perpanjangan, atau rencanakan tanpa prajurit TNI.",
        ),
        en=(
            "The request for soldiers is valid until {until}; the shift ends on {ends}.",
            "Ask for an extension, or plan without soldiers.",
        ),
    ),
    _kind(
        "soldiers_without_police_lead",
        id=(
            "Tim {crew} membawa prajurit TNI tanpa pimpinan dari Polri.",
            "Setiap tim dengan TNI dipimpin polisi; buat rencana lagi.",
        ),
        en=(
            "Crew {crew} has soldiers and no police lead.",
            "The police lead every crew with soldiers; plan again.",
        ),
    ),
    _kind(
        "shift_is_over",
        id=("Giat dalam rencana ini sudah selesai pada {ends}.", "Buat rencana untuk malam ini."),
        en=("The shift of this plan ended on {ends}.", "Plan for tonight."),
        status=409,
    ),
    _kind(
        "no_crew",
        id=("Akun ini tidak termasuk satu tim pun malam ini.", "Minta Padal memasukkannya ke tim."),
        en=("This account belongs to no crew tonight.", "Ask the duty officer to put it into one."),
        status=409,
    ),
    _kind(
        "task_of_another_crew",
        id=("Tugas ini sedang dipegang tim {crew}.", "Bicarakan dengan tim itu atau dengan Padal."),
        en=("Crew {crew} has this task.", "Talk to that crew or to the duty officer."),
        status=409,
    ),
    _kind(
        "directive_not_acknowledged",
        id=(
            "Arahan ini belum Anda nyatakan siap, jadi belum dapat diteruskan.",
            "Baca arahannya, nyatakan siap, lalu teruskan.",
        ),
        en=(
            "You have not acknowledged this directive, so you cannot pass it on.",
            "Read it, acknowledge it, then pass it on.",
        ),
        status=409,
    ),
    _kind(
        "not_below_in_chain",
        id=(
            "{recipient} tidak berada di bawah Anda dalam jalur komando wilayah ini.",
            "Pilih penerima di bawah Anda, dalam wilayah yang sama.",
        ),
        en=(
            "{recipient} does not stand below you in the chain of this area.",
            "Choose a recipient below you, in the same area.",
        ),
        status=403,
    ),
    _kind(
        "directive_of_another",
        id=("Arahan ini ditujukan kepada {recipient}.", "Setiap penerima menjawab sendiri."),
        en=("This directive is for {recipient}.", "Each recipient answers in person."),
        status=403,
    ),
    _kind(
        "directive_not_yours",
        id=("Arahan ini ditulis akun lain.", "Minta penulisnya untuk mencabut."),
        en=("Another account wrote this directive.", "Ask its writer to withdraw it."),
        status=403,
    ),
    _kind(
        "alarm_needs_name",
        id=("Alarm ditangani oleh orang yang bernama.", "Tulis nama dan pangkat yang menangani."),
        en=("An alarm is taken by a named person.", "Write the name and rank of who takes it."),
    ),
    _kind(
        "alarm_needs_service",
        id=(
            "Belum disebut kepada siapa diserahkan.",
            "Sebutkan layanannya, misalnya 110 atau 112.",
        ),
        en=("It is not said who takes over.", "Name the service, such as 110 or 112."),
    ),
    _kind(
        "alarm_needs_outcome",
        id=("Alarm tidak ditutup tanpa hasil.", "Tulis apa yang terjadi."),
        en=("An alarm is not closed without an outcome.", "Write what became of it."),
    ),
    _kind(
        "early_warning_needs_name",
        id=(
            "Peringatan dini diputuskan oleh orang yang bernama.",
            "Tulis nama dan pangkat yang memutuskan.",
        ),
        en=(
            "An early warning is decided on by a named person.",
            "Write the name and rank of who decides.",
        ),
    ),
    _kind(
        "early_warning_not_quiet",
        id=(
            "Peringatan dini ini baru berakhir setelah {days} hari tenang.",
            "Tunggu; program mengakhirinya sendiri.",
        ),
        en=(
            "This early warning ends only after {days} quiet days.",
            "Wait; the program ends it by itself.",
        ),
        status=409,
    ),
    _kind(
        "concern_needs_owner",
        id=(
            "Keluhan ditangani oleh satu instansi yang ada di daftar.",
            "Pilih pemilik dari daftar.",
        ),
        en=(
            "A concern is in the hands of one office of the list.",
            "Choose an owner from the list.",
        ),
    ),
    _kind(
        "concern_needs_institution",
        id=(
            "Belum jelas keluhan diteruskan ke instansi mana.",
            "Pilih instansi dari daftar.",
        ),
        en=(
            "To whom the concern is passed on is not said.",
            "Choose an institution from the list.",
        ),
    ),
    _kind(
        "concern_due_out_of_range",
        id=(
            "Batas waktu keluhan harus hari ini sampai {days} hari ke depan.",
            "Pilih tanggal di antara keduanya.",
        ),
        en=(
            "A concern is due today or within the next {days} days.",
            "Choose a date in between.",
        ),
    ),
    _kind(
        "concern_needs_answer",
        id=("Jawaban untuk warga masih kosong.", "Tulis apa yang sudah dilakukan."),
        en=("The answer to the resident is empty.", "Write what was done."),
    ),
    _kind(
        "concern_answer_not_public",
        id=(
            "Jawaban ini akan dibaca umum, tetapi memuat nomor, alamat surel atau akun seseorang.",
            "Hapus bagian yang ditandai, lalu kirim lagi.",
        ),
        en=(
            "This answer will be public, but it holds somebody's number, e-mail or account.",
            "Take out what is marked, and send it again.",
        ),
    ),
    _kind(
        "concern_answer_harsh",
        id=(
            "Jawaban ini mengancam, memberi cap, atau menyalahkan.",
            "Tulis apa yang sudah dilakukan, tanpa ancaman dan tanpa menyebut kelompok.",
        ),
        en=(
            "This answer threatens, labels or blames.",
            "Write what was done, without a threat and without naming a group.",
        ),
    ),
    _kind(
        "concern_cannot_merge",
        id=(
            "Keluhan itu tidak dapat menjadi induk: bukan dari kecamatan ini, atau sudah digabung.",
            "Pilih keluhan lain yang masih berdiri sendiri.",
        ),
        en=(
            "That concern cannot take this one in: of another district, or merged itself.",
            "Choose another one that stands for itself.",
        ),
        status=409,
    ),
    _kind(
        "concern_not_overdue",
        id=("Batas waktu keluhan ini belum lewat.", "Tunggu; program melakukannya sendiri."),
        en=("This concern is not overdue.", "Wait; the program does it by itself."),
        status=409,
    ),
    # Tickets: raised in `engagement`.
    _kind(
        "ticket_misread",
        id=(
            "Kode tiket ini salah tulis.",
            "Periksa sembilan huruf dan angka pada kertas; huruf O dan I tidak dipakai.",
        ),
        en=(
            "This ticket code is miswritten.",
            "Look at the nine letters and digits on the slip; there is no O and no I.",
        ),
    ),
    # Rumours: raised in `operations` and `app/rumours`.
    _kind(
        "claim_not_assessed",
        id=(
            "Isu ini belum dinilai.",
            "Nilai dahulu bahayanya (0–3) dan siapa yang disebut di dalamnya.",
        ),
        en=("This claim is not assessed yet.", "Assess its harm (0–3) and whom it is about first."),
        status=409,
    ),
    _kind(
        "verdict_missing",
        id=("Putusan ini bukan yang diusulkan, atau belum disebut.", "Sebutkan satu putusan."),
        en=("The verdict is not named, or not the one that was proposed.", "Name one verdict."),
    ),
    _kind(
        "evidence_missing",
        id=(
            "Tidak ada putusan tanpa bukti.",
            "Lampirkan bukti, atau usulkan `belum dapat dipastikan`.",
        ),
        en=("There is no verdict without evidence.", "Attach evidence, or propose `unsettled`."),
        status=409,
    ),
    _kind(
        "independent_source_missing",
        id=(
            "Isu tentang Polri, TNI, pemerintah atau calon belum punya sumber independen.",
            (
                "Lampirkan sumber dari penyelenggara pemilu, pemeriksa fakta atau pengadilan; "
                "sampai ada, putusannya `belum dapat dipastikan`."
            ),
        ),
        en=(
            "A claim about police, army, government or a candidate has no independent source yet.",
            (
                "Attach one by an election body, a fact-checker or a court; until there is one, "
                "its verdict is `unsettled`."
            ),
        ),
        status=409,
    ),
    _kind(
        "own_verdict",
        id=("Akun ini sendiri yang mengusulkan putusannya.", "Minta akun lain menyetujui."),
        en=("This account proposed the verdict itself.", "Ask another account to approve it."),
        status=403,
    ),
    _kind(
        "already_approved",
        id=("Akun ini sudah menyetujui putusan itu.", "Minta akun lain menyetujui."),
        en=("This account has approved that verdict already.", "Ask another account to approve."),
        status=409,
    ),
    _kind(
        "approvers_missing",
        id=(
            "Putusan ini perlu {needed} persetujuan akun lain; baru ada {there}.",
            "Minta persetujuan Humas, pimpinan instansi atau Padal.",
        ),
        en=(
            "This verdict needs the approval of {needed} other accounts; there are {there}.",
            "Ask public relations, the head of an agency or the duty officer.",
        ),
        status=409,
    ),
    _kind(
        "aside_missing",
        id=(
            "Belum disebut mengapa ini bukan urusan meja isu.",
            "Pilih: pendapat, kritik, satire, atau kosong.",
        ),
        en=(
            "It is not said why this is no matter of the rumour desk.",
            "Choose: opinion, criticism, satire, or empty.",
        ),
    ),
    _kind(
        "answer_stands",
        id=(
            "Masih ada {count} jawaban yang terbit untuk isu ini.",
            "Tarik dahulu jawabannya, lalu kesampingkan isunya.",
        ),
        en=(
            "There are {count} published answers to this claim.",
            "Withdraw them first, then set the claim aside.",
        ),
        status=409,
    ),
    _kind(
        "answer_does_not_fit",
        id=(
            "Jenis jawaban tidak cocok dengan putusan isunya.",
            (
                "Tidak benar: untuk salah atau menyesatkan; sebagian: benar sebagian; ditangani: "
                "benar; dikabari: sedang diperiksa atau belum pasti; lebih dulu: tanpa isu."
            ),
        ),
        en=(
            "The kind of answer does not fit the verdict on its claim.",
            (
                "False: for false or misleading; partly: for partly true; handled: for true; "
                "unknown: under verification or unsettled; ahead: without a claim."
            ),
        ),
        status=409,
    ),
    _kind(
        "answer_or_reason",
        id=(
            "Isu ini tidak punya jawaban yang terbit.",
            "Terbitkan jawaban, atau tulis alasan mengapa tidak dijawab.",
        ),
        en=(
            "There is no published answer to this claim.",
            "Publish one, or write the reason why it is not answered.",
        ),
        status=409,
    ),
    _kind(
        "own_answer",
        id=("Akun ini ikut menulis jawabannya.", "Minta akun lain yang memutuskan."),
        en=("This account had a hand in the answer.", "Ask another account to decide."),
        status=403,
    ),
    _kind(
        "corrected_already",
        id=(
            "Jawaban yang hendak diralat sudah tidak terbit.",
            "Buka jawaban yang sekarang terbit, lalu ralat yang itu.",
        ),
        en=(
            "The answer that this would correct does not stand any more.",
            "Open the one that stands now, and correct that.",
        ),
        status=409,
    ),
    _kind(
        "answer_taken_back",
        id=(
            "Jawaban di alamat ini sudah ditarik: isinya tidak berlaku lagi.",
            "Jangan meneruskannya. Jawaban yang berlaku ada di halaman publik.",
        ),
        en=(
            "The answer at this address was withdrawn: what it said no longer holds.",
            "Do not pass it on. The answers that stand are on the public page.",
        ),
        status=410,
    ),
    _kind(
        "objection_needs_name",
        id=(
            "Keberatan diputuskan oleh orang yang bernama.",
            "Tulis nama dan pangkat yang memutuskan.",
        ),
        en=(
            "An objection is decided on by a named person.",
            "Write the name and rank of who decides.",
        ),
    ),
    _kind(
        "claim_unknown",
        id=("Tidak ada isu {claim} di sini.", "Periksa daftar isu."),
        en=("There is no claim {claim} here.", "Look at the list of claims."),
        status=404,
    ),
    _kind(
        "sighting_unknown",
        id=("Tidak ada kabar {sighting} di sini.", "Muat ulang daftar kabar yang masuk."),
        en=("There is no sighting {sighting} here.", "Load the list of sightings again."),
        status=404,
    ),
    _kind(
        "sighting_matched",
        id=("Kabar ini sudah dipasangkan ke satu isu.", "Pisahkan dahulu bila keliru."),
        en=("This sighting is matched to a claim already.", "If that is wrong, split it first."),
        status=409,
    ),
    _kind(
        "sighting_not_matched",
        id=("Kabar ini belum dipasangkan.", "Muat ulang daftar kabar yang masuk."),
        en=("This sighting is matched to no claim.", "Load the list of sightings again."),
        status=409,
    ),
    _kind(
        "heard_in_future",
        id=("Waktu kabar ini terdengar masih di depan.", "Periksa jam dan tanggalnya."),
        en=("The time at which it was heard lies ahead.", "Check the time and date."),
    ),
    _kind(
        "evidence_unknown",
        id=("Tidak ada bukti {evidence} yang berlaku.", "Periksa daftar bukti isu itu."),
        en=("There is no evidence {evidence} that stands.", "Look at the claim's evidence."),
        status=404,
    ),
    _kind(
        "address_unusable",
        id=(
            "Alamat sumber tidak dapat dipakai.",
            "Tulis alamat halaman http atau https, tanpa spasi dan tanpa nama pengguna.",
        ),
        en=(
            "The source's address cannot be used.",
            "Write the address of an http or https page, without spaces or a user's name.",
        ),
    ),
    _kind(
        "address_is_an_account",
        id=(
            "Alamat itu halaman media sosial: menunjuk akun seseorang.",
            "Pakai halaman resmi lembaganya, pemeriksa fakta atau arsip berita.",
        ),
        en=(
            "That address is on social media: it points at somebody's account.",
            "Use the body's own page, a fact-checker or a newspaper's archive.",
        ),
    ),
    _kind(
        "answer_unknown",
        id=("Tidak ada jawaban {answer} di sini.", "Periksa daftar jawaban."),
        en=("There is no answer {answer} here.", "Look at the list of answers."),
        status=404,
    ),
    _kind(
        "answer_not_published",
        id=("Jawaban ini tidak sedang terbit.", "Pilih jawaban yang terbit."),
        en=("This answer is not published now.", "Choose one that is."),
        status=409,
    ),
    _kind(
        "objection_unknown",
        id=("Tidak ada keberatan {objection} di sini.", "Periksa daftar keberatan."),
        en=("There is no objection {objection} here.", "Look at the list of objections."),
        status=404,
    ),
    _kind(
        "feedback_does_not_add_up",
        id=(
            "Ada jawaban lebih banyak daripada warga yang ditanya.",
            "Periksa jumlah warga yang ditanya.",
        ),
        en=("There are more answers than residents who were asked.", "Check how many were asked."),
    ),
    # Accounts and access: raised in `app`.
    _kind(
        "not_allowed",
        id=("Akun {role} tidak berwenang melakukan ini.", "Yang berwenang: {roles}."),
        en=("A {role} account may not do this.", "Those who may: {roles}."),
        status=403,
    ),
    _kind(
        "not_your_area",
        id=("{area} berada di luar wilayah akun ini ({own}).", "Minta akun dari wilayah itu."),
        en=("{area} lies outside this account's area ({own}).", "Ask an account of that area."),
        status=403,
    ),
    _kind(
        "code_not_valid",
        id=(
            "Tautan atau kode ini sudah dipakai, sudah lewat waktunya, atau salah.",
            "Minta yang baru kepada administrator.",
        ),
        en=(
            "This link or code has been used, has run out, or is wrong.",
            "Ask the administrator for a new one.",
        ),
        status=403,
    ),
    _kind(
        "account_id_missing",
        id=("Nama akun belum diisi.", "Pilih nama akun, misalnya admin-johar-baru."),
        en=("The account's id is missing.", "Choose one, such as admin-johar-baru."),
    ),
    _kind(
        "account_taken",
        id=("Akun {account} sudah ada.", "Pilih nama akun lain."),
        en=("There is an account {account} already.", "Choose another id."),
        status=409,
    ),
    _kind(
        "account_unknown",
        id=("Tidak ada akun aktif bernama {account}.", "Periksa daftar akun."),
        en=("There is no open account {account}.", "Look at the list of accounts."),
        status=404,
    ),
    _kind(
        "own_account",
        id=("Akun sendiri tidak dapat ditutup.", "Minta administrator lain menutupnya."),
        en=("You cannot close your own account.", "Ask another administrator to close it."),
        status=409,
    ),
    _kind(
        "office_not_of_agency",
        id=("Peran ini bukan untuk instansi {agency}.", "Peran ini untuk: {agencies}."),
        en=("This role is not one of the agency {agency}.", "It is for: {agencies}."),
    ),
    _kind(
        "password_too_weak",
        id=(
            "Kata sandi terlalu lemah.",
            "Pakai {least} sampai {most} karakter, misalnya empat kata, tanpa nama akun.",
        ),
        en=(
            "The password is too weak.",
            "Use {least} to {most} characters, four words for example, without the account's id.",
        ),
    ),
    _kind(
        "totp_code_wrong",
        id=(
            "Kode enam angka tidak cocok.",
            "Periksa jam ponsel, pindai ulang kode QR, lalu isi angka yang sedang tampil.",
        ),
        en=(
            "The six digits do not fit.",
            "Check the phone's clock, scan the QR code again, and type the digits shown now.",
        ),
    ),
    _kind(
        "sign_in_refused",
        id=(
            "Akun, kata sandi, atau kode enam angka tidak cocok.",
            "Coba lagi dengan kode berikutnya; setiap kode hanya berlaku satu kali.",
        ),
        en=(
            "Account, password or six digits do not fit.",
            "Try again with the next code; each code works once.",
        ),
        status=401,
    ),
    _kind(
        "not_signed_in",
        id=(
            "Anda belum masuk, atau sesi ini sudah berakhir.",
            "Masuk lagi; antrean tetap tersimpan.",
        ),
        en=(
            "You are not signed in, or this session has ended.",
            "Sign in again; the queue is kept.",
        ),
        status=401,
    ),
    _kind(
        "session_unknown",
        id=("Sesi itu tidak ada pada akun ini.", "Muat ulang daftar sesi."),
        en=("This account has no such session.", "Load the list of sessions again."),
        status=404,
    ),
    _kind(
        "device_unknown",
        id=("Tidak ada gawai aktif bernama {device}.", "Periksa daftar gawai."),
        en=("There is no device {device} in use.", "Look at the list of devices."),
        status=404,
    ),
    _kind(
        "no_device",
        id=("Sesi ini bukan pada gawai yang terdaftar.", "Daftarkan gawai dengan kode QR."),
        en=("This session is not on an enrolled device.", "Enrol the device with its QR code."),
        status=403,
    ),
    _kind(
        "device_not_yours",
        id=("Sesi ini bukan milik gawai {device}.", "Kirim dari gawai itu sendiri."),
        en=("This session is not one of the device {device}.", "Send from that device itself."),
        status=403,
    ),
    _kind(
        "district_unknown",
        id=("Server ini tidak punya wilayah {name}.", "Wilayah yang ada: {known}."),
        en=("This server has no district {name}.", "The districts it has: {known}."),
        status=404,
    ),
    _kind(
        "operation_unknown",
        id=("Tidak ada operasi {operation}.", "Periksa daftar operasi."),
        en=("There is no operation {operation}.", "Look at the list of operations."),
        status=404,
    ),
    _kind(
        "order_unknown",
        id=("Tidak ada surat perintah {order} untuk akun ini.", "Periksa daftar surat perintah."),
        en=("There is no order {order} for this account.", "Look at the list of orders."),
        status=404,
    ),
    _kind(
        "planning_broke_off",
        id=(
            "Penyusunan rencana terhenti tanpa hasil.",
            "Coba sekali lagi; jika terulang, pilih pencarian singkat dan beri tahu administrator.",
        ),
        en=(
            "The making of the plan broke off.",
            "Try once more; if it happens again, choose the quick search and tell the keeper.",
        ),
        status=500,
    ),
    _kind(
        "planning_unreadable",
        id=(
            "Perencanaan {planning} tidak dapat dibaca: rusak, atau ditulis versi lain.",
            "Mintalah rencana baru; perencanaan lain tetap dikerjakan.",
        ),
        en=(
            "Planning {planning} cannot be read: it is damaged, or another version wrote it.",
            "Ask for a new plan; the others are worked out as ever.",
        ),
        status=500,
    ),
    _kind(
        "order_not_to_be_changed",
        id=(
            "Perintah {order} tidak dapat diubah dengan cara ini sekarang.",
            "Konsep diubah sebelum diajukan; sisa malam disusun ulang setelah berangkat.",
        ),
        en=(
            "Order {order} cannot be changed in this way now.",
            "A draft is edited before it is submitted, the rest of a night once it is under way.",
        ),
        status=409,
    ),
    _kind(
        "task_unknown",
        id=("Tidak ada tugas {task}.", "Periksa daftar tugas."),
        en=("There is no task {task}.", "Look at the list of tasks."),
        status=404,
    ),
    _kind(
        "directive_unknown",
        id=("Tidak ada arahan {directive} untuk akun ini.", "Periksa daftar arahan."),
        en=("There is no directive {directive} for this account.", "Look at your directives."),
        status=404,
    ),
    _kind(
        "recipient_missing",
        id=("Penerima arahan belum disebut.", "Sebutkan akun penerimanya."),
        en=("It is not said who is to have the directive.", "Name the recipient's account."),
    ),
    _kind(
        "alarm_unknown",
        id=("Tidak ada alarm {alarm}.", "Periksa daftar alarm."),
        en=("There is no alarm {alarm}.", "Look at the list of alarms."),
        status=404,
    ),
    _kind(
        "area_not_sensed",
        id=(
            "Wilayah {area} tidak ada di peta {district}, atau batas tanpa titik.",
            "Pilih RW atau batas yang tampak di peta.",
        ),
        en=(
            "The map of {district} has no area {area}, or it is a border without places.",
            "Choose a neighbourhood or border that the map shows.",
        ),
        status=404,
    ),
    _kind(
        "early_warning_unknown",
        id=("Tidak ada peringatan dini {early_warning}.", "Periksa daftar peringatan dini."),
        en=("There is no early warning {early_warning}.", "Look at the list of early warnings."),
        status=404,
    ),
    _kind(
        "concern_unknown",
        id=("Tidak ada keluhan {concern}.", "Periksa daftar keluhan."),
        en=("There is no concern {concern}.", "Look at the list of concerns."),
        status=404,
    ),
    _kind(
        "concern_kind_unknown",
        id=("Jenis keluhan ini tidak ada di daftar.", "Pilih salah satu: {known}."),
        en=("There is no such kind of concern.", "Choose one of {known}."),
    ),
    _kind(
        "concern_visit_not_now",
        id=(
            "Keluhan ini tidak memerlukan kunjungan lagi, atau kunjungannya sudah direncanakan.",
            "Lihat tugasnya; buka lagi keluhannya bila belum selesai.",
        ),
        en=(
            "This concern needs no visit any more, or one is planned already.",
            "Look at its task; reopen the concern if it is not settled.",
        ),
        status=409,
    ),
    _kind(
        "ticket_unknown",
        id=(
            "Belum ada keluhan dengan kode tiket ini.",
            "Periksa kodenya. Bila baru diterima dari petugas, coba lagi besok.",
        ),
        en=(
            "There is no concern with this ticket code yet.",
            "Look at the code again. If an officer gave it to you just now, try again tomorrow.",
        ),
        status=404,
    ),
    # The public page: raised in `app/public`.
    _kind(
        "public_text_missing",
        id=("Isinya masih kosong.", "Tulis apa yang ingin disampaikan, lalu kirim lagi."),
        en=("The text is empty.", "Write what you want to say, and send it again."),
    ),
    _kind(
        "public_choice_missing",
        id=("Masih ada pilihan yang kosong.", "Pilih dari setiap daftar, lalu kirim lagi."),
        en=("Something has not been chosen.", "Choose from each list, and send it again."),
    ),
    _kind(
        "photo_digest_wrong",
        id=("Isi foto tidak cocok dengan sidik SHA-256-nya.", "Kirim ulang foto yang utuh."),
        en=("The photo is not the one that its SHA-256 names.", "Send the whole photo again."),
    ),
    _kind(
        "photo_kind_unknown",
        id=("Berkas ini bukan foto JPEG atau WebP.", "Simpan foto sebagai JPEG atau WebP."),
        en=("This is no JPEG or WebP photo.", "Save the photo as JPEG or WebP."),
    ),
    _kind(
        "track_unreadable",
        status=422,
        id=(
            "Jejak posisi tidak terbaca ({detail}).",
            "Pakai OwnTracks (mode HTTP), Traccar Client, atau berkas GPX dengan waktu.",
        ),
        en=(
            "The track cannot be read ({detail}).",
            "Use OwnTracks (HTTP mode), Traccar Client, or a GPX file with times.",
        ),
    ),
    _kind(
        "gpx_broken",
        status=422,
        id=("{file} itu bukan GPX yang utuh.", "Simpan jejaknya lagi sebagai GPX 1.1."),
        en=("That {file} is no whole GPX file.", "Save the track again as GPX 1.1."),
    ),
    _kind(
        "photo_has_notes",
        id=(
            "Foto ini masih memuat catatan kamera (tempat, nomor seri).",
            "Buang EXIF dan XMP sebelum mengirim; aplikasi lapangan melakukannya sendiri.",
        ),
        en=(
            "This photo still holds the camera's notes (place, serial number).",
            "Take EXIF and XMP out before sending; the field app does so by itself.",
        ),
    ),
    _kind(
        "photo_unknown",
        id=("Foto itu tidak ada, atau sudah berakhir.", "Foto disimpan 30 hari, lalu dihapus."),
        en=("There is no such photo, or it has ended.", "Photos are kept for 30 days."),
        status=404,
    ),
    # The server itself: raised in `web`.
    _kind(
        "request_malformed",
        id=("Permintaan ini tidak dapat dibaca: {detail}.", "Kirim JSON yang utuh dalam UTF-8."),
        en=("This request cannot be read: {detail}.", "Send whole JSON in UTF-8."),
        status=400,
    ),
    _kind(
        "request_invalid",
        id=("Isi permintaan tidak dapat dipakai: {detail}.", "Lihat bentuknya di /openapi.json."),
        en=("What the request says cannot be used: {detail}.", "Its form is in /openapi.json."),
    ),
    _kind(
        "entry_malformed",
        id=("Isian „{entry}” memakai tanda yang tidak dapat dipakai.", "Tulislah {allowed}."),
        en=("The entry “{entry}” has signs that cannot stand there.", "Write {allowed}."),
    ),
    _kind(
        "request_too_large",
        id=("Permintaan ini lebih besar dari {limit} kB.", "Kirim dalam beberapa bagian."),
        en=("This request is larger than {limit} kB.", "Send it in several parts."),
        status=413,
    ),
    _kind(
        "wrong_media_type",
        id=("Jenis isi ini tidak diterima.", "Kirim sebagai {expected}."),
        en=("This type of content is not taken.", "Send it as {expected}."),
        status=415,
    ),
    _kind(
        "request_forged",
        id=(
            "Permintaan ini tidak berasal dari halaman kami.",
            "Muat ulang halaman, lalu kirim lagi dari sana.",
        ),
        en=(
            "This request does not come from a page of ours.",
            "Load the page again and send from there.",
        ),
        status=403,
    ),
    _kind(
        "wrong_host",
        id=("Alamat ini bukan alamat server ini.", "Buka alamat yang ditampilkan sejuk serve."),
        en=("This is not the server's address.", "Open the address that sejuk serve shows."),
        status=421,
    ),
    _kind(
        "page_unknown",
        id=("Tidak ada apa-apa di alamat ini.", "Periksa alamatnya."),
        en=("There is nothing at this address.", "Check the address."),
        status=404,
    ),
    _kind(
        "method_unknown",
        id=("Alamat ini tidak menerima {method}.", "Yang diterima: {methods}."),
        en=("This address does not take {method}.", "It takes: {methods}."),
        status=405,
    ),
    _kind(
        "too_many_requests",
        id=("Terlalu banyak permintaan.", "Tunggu {seconds} detik, lalu coba lagi."),
        en=("There were too many requests.", "Wait {seconds} seconds, then try again."),
        status=429,
    ),
    _kind(
        "server_fault",
        id=(
            "Terjadi kesalahan di server ini (nomor {number}). Tidak ada yang tersimpan setengah.",
            "Coba lagi; jika berulang, laporkan nomornya kepada administrator.",
        ),
        en=(
            "Something went wrong in this server (number {number}). Nothing is half-kept.",
            "Try again; if it goes on, tell the administrator the number.",
        ),
        status=500,
    ),
    _kind(
        "server_stopping",
        id=("Server sedang berhenti.", "Tunggu sebentar, lalu sambungkan lagi."),
        en=("The server is stopping.", "Wait a moment, then connect again."),
        status=503,
    ),
    _kind(
        "address_not_secure",
        id=(
            "Di alamat {address}, kata sandi akan lewat jaringan tanpa sandi.",
            "Pasang perantara HTTPS di depan server dan sebutkan: --url https://…",
        ),
        en=(
            "At the address {address}, passwords would cross the network in the clear.",
            "Put an HTTPS proxy in front of the server and name it: --url https://…",
        ),
    ),
    _kind(
        "port_taken",
        id=("Porta {port} tidak dapat dipakai: {detail}.", "Pilih porta lain: --port 8081"),
        en=("The port {port} cannot be used: {detail}.", "Choose another: --port 8081"),
        status=500,
    ),
    _kind(
        "server_refused",
        id=("Server menolak: {title} [{problem}]", "Lihat kode itu di halaman masalah."),
        en=(
            "The server refused: {title} [{problem}]",
            "Look that code up on the page of problems.",
        ),
    ),
    _kind(
        "server_unreachable",
        id=("Server tidak menjawab: {detail}.", "Periksa apakah server berjalan dan alamatnya."),
        en=("The server does not answer: {detail}.", "Check that it runs, and its address."),
        status=502,
    ),
    # The draw.
    _kind(
        "bad_draw_seed",
        id=(
            "Benih undian atau garamnya {found} bita; seharusnya {seed} dan {salt} bita.",
            "Pakai benih yang dibuat aplikasi, utuh, dalam heksadesimal.",
        ),
        en=(
            "The seed of a draw or its salt has {found} bytes; they should have {seed} and {salt}.",
            "Use the seed that the program made, whole, in hexadecimal.",
        ),
    ),
    _kind(
        "bad_rotation_budget",
        id=(
            "Jatah kunjungan tambahan {budget} tidak bisa diundi.",
            "Beri jatah paling sedikit 1 titik, atau jangan mengundi.",
        ),
        en=(
            "A budget of {budget} extra visits cannot be drawn.",
            "Give at least 1 place, or draw nothing.",
        ),
    ),
    _kind(
        "effect_not_read",
        id=(
            "Belum ada lembar dampak untuk {district}.",
            "Rotasi adil dibaca satu kali, dua hari sesudah operasinya selesai.",
        ),
        en=(
            "There is no effect sheet for {district} yet.",
            "A fair rotation is read once, two days after its operation is over.",
        ),
        status=404,
    ),
    _kind(
        "rotation_not_ahead",
        id=(
            "Rotasi adil hanya diundi untuk malam yang mulai dalam {hours} jam ke depan.",
            "Pilih malam ini atau besok, atau rencanakan tanpa rotasi.",
        ),
        en=(
            "A fair rotation is drawn for a night that begins within the next {hours} hours only.",
            "Choose tonight or tomorrow, or plan without a rotation.",
        ),
    ),
    _kind(
        "rotation_holds",
        id=(
            "Rotasi adil dari {first} sampai {last} masih berlaku untuk malam ini.",
            "Rencanakan tanpa jatah baru; titik yang terundi ikut dengan sendirinya.",
        ),
        en=(
            "The fair rotation from {first} to {last} holds for this night.",
            "Plan without a new budget; its drawn places are in the plan by themselves.",
        ),
        status=409,
    ),
    _kind(
        "no_rotation",
        id=(
            "Hanya ada {places} titik untuk rotasi adil; undian perlu sedikitnya 2.",
            "Kurangi veto atau titik yang diwajibkan, atau rencanakan tanpa undian.",
        ),
        en=(
            "There are only {places} places for the fair rotation; a draw needs at least 2.",
            "Veto or require fewer places, or plan without a draw.",
        ),
    ),
    # Effect: raised in `model/experiment.py`.
    _kind(
        "outcome_not_resident",
        id=(
            "Laporan berasal dari {origin}; dampak hanya dihitung dari laporan warga.",
            "Ambil laporan warga saja: temuan patroli bertambah di mana pun patroli lebih sering.",
        ),
        en=(
            "The report's origin is {origin}; effect is read from residents' reports alone.",
            "Take residents' reports only: patrols find more wherever they go more often.",
        ),
    ),
    _kind(
        "design_cell_twice",
        id=(
            "Wilayah {area} tercantum dua kali untuk malam {night}.",
            "Beri satu baris untuk setiap wilayah dan malam.",
        ),
        en=(
            "Area {area} stands there twice for the night {night}.",
            "Give one row for each area and night.",
        ),
    ),
    _kind(
        "design_block_mixed",
        id=(
            "Wilayah {area} berubah di tengah blok {block}: strata, peluang, undian atau veto.",
            "Satu undian berlaku untuk semua malam sebuah blok; beri nama lain bila diundi lagi.",
        ),
        en=(
            "Area {area} changes within block {block}: stratum, probability, lot or veto.",
            "One draw holds for all nights of a block; name it otherwise if it was drawn again.",
        ),
    ),
    _kind(
        "design_vetoed_drawn",
        id=(
            "Wilayah {area} diveto pada blok {block} tetapi tercatat terundi.",
            "Veto hanya sebelum undian. Bila kunjungan batal sesudahnya, isi dikunjungi = tidak.",
        ),
        en=(
            "Area {area} was vetoed in block {block} and is recorded as drawn.",
            "A veto comes before the draw. If a visit was dropped later, say delivered = no.",
        ),
    ),
    _kind(
        "design_not_drawn",
        id=(
            "Blok {block}, strata {stratum}: {drawn} wilayah terundi, seharusnya {least}–{most}.",
            "Isi undian yang tercatat, bukan yang dilakukan; pilihan sendiri tidak dapat dinilai.",
        ),
        en=(
            "Block {block}, stratum {stratum}: {drawn} areas are drawn instead of {least}–{most}.",
            "Give the draw as recorded, not what was done; a choice of one's own proves nothing.",
        ),
    ),
    _kind(
        "design_nothing_to_compare",
        id=(
            "Tidak ada blok yang berisi wilayah terundi dan wilayah yang tidak terundi.",
            "Tanpa pembanding tidak ada dampak yang dapat dihitung; undi sebagian wilayah saja.",
        ),
        en=(
            "No block has both areas that were drawn and areas that were not.",
            "Nothing can be compared so; draw a part of the areas only.",
        ),
    ),
    _kind(
        "neighbour_unknown",
        id=(
            "Wilayah {area} ada di daftar tetangga, tetapi tidak ada di rancangan.",
            "Pakai nama wilayah yang sama di kedua berkas.",
        ),
        en=(
            "Area {area} is in the list of neighbours and not in the design.",
            "Use the same names of areas in both files.",
        ),
    ),
    # The record.
    _kind(
        "event_malformed",
        id=(
            "Peristiwa ini tidak lengkap atau keliru: {detail}.",
            "Perbarui aplikasi, lalu kirim lagi.",
        ),
        en=("This event is incomplete or wrong: {detail}.", "Update the app, then send it again."),
    ),
    _kind(
        "record_missing",
        id=("Tidak ada catatan di folder {folder}.", "Periksa nama foldernya."),
        en=("There is no record in the folder {folder}.", "Check the folder's name."),
        status=404,
    ),
    _kind(
        "record_lost",
        id=(
            "Di folder {folder} ada kunci, tetapi basis datanya tidak ada atau kosong.",
            "Pulihkan cadangan terakhir ke folder itu: sejuk restore.",
        ),
        en=(
            "The folder {folder} has keys, but its database is missing or empty.",
            "Restore the last backup into that folder: sejuk restore.",
        ),
        status=500,
    ),
    _kind(
        "record_corrupt",
        id=(
            "Basis data {file} rusak: {detail}. Tidak ada yang diubah.",
            "Salin folder itu apa adanya, lalu pulihkan cadangan terakhir: sejuk restore.",
        ),
        en=(
            "The database {file} is damaged: {detail}. Nothing was changed.",
            "Copy that folder as it is, then restore the last backup: sejuk restore.",
        ),
        status=500,
    ),
    _kind(
        "record_newer",
        id=(
            "Catatan {file} ditulis oleh versi sejuk yang lebih baru.",
            "Pasang versi sejuk yang sama atau lebih baru.",
        ),
        en=(
            "The record {file} was written by a newer version of sejuk.",
            "Install that version or a newer one.",
        ),
        status=500,
    ),
    _kind(
        "record_disk_full",
        id=(
            "Cakram penuh: {file} tidak dapat ditulis. Yang baru saja dikirim belum tersimpan.",
            "Kosongkan ruang cakram; gawai akan mengirim lagi dengan sendirinya.",
        ),
        en=(
            "The disk is full: {file} cannot be written. What was just sent is not kept.",
            "Free some disk space; the devices send again by themselves.",
        ),
        status=507,
    ),
    _kind(
        "record_busy",
        id=("Catatan {file} sedang dipakai proses lain.", "Tunggu sebentar, lalu coba lagi."),
        en=("The record {file} is in use by another process.", "Wait a moment and try again."),
        status=503,
    ),
    _kind(
        "record_not_writable",
        id=("Catatan {file} tidak dapat ditulis: {detail}.", "Periksa izin folder itu."),
        en=("The record {file} cannot be written: {detail}.", "Check the folder's permissions."),
        status=500,
    ),
    _kind(
        "note_malformed",
        id=("{source} bukan catatan bertanda tangan.", "Minta lagi berkas itu dari pengirimnya."),
        en=("{source} is no signed note.", "Ask its sender for the file again."),
    ),
    _kind(
        "key_malformed",
        id=("{key} bukan kunci publik.", "Salin seluruh barisnya: nama+nomor+kunci."),
        en=("{key} is no public key.", "Copy the whole line: name+id+key."),
    ),
    _kind(
        "note_not_signed",
        id=(
            "{source} tidak ditandatangani dengan kunci yang dikenal.",
            "Periksa berkasnya, dan kunci publik pada --key.",
        ),
        en=(
            "{source} is not signed with a known key.",
            "Check the file, and the public key at --key.",
        ),
    ),
    _kind(
        "note_foreign",
        id=("{source} bukan tentang catatan ini.", "Pilih berkas milik catatan ini."),
        en=("{source} is not about this record.", "Choose a file of this record."),
    ),
    _kind(
        "not_a_bundle",
        id=("{source} bukan berkas audit.", "Buat dengan: sejuk audit bundle."),
        en=("{source} is no audit file.", "Make one with: sejuk audit bundle."),
    ),
    _kind(
        "bundle_since_other",
        id=(
            "{source} mulai sesudah entri {since}; saksi memegang checkpoint entri {held}.",
            "Minta berkas audit sejak checkpoint itu: sejuk audit bundle --since.",
        ),
        en=(
            "{source} starts after entry {since}; the witness holds a checkpoint of entry {held}.",
            "Ask for a bundle since that checkpoint: sejuk audit bundle --since.",
        ),
    ),
    _kind(
        "record_altered",
        id=(
            "{source} tidak sama dengan yang pernah ditandatangani: entri {first} sampai {last}.",
            "Simpan berkas ini dan checkpoint saksi apa adanya, dan beri tahu auditor.",
        ),
        en=(
            "{source} is not what was once signed: entries {first} to {last}.",
            "Keep this file and the witness's checkpoint as they are, and tell the auditor.",
        ),
        status=409,
    ),
    _kind(
        "file_exists",
        id=("{file} sudah ada.", "Pilih nama lain."),
        en=("{file} exists.", "Choose another name."),
    ),
    _kind(
        "backup_bad",
        id=(
            "Cadangan {file} tidak utuh ({detail}); tidak ada yang diubah.",
            "Pakai cadangan lain, atau periksa cakramnya dan ulangi.",
        ),
        en=(
            "The backup {file} is not whole ({detail}); nothing was changed.",
            "Use another backup, or check the disk and repeat.",
        ),
    ),
    _kind(
        "photo_too_large",
        id=("Foto ini {size} KB; batasnya {limit} KB.", "Perkecil fotonya, lalu kirim lagi."),
        en=(
            "This photo has {size} KB; the limit is {limit} KB.",
            "Make it smaller, and send it again.",
        ),
        status=413,
    ),
    _kind(
        "witness_unnamed",
        id=(
            "Saksi di folder {folder} belum punya nama.",
            "Beri nama tanpa spasi, satu kali: --name koramil-johar-baru.",
        ),
        en=(
            "The witness in the folder {folder} has no name yet.",
            "Give it one without spaces, once: --name koramil-johar-baru.",
        ),
    ),
    _kind(
        "witness_damaged",
        id=(
            "Berkas saksi {file} rusak.",
            "Pulihkan dari salinannya; tanpa itu saksi tidak tahu apa yang pernah dilihatnya.",
        ),
        en=(
            "The witness's file {file} is damaged.",
            "Put back a copy of it; without it the witness does not know what it has seen.",
        ),
        status=500,
    ),
    _kind(
        "draw_not_as_committed",
        id=(
            "Benih undian perintah {order}, entri {position}, bukan yang dijanjikan saat terbit.",
            "Anggap undian itu tidak sah: tanyakan siapa yang memegang folder kunci, dan laporkan.",
        ),
        en=(
            "The seed revealed for order {order}, entry {position}, is not the one committed to.",
            "Take the draw as void: ask who holds the folder of keys, and report it.",
        ),
    ),
    _kind(
        "tables_differ",
        id=(
            "Catatan {folder} utuh, tetapi tabel yang dibuat darinya keliru.",
            "Buat ulang tabelnya: sejuk record rebuild.",
        ),
        en=(
            "The record {folder} is whole, but tables made from it are wrong.",
            "Make them again: sejuk record rebuild.",
        ),
        status=409,
    ),
    _kind(
        "key_damaged",
        id=(
            "Kunci {file} rusak; yang disegel pada hari itu tidak dapat dibaca.",
            "Pulihkan berkas kunci itu dari salinannya, jika ada; jangan hapus berkas lain.",
        ),
        en=(
            "The key {file} is damaged; what was sealed on that day cannot be read.",
            "Put back a copy of that key file, if there is one; delete no other file.",
        ),
        status=500,
    ),
    # Scans and Knox tables: raised in `files/scan`.
    _kind(
        "settings_not_json",
        id=(
            "Pengaturan {file} bukan JSON yang dapat dibaca: {detail}.",
            'Tulis satu objek, misalnya: {{"max_window_days": 14}}',
        ),
        en=(
            "The settings {file} are not JSON that can be read: {detail}.",
            'Write one object, for example: {{"max_window_days": 14}}',
        ),
    ),
    _kind(
        "unknown_location",
        id=(
            "{file}, baris {line}: lokasi “{value}” tidak ada di {locations}.",
            "Tambahkan lokasi itu beserta koordinatnya, atau perbaiki id-nya.",
        ),
        en=(
            "{file}, line {line}: the location “{value}” is not in {locations}.",
            "Add it there with its coordinates, or correct the id.",
        ),
    ),
    _kind(
        "nothing_expected",
        id=(
            "{file}: di lokasi {location} ada kasus, sedangkan {column} kosong atau 0.",
            "Isi {column} dengan angka di atas 0, atau hapus lokasi itu dari kedua berkas.",
        ),
        en=(
            "{file}: there are cases at location {location}, but {column} is empty or 0.",
            "Give {column} a number above 0, or delete that location from both files.",
        ),
    ),
    _kind(
        "baseline_not_fitted",
        id=(
            "{file}: harapan tidak dapat dihitung dari hari-hari sebelum jendela terpanjang.",
            "Beri kolom expected, mulai study_start lebih awal, atau perpendek max_window_days.",
        ),
        en=(
            "{file}: no expectations can be fitted to the days before the longest window.",
            "Give a column expected, let study_start be earlier, or shorten max_window_days.",
        ),
    ),
    _kind(
        "scan_too_large",
        id=(
            "{file}: {count} {what} terlalu banyak; batasnya {limit}.",
            "Perkecil wilayah, masa atau max_radius_km, atau gabungkan lokasi yang berdekatan.",
        ),
        en=(
            "{file}: {count} {what} are too many; the limit is {limit}.",
            "Make the area, the time or max_radius_km smaller, or join locations that are close.",
        ),
        status=413,
    ),
    # Answers and fact-checks: raised in `rumours/answer`, `files/factchecks`, `app/factchecks`.
    _kind(
        "answer_phrase",
        id=("“{phrase}” {why}; jawaban ini tidak dapat terbit.", "Ubah kalimat itu. {instead}"),
        en=("“{phrase}” {why}; this answer cannot go out.", "Change that sentence. {instead}"),
    ),
    _kind(
        "answer_identifies",
        id=(
            "Jawaban memuat sesuatu yang menunjuk orang: “{text}”.",
            "Hapus nomor, akun, surel atau pelat itu; sebut tempat dan peristiwanya saja.",
        ),
        en=(
            "The answer has something that points to a person: “{text}”.",
            "Take out that number, account, address or plate; speak of place and event only.",
        ),
    ),
    _kind(
        "answer_too_long",
        id=(
            "Teks {which} {count} karakter, {over} terlalu banyak; batasnya {limit}.",
            "Pendekkan faktanya, judul sumber pertama, atau cara menyampaikan keberatan.",
        ),
        en=(
            "The {which} text has {count} characters, {over} too many; the limit is {limit}.",
            "Shorten the fact, the title of the first source, or how to object.",
        ),
    ),
    _kind(
        "answer_incomplete",
        id=(
            "Jawaban belum lengkap atau keliru: {lacking}.",
            "Isi yang kurang; sebelum lengkap, tulis apa yang belum diketahui dan kapan ada kabar.",
        ),
        en=(
            "The answer is not complete or not right: {lacking}.",
            "Fill in what is lacking; until then say what is not known and when more will come.",
        ),
    ),
    _kind(
        "json_broken",
        id=(
            "{source} bukan JSON yang dapat dibaca: {detail}.",
            "Unduh atau ekspor ulang dari sumbernya.",
        ),
        en=(
            "{source} is not JSON that can be read: {detail}.",
            "Download or export it again at its source.",
        ),
    ),
    _kind(
        "json_too_deep",
        id=("JSON {source} bersarang lebih dari {limit} tingkat.", "Periksa sumbernya."),
        en=("The JSON {source} is nested deeper than {limit} levels.", "Check its source."),
    ),
    _kind(
        "feed_broken",
        id=(
            "{file} bukan RSS atau Atom yang dapat dibaca, atau rusak sebelum butir pertama.",
            "Periksa alamatnya di peramban, lalu coba lagi.",
        ),
        en=(
            "{file} is not RSS or Atom that can be read, or broken before its first item.",
            "Look at the address in a browser and try again.",
        ),
    ),
    _kind(
        "factchecks_unknown_form",
        id=(
            "{source} bukan bentuk cek fakta yang dikenal.",
            "Pakai ClaimReview, JSON Mafindo, RSS, Atom, halaman HTML, atau CSV berkolom klaim.",
        ),
        en=(
            "{source} is no form of fact-checks that is known.",
            "Use ClaimReview, Mafindo JSON, RSS, Atom, an HTML page, or a CSV with a column claim.",
        ),
    ),
    _kind(
        "factchecks_none",
        id=(
            "Tidak ada cek fakta di {source} (dibaca sebagai {form}; {left} butir tidak terpakai).",
            "Periksa apakah alamat atau berkasnya benar.",
        ),
        en=(
            "There is no fact-check in {source} (read as {form}; {left} items left out).",
            "Check that it is the right address or file.",
        ),
    ),
    _kind(
        "address_refused",
        id=(
            "Alamat {address} tidak dapat dipakai.",
            "Tulis http:// atau https://, nama server dan halamannya, tanpa nama pengguna.",
        ),
        en=(
            "The address {address} cannot be used.",
            "Write http:// or https://, the server and the page, without a user name.",
        ),
    ),
    _kind(
        "address_own_network",
        id=(
            "{address} menuju jaringan sendiri ({host}); itu tidak ditanya.",
            "Bila memang dimaksud, beri alamat itu sendiri dengan --own-network.",
        ),
        en=(
            "{address} leads into the network itself ({host}); that is not asked.",
            "If it is meant, give that address itself, with --own-network.",
        ),
        status=403,
    ),
    _kind(
        "fetch_failed",
        id=(
            "{address} tidak menjawab dengan utuh: {detail}.",
            "Periksa alamat dan sambungan, lalu coba lagi; atau unduh dan beri berkasnya.",
        ),
        en=(
            "{address} gave no whole answer: {detail}.",
            "Check address and line and try again; or download it and give the file.",
        ),
        status=502,
    ),
    _kind(
        "fetch_timeout",
        id=(
            "{address} tidak selesai menjawab dalam {seconds} detik.",
            "Coba lagi nanti; atau unduh dengan peramban dan beri berkasnya.",
        ),
        en=(
            "{address} did not finish its answer within {seconds} seconds.",
            "Try again later; or download it with a browser and give the file.",
        ),
        status=504,
    ),
    _kind(
        "fetch_too_large",
        id=(
            "Jawaban {address} melebihi {limit} MB.",
            "Minta lebih sedikit, misalnya per halaman atau per bulan.",
        ),
        en=("The answer of {address} is above {limit} MB.", "Ask for less, by page or by month."),
        status=502,
    ),
    _kind(
        "fetch_wrong_type",
        id=(
            "{address} menjawab dengan {kind}, bukan JSON, XML, HTML atau CSV.",
            "Pakai alamat umpan (RSS, Atom) atau halaman cek faktanya.",
        ),
        en=(
            "{address} answers with {kind}, not JSON, XML, HTML or CSV.",
            "Use the address of the feed (RSS, Atom) or of the fact-check's page.",
        ),
        status=502,
    ),
    _kind(
        "fetch_status",
        id=("{address} menjawab dengan kode HTTP {status}.", "Periksa alamatnya di peramban."),
        en=("{address} answers with HTTP status {status}.", "Look at it in a browser."),
        status=502,
    ),
    _kind(
        "fetch_redirects",
        id=(
            "{address} dialihkan lebih dari {limit} kali.",
            "Beri alamat yang akhirnya dibuka peramban.",
        ),
        en=(
            "{address} is redirected more than {limit} times.",
            "Give the address that a browser ends at.",
        ),
        status=502,
    ),
    # Papers of a night: raised in `app/papers`, `files/papers.py`.
    _kind(
        "no_order_yet",
        id=("Belum ada surat perintah yang dapat dilaporkan.", "Terbitkan dan jalankan satu giat."),
        en=("There is no order yet to tell of.", "Release an order and let its crews set out."),
        status=404,
    ),
    _kind(
        "night_not_begun",
        id=(
            "Surat perintah {order} belum berangkat: belum ada yang dapat dilaporkan.",
            "Tunggu sampai tim berangkat; surat perintahnya sendiri sudah dapat dicetak.",
        ),
        en=(
            "Order {order} has not set out: there is nothing yet to report.",
            "Wait until its crews set out; the order sheet itself can be printed already.",
        ),
        status=409,
    ),
    _kind(
        "paper_words_malformed",
        id=(
            "{file} bukan kata-kata atau kode laporan yang dapat dibaca: {detail}.",
            "Salin baris dari contoh di docs/how-to/make-the-papers.md dan ubah isinya saja.",
        ),
        en=(
            "{file} are no words or codes of papers that can be read: {detail}.",
            "Copy lines from the example in docs/how-to/make-the-papers.md and change their text.",
        ),
    ),
)

CATALOGUE: dict[str, ProblemKind] = {kind.code: kind for kind in _KINDS}
