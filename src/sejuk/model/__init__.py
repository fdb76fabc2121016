"""The nouns all parts share, frozen."""
