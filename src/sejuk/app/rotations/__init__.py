"""The fair rotation on a server: drawn for a few nights, revealed after them, read at the end."""
