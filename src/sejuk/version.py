"""The version: the one fact that every layer may know."""

__version__ = "0.1.0"
