"""What scans and Knox tables are given: events, locations, settings."""
