"""Use cases, one file per verb: gather, call pure functions, verify, write."""
