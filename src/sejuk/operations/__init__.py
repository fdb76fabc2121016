"""Life cycles of all that the night is made of, as tables with one engine."""
