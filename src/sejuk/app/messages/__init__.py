"""Calm messages: which go where tonight, and whom they reached."""
