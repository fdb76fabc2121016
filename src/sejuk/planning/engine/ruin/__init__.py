"""Which visits to tear out: one way in each file.

Every operator has the form `f(inst, board, dice, size, torn) -> count`: it writes up to `size`
items that may be left out into `torn`, each once, and changes nothing else.
"""
