"""Use cases of accounts, sessions and devices."""
