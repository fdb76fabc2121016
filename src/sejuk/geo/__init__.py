"""Streets, neighbourhoods, borders and travel times: pure functions."""
