"""The record: append-only, verifiable, with what must end sealed beside it."""
