"""Small models whose answers others have published or proved: what a simulator must get right."""
