"""Designs and claims tried where the truth is known."""
