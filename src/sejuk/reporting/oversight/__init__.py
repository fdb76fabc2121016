"""The oversight bundle as text: tables, and the page that says how to check them."""
