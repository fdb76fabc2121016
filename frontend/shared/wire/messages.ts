// Written by scripts/wire_types.py from the server's own types. Do not edit.
export const BUILT_IN = [
  {
    "message": "tetap-tetangga",
    "topics": [
      "rukun"
    ],
    "say_id": "Pemilihan sudah selesai, dan kita tetap bertetangga. Mari jaga kampung ini bersama.",
    "say_en": "The election is over, and we are still neighbours. Let us look after this place together.",
    "post_id": "Pemilihan sudah selesai, dan kita tetap bertetangga. Sapa tetangga hari ini, apa pun pilihannya. Mari jaga kampung kita bersama.",
    "post_en": "The election is over, and we are still neighbours. Greet your neighbour today, whatever the vote. Let us look after our place together."
  },
  {
    "message": "tanya-dulu",
    "topics": [
      "kabar"
    ],
    "say_id": "RT, RW, dan petugas siap ditanya. Ada kabar yang belum jelas? Tanya dulu, baru teruskan.",
    "say_en": "News that is not clear can be checked with the RT, the RW or an officer. Ask first, then pass it on.",
    "post_id": "RT, RW, dan petugas patroli siap ditanya. Ada kabar yang belum jelas? Tanya dulu, baru teruskan. Jawaban resmi ada di halaman umum.",
    "post_en": "News that is not clear can be checked with the RT, the RW or a patrol. Ask first, then pass it on. Official answers are on our public page."
  },
  {
    "message": "hitung-berjenjang",
    "topics": [
      "penghitungan"
    ],
    "say_id": "KPU mengumumkan hasil hitungan setingkat demi setingkat. Angka di TPS bisa dilihat siapa saja.",
    "say_en": "The election commission announces the count level by level. Anyone may look at the figures of a polling place.",
    "post_id": "Hasil dihitung setingkat demi setingkat: TPS, kecamatan, kota, provinsi. Foto hasil tiap TPS dapat dilihat di laman KPU.",
    "post_en": "The count goes level by level: polling place, district, city, province. The sheet of each polling place is on the commission's site."
  },
  {
    "message": "keberatan-resmi",
    "topics": [
      "sengketa",
      "penghitungan"
    ],
    "say_id": "Tidak setuju dengan hasil hitung? Ada jalannya: saksi, Bawaslu, lalu Mahkamah Konstitusi.",
    "say_en": "There is a way for objections to the count: witnesses, Bawaslu, then the Constitutional Court.",
    "post_id": "Keberatan atas hitungan ada jalannya: lewat saksi, Bawaslu, lalu Mahkamah Konstitusi. Semua orang berhak memakainya.",
    "post_en": "There is a way for objections to the count: witnesses, Bawaslu, then the Constitutional Court. Everyone has the right to use it."
  },
  {
    "message": "lihat-tawuran",
    "topics": [
      "tawuran",
      "nomor-darurat"
    ],
    "say_id": "Kalau ada ribut, menjauh dulu dan telepon 110. Selamat lebih penting dari rekaman.",
    "say_en": "If there is a brawl, step away and call 110. Being safe matters more than filming.",
    "post_id": "Kalau ada keributan, menjauh dulu, bawa anak masuk rumah, lalu hubungi 110. Keselamatan lebih penting daripada merekam.",
    "post_en": "If there is a brawl, step away, take the children inside, then call 110. Being safe matters more than filming."
  },
  {
    "message": "anak-pulang",
    "topics": [
      "anak-malam"
    ],
    "say_id": "Anak yang pulang sebelum pukul 22.00 lebih aman. Tanyakan malam ini mereka di mana.",
    "say_en": "Children who are home before 22.00 are safer. Ask tonight where they are.",
    "post_id": "Anak yang pulang sebelum pukul 22.00 lebih aman. Malam ini tanyakan mereka di mana dan dengan siapa, lalu jemput bila perlu.",
    "post_en": "Children who are home before 22.00 are safer. Ask tonight where they are and with whom, and fetch them if need be."
  },
  {
    "message": "nomor-darurat",
    "topics": [
      "nomor-darurat"
    ],
    "say_id": "Nomor bantuan: 110 polisi, 112 darurat, 113 pemadam, 119 ambulans. Bebas pulsa.",
    "say_en": "Numbers for help: 110 police, 112 emergency, 113 fire brigade, 119 ambulance. They are free.",
    "post_id": "Simpan nomor ini: 110 polisi, 112 darurat, 113 pemadam, 119 ambulans. Bebas pulsa dan buka 24 jam. Sebut tempatnya dengan jelas.",
    "post_en": "Keep these numbers: 110 police, 112 emergency, 113 fire brigade, 119 ambulance. Free, day and night. Say clearly where you are."
  },
  {
    "message": "boleh-berkumpul",
    "topics": [
      "berkumpul"
    ],
    "say_id": "Berkumpul dan berpendapat boleh. Kabari kami, dan kami bantu mengatur lalu lintasnya.",
    "say_en": "People may gather and speak. Tell us, and we help with the traffic.",
    "post_id": "Berkumpul dan berpendapat secara damai adalah hak kita. Kabari petugas sebelumnya, dan kami bantu mengatur lalu lintas.",
    "post_en": "To gather and speak in peace is our right. Tell the officers before, and we help with the traffic."
  },
  {
    "message": "sampaikan-keluhan",
    "topics": [
      "keluhan"
    ],
    "say_id": "Keluhan warga kami catat dan kami jawab. Minta kode tiket untuk melihat jawabannya.",
    "say_en": "We note what residents ask for, and answer. Ask for a ticket code to see the answer.",
    "post_id": "Keluhan warga kami catat tanpa nama dan kami jawab. Minta kode tiket kepada petugas, lalu lihat jawabannya di halaman umum.",
    "post_en": "We note what residents ask for, without names, and answer. Ask an officer for a ticket code and see the answer on the public page."
  }
] as const
