"""Fact-checks of others brought in, from files and from addresses that an officer gives."""
