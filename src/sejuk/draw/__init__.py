"""Draws that anyone can repeat: committed seeds, strata, probabilities, the fair rotation."""
