"""Scan statistics: where and when is more than usual, and how often chance brings as much."""
