// Written by scripts/wire_types.py from the server's own types. Do not edit.
export const OWNERS = {
  "polsek": {
    "pillar": "polri",
    "id": "Polsek (Bhabinkamtibmas)",
    "en": "Police post (Bhabinkamtibmas)"
  },
  "koramil": {
    "pillar": "tni",
    "id": "Koramil (Babinsa)",
    "en": "Military district post (Babinsa)"
  },
  "satpol-pp": {
    "pillar": "pemda",
    "id": "Satpol PP",
    "en": "Satpol PP"
  },
  "dishub": {
    "pillar": "pemda",
    "id": "Dishub",
    "en": "Dishub"
  },
  "kelurahan": {
    "pillar": "pemda",
    "id": "Kelurahan",
    "en": "Ward office"
  },
  "kecamatan": {
    "pillar": "pemda",
    "id": "Kecamatan",
    "en": "District office"
  }
} as const
export const INSTITUTIONS = {
  "bina-marga": {
    "id": "Bina Marga",
    "en": "public works"
  },
  "lingkungan-hidup": {
    "id": "Lingkungan Hidup",
    "en": "environment agency"
  },
  "sumber-daya-air": {
    "id": "Sumber Daya Air",
    "en": "water agency"
  },
  "pln": {
    "id": "PLN",
    "en": "power company"
  },
  "dinas-sosial": {
    "id": "Dinas Sosial",
    "en": "social agency"
  },
  "penyelenggara-pemilu": {
    "id": "PPK/Panwascam",
    "en": "election committee, supervisors"
  },
  "rt-rw": {
    "id": "pengurus RT/RW",
    "en": "RT/RW committee"
  },
  "pengawas": {
    "id": "Propam, Denpom TNI, atau Inspektorat",
    "en": "internal affairs of police or army, or the inspectorate"
  },
  "lain": {
    "id": "instansi lain",
    "en": "another institution"
  }
} as const
export const KINDS = {
  "lampu-jalan": {
    "id": "lampu jalan",
    "en": "street light",
    "owner": "kelurahan",
    "due_days": 5,
    "institutions": [
      "bina-marga",
      "pln"
    ]
  },
  "kebisingan": {
    "id": "kebisingan",
    "en": "noise",
    "owner": "satpol-pp",
    "due_days": 3,
    "institutions": [
      "rt-rw"
    ]
  },
  "parkir": {
    "id": "parkir, lalu lintas",
    "en": "parking, traffic",
    "owner": "dishub",
    "due_days": 3,
    "institutions": []
  },
  "sampah": {
    "id": "sampah",
    "en": "rubbish",
    "owner": "kelurahan",
    "due_days": 3,
    "institutions": [
      "lingkungan-hidup"
    ]
  },
  "saluran-air": {
    "id": "saluran air, genangan",
    "en": "drains, standing water",
    "owner": "kelurahan",
    "due_days": 5,
    "institutions": [
      "sumber-daya-air"
    ]
  },
  "takut-tawuran": {
    "id": "takut tawuran",
    "en": "fear of brawls",
    "owner": "polsek",
    "due_days": 1,
    "institutions": [
      "rt-rw"
    ]
  },
  "pemilu": {
    "id": "soal pemilu",
    "en": "election matters",
    "owner": "kecamatan",
    "due_days": 2,
    "institutions": [
      "penyelenggara-pemilu"
    ]
  },
  "bantuan": {
    "id": "bantuan sosial",
    "en": "social aid",
    "owner": "kelurahan",
    "due_days": 7,
    "institutions": [
      "dinas-sosial"
    ]
  },
  "sikap-petugas": {
    "id": "sikap petugas",
    "en": "how officers behaved",
    "owner": "kecamatan",
    "due_days": 3,
    "institutions": [
      "pengawas"
    ]
  },
  "lain": {
    "id": "lain",
    "en": "other",
    "owner": "kecamatan",
    "due_days": 7,
    "institutions": [
      "lain"
    ]
  }
} as const
