"""The oversight bundle: what those who oversee are handed, to be checked without the program."""
