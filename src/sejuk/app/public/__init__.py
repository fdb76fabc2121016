"""For everyone, without signing in: what is done and counted, and the forms to tell and ask."""
