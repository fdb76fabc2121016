// Written by scripts/wire_types.py from the server's own types. Do not edit.
export const AGENCIES = ["polri", "tni", "satpol_pp", "dishub"] as const
export const SERVER_WORDS = {
  "role": {
    "superior_command": {
      "id": "komando atas",
      "en": "superior command"
    },
    "crew_member": {
      "id": "anggota tim",
      "en": "crew member"
    },
    "crew_leader": {
      "id": "katim",
      "en": "crew leader"
    },
    "duty_officer": {
      "id": "Padal",
      "en": "duty officer"
    },
    "approver": {
      "id": "pimpinan instansi",
      "en": "approver"
    },
    "rumour_verifier": {
      "id": "pemeriksa isu",
      "en": "rumour verifier"
    },
    "public_relations": {
      "id": "Humas",
      "en": "public relations"
    },
    "analyst": {
      "id": "analis",
      "en": "analyst"
    },
    "auditor": {
      "id": "auditor",
      "en": "auditor"
    },
    "administrator": {
      "id": "administrator",
      "en": "administrator"
    }
  },
  "operation_state": {
    "draft": {
      "id": "konsep",
      "en": "draft"
    },
    "running": {
      "id": "berjalan",
      "en": "running"
    },
    "ended": {
      "id": "diakhiri",
      "en": "ended"
    },
    "expired": {
      "id": "habis masa berlaku",
      "en": "expired"
    },
    "withdrawn": {
      "id": "dibatalkan",
      "en": "withdrawn"
    }
  },
  "operation_step": {
    "start": {
      "id": "mulai",
      "en": "start"
    },
    "extend": {
      "id": "perpanjang",
      "en": "extend"
    },
    "end": {
      "id": "akhiri",
      "en": "end"
    },
    "expire": {
      "id": "habis masa",
      "en": "expire"
    },
    "withdraw": {
      "id": "batalkan",
      "en": "withdraw"
    }
  },
  "planning_state": {
    "waiting": {
      "id": "menunggu",
      "en": "waiting"
    },
    "working": {
      "id": "dihitung",
      "en": "working"
    },
    "ready": {
      "id": "siap dipilih",
      "en": "ready"
    },
    "chosen": {
      "id": "dipilih",
      "en": "chosen"
    },
    "failed": {
      "id": "gagal",
      "en": "failed"
    },
    "cancelled": {
      "id": "dibatalkan",
      "en": "cancelled"
    }
  },
  "planning_step": {
    "work": {
      "id": "hitung",
      "en": "work out"
    },
    "finish": {
      "id": "selesaikan",
      "en": "finish"
    },
    "fail": {
      "id": "gagalkan",
      "en": "fail"
    },
    "cancel": {
      "id": "batalkan",
      "en": "cancel"
    },
    "choose": {
      "id": "pilih",
      "en": "choose"
    },
    "apply": {
      "id": "terapkan",
      "en": "apply"
    }
  },
  "order_state": {
    "draft": {
      "id": "konsep",
      "en": "draft"
    },
    "submitted": {
      "id": "menunggu tanda tangan",
      "en": "submitted"
    },
    "released": {
      "id": "terbit",
      "en": "released"
    },
    "under_way": {
      "id": "dilaksanakan",
      "en": "under way"
    },
    "done": {
      "id": "selesai",
      "en": "done"
    },
    "lapsed": {
      "id": "lewat waktu",
      "en": "lapsed"
    },
    "withdrawn": {
      "id": "dicabut",
      "en": "withdrawn"
    }
  },
  "order_step": {
    "submit": {
      "id": "ajukan",
      "en": "submit"
    },
    "sign": {
      "id": "tanda tangani",
      "en": "sign"
    },
    "return": {
      "id": "kembalikan",
      "en": "return"
    },
    "release": {
      "id": "terbitkan",
      "en": "release"
    },
    "set_out": {
      "id": "berangkat",
      "en": "set out"
    },
    "finish": {
      "id": "selesaikan",
      "en": "finish"
    },
    "revise": {
      "id": "ubah",
      "en": "revise"
    },
    "lapse": {
      "id": "lewat waktu",
      "en": "lapse"
    },
    "withdraw": {
      "id": "cabut",
      "en": "withdraw"
    }
  },
  "task_state": {
    "open": {
      "id": "terbuka",
      "en": "open"
    },
    "taken": {
      "id": "diambil",
      "en": "taken"
    },
    "on_site": {
      "id": "di tempat",
      "en": "on site"
    },
    "done": {
      "id": "selesai",
      "en": "done"
    },
    "not_done": {
      "id": "tidak terlaksana",
      "en": "not done"
    },
    "cancelled": {
      "id": "dibatalkan",
      "en": "cancelled"
    }
  },
  "task_step": {
    "take": {
      "id": "ambil",
      "en": "take"
    },
    "give_back": {
      "id": "kembalikan",
      "en": "give back"
    },
    "arrive": {
      "id": "tiba",
      "en": "arrive"
    },
    "finish": {
      "id": "selesaikan",
      "en": "finish"
    },
    "note_done": {
      "id": "catat selesai",
      "en": "note as done"
    },
    "skip": {
      "id": "lewati",
      "en": "skip"
    },
    "reopen": {
      "id": "buka lagi",
      "en": "reopen"
    },
    "cancel": {
      "id": "batalkan",
      "en": "cancel"
    }
  },
  "directive_state": {
    "written": {
      "id": "ditulis",
      "en": "written"
    },
    "passed": {
      "id": "diteruskan",
      "en": "passed down"
    },
    "read": {
      "id": "dibaca",
      "en": "read"
    },
    "acknowledged": {
      "id": "diterima",
      "en": "acknowledged"
    },
    "withdrawn": {
      "id": "dicabut",
      "en": "withdrawn"
    }
  },
  "directive_step": {
    "pass": {
      "id": "teruskan",
      "en": "pass down"
    },
    "read": {
      "id": "baca",
      "en": "read"
    },
    "acknowledge": {
      "id": "nyatakan siap",
      "en": "acknowledge"
    },
    "withdraw": {
      "id": "cabut",
      "en": "withdraw"
    }
  },
  "alarm_state": {
    "raised": {
      "id": "berbunyi",
      "en": "raised"
    },
    "acknowledged": {
      "id": "ditangani",
      "en": "acknowledged"
    },
    "handed_over": {
      "id": "diserahkan",
      "en": "handed over"
    },
    "closed": {
      "id": "ditutup",
      "en": "closed"
    }
  },
  "alarm_step": {
    "repeat": {
      "id": "bunyikan lagi",
      "en": "repeat"
    },
    "acknowledge": {
      "id": "tangani",
      "en": "acknowledge"
    },
    "press_again": {
      "id": "tekan lagi",
      "en": "press again"
    },
    "hand_over": {
      "id": "serahkan",
      "en": "hand over"
    },
    "close": {
      "id": "tutup",
      "en": "close"
    }
  },
  "early_warning_state": {
    "raised": {
      "id": "menunggu keputusan",
      "en": "raised"
    },
    "confirmed": {
      "id": "dibenarkan",
      "en": "confirmed"
    },
    "declined": {
      "id": "tidak dibenarkan",
      "en": "declined"
    },
    "ended": {
      "id": "berakhir",
      "en": "ended"
    }
  },
  "early_warning_step": {
    "confirm": {
      "id": "benarkan",
      "en": "confirm"
    },
    "decline": {
      "id": "tidak benarkan",
      "en": "decline"
    },
    "grow": {
      "id": "menguat",
      "en": "grows"
    },
    "go_on": {
      "id": "berlanjut",
      "en": "goes on"
    },
    "end": {
      "id": "akhiri",
      "en": "end"
    }
  },
  "concern_state": {
    "received": {
      "id": "diterima",
      "en": "received"
    },
    "in_hand": {
      "id": "ditangani",
      "en": "in hand"
    },
    "passed_on": {
      "id": "diteruskan",
      "en": "passed on"
    },
    "answered": {
      "id": "dijawab",
      "en": "answered"
    },
    "closed": {
      "id": "selesai",
      "en": "closed"
    },
    "not_ours": {
      "id": "bukan wewenang",
      "en": "not ours"
    },
    "withdrawn": {
      "id": "ditarik",
      "en": "withdrawn"
    },
    "merged": {
      "id": "digabung",
      "en": "merged"
    }
  },
  "concern_step": {
    "take": {
      "id": "tangani",
      "en": "take in hand"
    },
    "pass_on": {
      "id": "teruskan",
      "en": "pass on"
    },
    "answer": {
      "id": "jawab",
      "en": "answer"
    },
    "close": {
      "id": "tutup",
      "en": "close"
    },
    "reopen": {
      "id": "buka lagi",
      "en": "reopen"
    },
    "decline": {
      "id": "nyatakan bukan wewenang",
      "en": "say it is not ours"
    },
    "withdraw": {
      "id": "tarik",
      "en": "withdraw"
    },
    "merge": {
      "id": "gabungkan",
      "en": "merge"
    },
    "escalate": {
      "id": "eskalasi",
      "en": "escalate"
    }
  },
  "handover_state": {
    "offered": {
      "id": "ditawarkan",
      "en": "offered"
    },
    "accepted": {
      "id": "diterima",
      "en": "accepted"
    },
    "declined": {
      "id": "ditolak",
      "en": "declined"
    },
    "withdrawn": {
      "id": "dicabut",
      "en": "withdrawn"
    }
  },
  "handover_step": {
    "accept": {
      "id": "terima",
      "en": "accept"
    },
    "decline": {
      "id": "tolak",
      "en": "decline"
    },
    "withdraw": {
      "id": "cabut",
      "en": "withdraw"
    }
  },
  "claim_state": {
    "received": {
      "id": "diterima",
      "en": "received"
    },
    "screened": {
      "id": "disaring",
      "en": "screened"
    },
    "verifying": {
      "id": "sedang diperiksa",
      "en": "under verification"
    },
    "proposed": {
      "id": "menunggu persetujuan",
      "en": "verdict proposed"
    },
    "true": {
      "id": "benar",
      "en": "true"
    },
    "partly_true": {
      "id": "benar sebagian",
      "en": "partly true"
    },
    "false": {
      "id": "tidak benar",
      "en": "false"
    },
    "misleading": {
      "id": "menyesatkan",
      "en": "misleading"
    },
    "unsettled": {
      "id": "belum dapat dipastikan",
      "en": "cannot be settled yet"
    },
    "answered": {
      "id": "sudah dijawab",
      "en": "answered"
    },
    "watched": {
      "id": "dipantau",
      "en": "watched"
    },
    "closed": {
      "id": "ditutup",
      "en": "closed"
    },
    "out_of_scope": {
      "id": "di luar urusan",
      "en": "out of scope"
    },
    "handed_over": {
      "id": "diserahkan",
      "en": "handed over"
    }
  },
  "claim_step": {
    "assess": {
      "id": "nilai",
      "en": "assess"
    },
    "screen": {
      "id": "saring",
      "en": "screen"
    },
    "verify": {
      "id": "periksa",
      "en": "verify"
    },
    "attach": {
      "id": "lampirkan bukti",
      "en": "attach evidence"
    },
    "detach": {
      "id": "cabut bukti",
      "en": "detach evidence"
    },
    "propose": {
      "id": "usulkan putusan",
      "en": "propose a verdict"
    },
    "approve": {
      "id": "setujui",
      "en": "approve"
    },
    "return": {
      "id": "kembalikan",
      "en": "return"
    },
    "settle_true": {
      "id": "tetapkan benar",
      "en": "settle as true"
    },
    "settle_partly_true": {
      "id": "tetapkan benar sebagian",
      "en": "settle as partly true"
    },
    "settle_false": {
      "id": "tetapkan tidak benar",
      "en": "settle as false"
    },
    "settle_misleading": {
      "id": "tetapkan menyesatkan",
      "en": "settle as misleading"
    },
    "settle_unsettled": {
      "id": "tetapkan belum dapat dipastikan",
      "en": "settle as cannot be settled yet"
    },
    "answer": {
      "id": "jawab",
      "en": "answer"
    },
    "watch": {
      "id": "pantau",
      "en": "watch"
    },
    "resume": {
      "id": "jawab lagi",
      "en": "answer again"
    },
    "close": {
      "id": "tutup",
      "en": "close"
    },
    "reopen": {
      "id": "buka lagi",
      "en": "reopen"
    },
    "set_aside": {
      "id": "kesampingkan",
      "en": "set aside"
    },
    "hand_over": {
      "id": "serahkan",
      "en": "hand over"
    }
  },
  "answer_state": {
    "draft": {
      "id": "konsep",
      "en": "draft"
    },
    "submitted": {
      "id": "menunggu persetujuan",
      "en": "submitted"
    },
    "published": {
      "id": "terbit",
      "en": "published"
    },
    "corrected": {
      "id": "diralat",
      "en": "corrected"
    },
    "withdrawn": {
      "id": "ditarik",
      "en": "withdrawn"
    }
  },
  "answer_step": {
    "revise": {
      "id": "ubah",
      "en": "revise"
    },
    "submit": {
      "id": "ajukan",
      "en": "submit"
    },
    "return": {
      "id": "kembalikan",
      "en": "return"
    },
    "publish": {
      "id": "terbitkan",
      "en": "publish"
    },
    "correct": {
      "id": "ralat",
      "en": "correct"
    },
    "withdraw": {
      "id": "tarik",
      "en": "withdraw"
    },
    "lapse": {
      "id": "gugur",
      "en": "lapse"
    }
  },
  "objection_state": {
    "open": {
      "id": "menunggu keputusan",
      "en": "open"
    },
    "upheld": {
      "id": "dikabulkan",
      "en": "upheld"
    },
    "kept": {
      "id": "jawaban dipertahankan",
      "en": "answer kept"
    }
  },
  "objection_step": {
    "uphold": {
      "id": "kabulkan",
      "en": "uphold"
    },
    "keep": {
      "id": "pertahankan jawaban",
      "en": "keep the answer"
    }
  }
} as const
