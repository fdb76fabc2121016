"""Our own large neighbourhood search for team orienteering, compiled (PLANNING.md, stage D)."""
