"""From a roster and a tension map to a verified plan: pure functions."""
