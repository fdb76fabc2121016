"""Scan statistics: where and when is more than chance brings, and how often chance brings as much."""
