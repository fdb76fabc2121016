"""Reads what people have and writes what they need; the only place that knows file formats."""
