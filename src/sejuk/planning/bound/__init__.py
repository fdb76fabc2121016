"""Stage F: how far a plan can be from the best one, proven."""

from sejuk.planning.bound.generate import Bound, upper_bound
from sejuk.planning.bound.relaxation import BoundParams, Level
from sejuk.planning.bound.tours import IntegerParams, columns_to_tours

__all__ = [
    "Bound",
    "BoundParams",
    "IntegerParams",
    "Level",
    "columns_to_tours",
    "upper_bound",
]
