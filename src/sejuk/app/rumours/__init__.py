"""The rumour desk: what is heard is matched, verified and answered."""
