"""Simulated crews, who use the server as everyone does: over its public API."""
