"""Fact-checks of others, in the forms in which they are published."""
