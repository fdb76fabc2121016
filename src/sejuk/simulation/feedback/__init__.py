"""Whether patrols that find more draw more patrols: simulated years, and the published warning."""
