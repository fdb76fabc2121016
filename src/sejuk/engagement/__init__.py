"""Talking with residents: what they ask for and its answer; calm messages. Pure."""
