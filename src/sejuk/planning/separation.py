"""The rule that keeps two visits to one place apart, across all crews.

Which of two visits comes first is given, so the rule is a difference constraint on their
starts: with the tours' own ones the earliest starts are its least solution (Bellman 1958, "On a
routing problem"; Dechter, Meiri & Pearl 1991, "Temporal constraint networks", section 2).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Starts = Mapping[int, int]
"""The earliest start of each item on a tour."""


def keep_apart(
    pairs: Sequence[tuple[int, int]],
    apart: Ints,
    early: Ints,
    late: Ints,
    earliest: Callable[[Ints], Starts],
) -> None:
    """Narrow the windows until the later item of each pair waits for the earlier one.

    `apart` [items] is the time from an item's start to the first start of the next visit to its
    place; `earliest` gives the starts that follow from first seconds. Windows are edited: the
    later item may not start sooner, the earlier one not so late that the later one, as it now
    stands, would have to wait. Where visits wait for each other in a circle, no tour fits:
    a window is left empty.
    """
    for _ in range(len(pairs) + 1):
        starts = earliest(early)
        waits = [(b, starts[a] + int(apart[a])) for a, b in pairs]
        raised = [(b, soonest) for b, soonest in waits if early[b] < soonest]
        if not raised:
            break
        for b, soonest in raised:
            early[b] = max(early[b], soonest)
    else:
        late[pairs[0][1]] = early[pairs[0][1]] - 1
        return
    for a, b in pairs:
        late[a] = min(late[a], starts[b] - int(apart[a]))
