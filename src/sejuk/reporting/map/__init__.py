"""The map of a plan as inline SVG: drawn here, so that it prints sharply and needs no network."""
