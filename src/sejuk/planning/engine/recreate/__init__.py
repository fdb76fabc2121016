"""How open items go back: one way in each file.

Every operator has the form `f(inst, board, dice) -> None`: it inserts items until none fits
that pays. Gains are seen through `board.taste`, so that equal boards can be filled differently.
"""
