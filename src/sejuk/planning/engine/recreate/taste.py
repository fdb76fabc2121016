"""Luck in how gains are seen (the noise of Ropke & Pisinger 2006, section 3.6, as a factor)."""

from __future__ import annotations

from sejuk.kernels.compiled import entry
from sejuk.kernels.dice import Dice, chance
from sejuk.planning.engine.board import Board


@entry
def new_taste(board: Board, dice: Dice, noise: float) -> None:
    """Every item anew between 1 − noise and 1 + noise; nothing is given up any more."""
    for item in range(len(board.taste)):
        board.taste[item] = 1.0 + noise * (2.0 * chance(dice) - 1.0)
