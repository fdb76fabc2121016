"""Sets texts as pictures and papers; the only importer of typst."""
