// Written by scripts/wire_types.py from the server's own types. Do not edit.
export const PLAN_WORDS = {
  "mode": {
    "foot": {
      "id": "jalan kaki",
      "en": "on foot"
    },
    "motorbike": {
      "id": "sepeda motor",
      "en": "motorbike"
    },
    "car": {
      "id": "mobil",
      "en": "car"
    }
  },
  "place_kind": {
    "police": {
      "id": "kantor polisi",
      "en": "police station"
    },
    "office": {
      "id": "kantor",
      "en": "office"
    },
    "post": {
      "id": "pos",
      "en": "post"
    },
    "market": {
      "id": "pasar",
      "en": "market"
    },
    "school": {
      "id": "sekolah",
      "en": "school"
    },
    "worship": {
      "id": "rumah ibadah",
      "en": "place of worship"
    },
    "clinic": {
      "id": "klinik",
      "en": "clinic"
    },
    "polling": {
      "id": "TPS",
      "en": "polling place"
    },
    "border": {
      "id": "batas RW",
      "en": "border"
    },
    "junction": {
      "id": "simpang",
      "en": "junction"
    },
    "street": {
      "id": "jalan",
      "en": "street"
    },
    "other": {
      "id": "titik lain",
      "en": "other place"
    }
  },
  "stop_kind": {
    "visit": {
      "id": "Sambang",
      "en": "Dialogue visit"
    },
    "joint": {
      "id": "Sambang bersama",
      "en": "Joint visit"
    },
    "rendezvous": {
      "id": "Titik singgung",
      "en": "Rendezvous"
    },
    "break": {
      "id": "Istirahat",
      "en": "Break"
    }
  },
  "reason": {
    "base": {
      "id": "dasar",
      "en": "base"
    },
    "tension": {
      "id": "suhu",
      "en": "tension"
    },
    "uncertainty": {
      "id": "masih sedikit diketahui",
      "en": "little known"
    },
    "border": {
      "id": "batas",
      "en": "border"
    },
    "due": {
      "id": "lama tak didatangi",
      "en": "due"
    },
    "first": {
      "id": "pertama di RW",
      "en": "first in the neighbourhood"
    },
    "joint": {
      "id": "sambang bersama",
      "en": "joint visit"
    },
    "second": {
      "id": "kunjungan kedua",
      "en": "second visit"
    },
    "directive": {
      "id": "arahan pimpinan",
      "en": "directive"
    }
  },
  "what": {
    "floor": {
      "id": "Layanan inti",
      "en": "Service floor"
    },
    "rawan_gap": {
      "id": "Jeda titik rawan",
      "en": "Gap at a vulnerable place"
    },
    "joint": {
      "id": "Sambang bersama",
      "en": "Joint visit"
    },
    "rendezvous": {
      "id": "Titik singgung",
      "en": "Rendezvous"
    },
    "pillars": {
      "id": "Unsur tiga pilar",
      "en": "All pillars in the crew"
    },
    "spread": {
      "id": "Pembagian beban",
      "en": "Even workload"
    },
    "place": {
      "id": "Titik",
      "en": "Place"
    },
    "extra": {
      "id": "Kunjungan tambahan (rotasi adil)",
      "en": "Extra visit (fair rotation)"
    },
    "pin": {
      "id": "Titik yang diwajibkan",
      "en": "Required place"
    },
    "people": {
      "id": "Personel",
      "en": "People"
    },
    "burden": {
      "id": "Batas kunjungan",
      "en": "Burden cap"
    },
    "break": {
      "id": "Istirahat",
      "en": "Break"
    },
    "crew": {
      "id": "Tim",
      "en": "Crew"
    }
  },
  "unmet_reason": {
    "roster_short": {
      "id": "kuat pers tidak cukup untuk setiap tim; tidak ada {detail}",
      "en": "the roster has too few for every crew; missing: {detail}"
    },
    "crews_full": {
      "id": "semua tim sudah penuh; {detail} orang tidak mendapat tim",
      "en": "all crews are full; {detail} people have no crew"
    },
    "floor_no_time_left": {
      "id": "waktu giat habis; kurang {detail} kunjungan",
      "en": "no time left in the shift; {detail} visits short"
    },
    "no_time_left": {
      "id": "waktu giat habis",
      "en": "no time left in the shift"
    },
    "too_few_places": {
      "id": "titik terlalu sedikit untuk membagi rata; selisih {detail} menit",
      "en": "too few places to share the work evenly; {detail} minutes apart"
    },
    "no_place_block_fits": {
      "id": "tidak ada titik dan waktu yang dapat dicapai semua tim bersamaan",
      "en": "there is no place and time that all crews can reach together"
    },
    "no_common_place": {
      "id": "tidak ada titik yang dapat dicapai kedua tim pada waktu yang sama",
      "en": "there is no place that two crews can reach at the same time"
    },
    "unreachable": {
      "id": "tidak terjangkau lewat jalan pada peta",
      "en": "not reachable on the map's streets"
    },
    "closed": {
      "id": "titik itu tutup pada jam giat",
      "en": "the place is closed during the shift"
    },
    "banned": {
      "id": "titik itu dilarang pimpinan malam ini",
      "en": "the commander has banned the place tonight"
    },
    "post": {
      "id": "hanya ada pos tempat tim berangkat",
      "en": "there is only a post where crews start"
    },
    "cap": {
      "id": "kunjungannya sudah mencapai batas agar warga tidak merasa dikepung",
      "en": "it has had all the visits that keep residents from feeling besieged"
    },
    "crew_lost": {
      "id": "satu tim tidak melanjutkan giat",
      "en": "a crew did not go on with the shift"
    },
    "not_planned_by_hand": {
      "id": "rencana pembanding ini tidak menyusun sambang bersama",
      "en": "this plan to compare with arranges no joint visits"
    },
    "one_crew": {
      "id": "hanya ada satu tim",
      "en": "there is only one crew"
    }
  },
  "uncovered_reason": {
    "post": {
      "id": "pos tempat tim berangkat",
      "en": "a post where crews start"
    },
    "banned": {
      "id": "dilarang pimpinan malam ini",
      "en": "banned by the commander tonight"
    },
    "closed": {
      "id": "tutup pada jam giat",
      "en": "closed during the shift"
    },
    "unreachable": {
      "id": "tidak terjangkau lewat jalan pada peta",
      "en": "not reachable on the map's streets"
    },
    "cap": {
      "id": "RW-nya sudah mendapat jumlah kunjungan terbanyak yang diizinkan malam ini",
      "en": "its neighbourhood already has as many visits as one night allows"
    },
    "no_time": {
      "id": "waktu tim tidak cukup untuk jalan memutar dan singgah di sana",
      "en": "no crew has the time for the detour and the stop"
    },
    "worth_less": {
      "id": "kunjungan lain bernilai lebih",
      "en": "other visits are worth more"
    }
  },
  "note": {
    "replanned": {
      "id": "Sisa malam disusun ulang; yang sudah dijalani tetap.",
      "en": "The rest of the night was planned anew; what was driven stays."
    },
    "example_roster": {
      "id": "Kuat pers CONTOH: sepuluh orang bawaan aplikasi, bukan daftar Anda. Beri berkas kuat pers sebelum rencana dipakai.",
      "en": "EXAMPLE roster: the ten people built into the program, not yours. Give a roster file before using this plan."
    },
    "equal_tension": {
      "id": "Suhu semua wilayah dianggap sama, karena tidak ada berkas suhu.",
      "en": "Tension is taken as equal everywhere, because no tension file was given."
    },
    "explored": {
      "id": "Sebagian waktu kunjungan malam ini dipakai di RW yang diundi, berapa pun suhunya, supaya wilayah yang jarang didatangi juga diketahui.",
      "en": "Part of tonight's visiting time goes to neighbourhoods drawn by lot, whatever their tension, so that places that are seldom visited are known too."
    },
    "explored_short": {
      "id": "RW yang diundi mendapat waktu kunjungan lebih sedikit daripada bagian yang ditetapkan: layanan inti, batas kunjungan atau waktu giat tidak menyisakan lebih.",
      "en": "Neighbourhoods drawn by lot have less visiting time than their set share: the service floor, the caps or the shift left no more."
    },
    "no_history": {
      "id": "Belum ada catatan kunjungan malam sebelumnya: semua titik dianggap sama lamanya tak didatangi.",
      "en": "There is no record of earlier nights: every place is taken as equally due."
    },
    "population_estimated": {
      "id": "Jumlah penduduk per RW adalah perkiraan dari panjang jalan permukiman.",
      "en": "Population by neighbourhood is an estimate from the length of residential street."
    },
    "cells": {
      "id": "Wilayah adalah petak buatan sekitar 5 ha, karena batas RW tidak diberikan.",
      "en": "Areas are cells of about 5 ha, because no neighbourhood outlines were given."
    },
    "bound_stopped_early": {
      "id": "Batas terbukti berhenti karena batas waktu; mesin lain dapat memberi batas lain, sama sahnya.",
      "en": "The proof of the bound stopped at its time limit; another machine may give another bound, as valid."
    },
    "no_kernels": {
      "id": "Tidak ada batas terbukti: pencari cepat tidak dapat dipasang pada mesin ini.",
      "en": "No proven bound: compiled kernels are not to be had on this machine."
    },
    "stopped_early": {
      "id": "Pencarian berhenti karena batas waktu; mesin lain dapat memberi rencana lain.",
      "en": "The search stopped at its time limit; another machine may give another plan."
    },
    "synthetic": {
      "id": "DATA SINTETIS: peta dan angka contoh buatan, bukan wilayah nyata.",
      "en": "SYNTHETIC DATA: an invented example, not a real district."
    },
    "present_stand_in": {
      "id": "Sebagian nama rute kini tidak ada persis di peta; penggantinya disebut di bawah perbandingan.",
      "en": "Some names of the present route have no exact match on the map; what stands in is listed under the comparison."
    }
  },
  "figure": {
    "visits": {
      "id": "Kunjungan dialogis",
      "en": "Dialogue visits"
    },
    "places": {
      "id": "Titik berbeda",
      "en": "Different places"
    },
    "neighbourhoods": {
      "id": "RW dikunjungi",
      "en": "Neighbourhoods visited"
    },
    "priority_place_blocks": {
      "id": "Titik-waktu prioritas terpenuhi",
      "en": "Priority place-blocks met"
    },
    "dwell_minutes": {
      "id": "Menit bersama warga",
      "en": "Minutes with residents"
    },
    "travel_minutes": {
      "id": "Menit perjalanan",
      "en": "Minutes of travel"
    },
    "street_km_passed": {
      "id": "Km jalan dilewati",
      "en": "Street km passed"
    },
    "longest_gap_minutes": {
      "id": "Jeda terpanjang titik rawan, median (menit)",
      "en": "Longest gap at vulnerable places, median (min)"
    },
    "longest_gap_max_minutes": {
      "id": "Jeda terpanjang titik rawan, maksimum (menit)",
      "en": "Longest gap at vulnerable places, maximum (min)"
    },
    "patrols_all_pillars_percent": {
      "id": "Tim dengan semua pilar (%)",
      "en": "Patrols with all pillars (%)"
    },
    "joint_visits_met": {
      "id": "Sambang bersama",
      "en": "Joint visits"
    },
    "overtime_minutes": {
      "id": "Lembur (menit)",
      "en": "Overtime (min)"
    },
    "workload_spread_minutes": {
      "id": "Selisih beban antartim (menit)",
      "en": "Workload spread between crews (min)"
    },
    "visits_per_neighbourhood_max": {
      "id": "Kunjungan per RW, paling banyak",
      "en": "Visits per neighbourhood, most"
    },
    "objective": {
      "id": "Nilai rencana",
      "en": "Value of the plan"
    },
    "figure": {
      "id": "Angka",
      "en": "Figure"
    },
    "of": {
      "id": "{value} / {total}",
      "en": "{value} / {total}"
    },
    "same_people": {
      "id": "Semua rencana memakai orang, jam, dan aturan yang sama. Angka kecil: selisih rencana ini terhadapnya.",
      "en": "All plans use the same people, hours and rules. Small print: this plan's difference from each."
    },
    "less": {
      "id": "lebih kecil lebih baik",
      "en": "less is better"
    },
    "better": {
      "id": "lebih baik",
      "en": "better"
    },
    "worse": {
      "id": "lebih buruk",
      "en": "worse"
    },
    "unknown": {
      "id": "tidak ada titik rawan",
      "en": "no vulnerable place"
    }
  }
} as const
