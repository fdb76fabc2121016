"""What came of it: effect under a recorded draw, its limits, and whether daily life is back."""
