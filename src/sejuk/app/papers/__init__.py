"""Papers of a night from the record: gathered once, counted once, set in many forms."""
