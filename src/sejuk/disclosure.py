"""Which numbers of a table of counts may be made public, so that no small one can be worked out.

A table counts events by row (areas, say) and column (kinds), with the totals of rows, columns and
all, over a stretch of days. A count below 5 is withheld: it could point at a household (guarantee
G2). That is not enough, as it may follow from the totals, or from another table: 20 until Sunday
less 18 until Friday. So further numbers are withheld until the attacker's interval of every small
count holds all of 0 … 4, for every stretch of days between two edges of tables, published or not
(the protection intervals of Hundepool et al. 2012, "Statistical Disclosure Control", chapter 4).

The attacker knows every number of every table so far, that counts are whole and not negative, and
that tables add up. The interval is found by two linear programmes (Fischetti & Salazar 2001,
"Solving the cell suppression problem on tabular data with linear constraints", section 2); the
numbers that have a price in them are those that give the count away, and the smallest of them is
withheld next. One mark stands for all that is withheld: which of them are small is not said.

A table can always be made safe by withholding all of it: what older tables alone say about a
stretch of days with a new edge is no more than what they say about the stretch around it.

What is counted must not change once it is published: events are counted by the day on which they
became known, never by the day on which they happened, which a late report would change.

Not covered: an attacker who infers from *which* numbers are withheld, or who knows some of the
events himself. With tables that overlap in time, 0 … 4 are the limits of real numbers: within
one table they are reached by whole ones, since its sums are a network's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

LEAST = 5
"""The smallest count that may be published."""
TOLERANCE = 1e-6


class Table(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A table as it is published."""

    first: int
    until: int
    """Days that it counts, by number: first … until − 1."""
    values: Ints
    """[rows + 1, columns + 1]; the last row and column are totals. Counts that are withheld are 0
    here and nowhere else."""
    shown: Bools
    """[rows + 1, columns + 1]"""


def publish(counts: Ints, first: int, until: int, earlier: Sequence[Table] = ()) -> Table:
    """The table of the days first … until − 1, safe beside all that was published before it.

    Args:
        counts: [rows, columns, days] events by the day on which they became known.
        earlier: what this function gave for the same rows and columns before.

    ValueError for days outside, negative counts, or counts that are not those of `earlier`.
    """
    if counts.ndim != 3 or counts.min(initial=0) < 0:
        raise ValueError("counts must be [rows, columns, days] and not negative")
    if not 0 <= first < until <= counts.shape[2]:
        raise ValueError("the days must lie within those counted")
    _check_same(counts, earlier)
    full = with_totals(counts[:, :, first:until].sum(axis=2))
    shown = full >= LEAST
    _withhold(shown, _Case(counts, first, until, _linked(first, until, earlier)))
    return Table(first=first, until=until, values=np.where(shown, full, 0), shown=shown)


def is_safe(counts: Ints, tables: Sequence[Table]) -> bool:
    """Whether nobody who knows these tables, of `publish` or not, can narrow a small sum.

    Args:
        counts: as for `publish`; what of them is in no table is not known to anybody.
    """
    _check_same(counts, tables)
    case = _Case(counts, 0, counts.shape[2], tables)
    nothing = np.zeros((counts.shape[0] + 1, counts.shape[1] + 1), np.bool_)
    return next(_given_away(nothing, case), None) is None


def with_totals(cells: Ints) -> Ints:
    """[rows + 1, columns + 1] with the totals of rows, of columns and of all."""
    wide = np.hstack([cells, cells.sum(axis=1, keepdims=True)])
    return np.vstack([wide, wide.sum(axis=0, keepdims=True)])


def _check_same(counts: Ints, earlier: Sequence[Table]) -> None:
    for table in earlier:
        if table.until > counts.shape[2]:
            raise ValueError("an earlier table has days that are not counted")
        full = with_totals(counts[:, :, table.first : table.until].sum(axis=2))
        if full.shape != table.values.shape or (full != table.values)[table.shown].any():
            raise ValueError("the counts are not those that were published before")


def _linked(first: int, until: int, earlier: Sequence[Table]) -> list[Table]:
    """The tables that share days with these, or with one that does: the others say nothing."""
    linked: list[Table] = []
    left = list(earlier)
    while True:
        spans = [(first, until), *((t.first, t.until) for t in linked)]
        more = [t for t in left if any(t.first < b and a < t.until for a, b in spans)]
        if not more:
            return linked
        linked += more
        left = [t for t in left if not any(t is one for one in more)]


class _Case:
    """The attacker's unknowns: cells by stretches of days that no table divides."""

    def __init__(self, counts: Ints, first: int, until: int, earlier: Sequence[Table]) -> None:
        edges = sorted({first, until, *(e for t in earlier for e in (t.first, t.until))})
        self._stretches = tuple(pairwise(edges))
        self._spans = tuple(combinations(edges, 2))
        self._rows, self._columns = counts.shape[:2]
        self._first, self._until = first, until
        cells = [counts[:, :, a:b].sum(axis=2) for a, b in self._stretches]
        self.truth = np.stack(cells, axis=2).ravel().astype(np.float64)
        self.known = [of for t in earlier for of in self._sums(t.first, t.until, t.shown)]

    def own(self, shown: Bools) -> dict[tuple[int, int], Ints]:
        """Numbers of the new table that are shown → the unknowns that each is the sum of."""
        keys = [(int(r), int(c)) for r, c in np.argwhere(shown)]
        return dict(zip(keys, self._sums(self._first, self._until, shown), strict=True))

    def small(self) -> list[Ints]:
        """What the public must not learn, each as the unknowns that it is the sum of."""
        every = np.ones((self._rows + 1, self._columns + 1), np.bool_)
        sums = [of for a, b in self._spans for of in self._sums(a, b, every)]
        return [of for of in sums if self.truth[of].sum() < LEAST]

    def _sums(self, first: int, until: int, wanted: Bools) -> Iterator[Ints]:
        """The unknowns of each wanted number of a table of these days, in order."""
        inside = [k for k, (a, b) in enumerate(self._stretches) if first <= a and b <= until]
        index = np.arange(len(self.truth)).reshape(self._rows, self._columns, -1)[:, :, inside]
        for r, c in np.argwhere(wanted):
            some = index if r == self._rows else index[r : r + 1]
            yield (some if c == self._columns else some[:, c : c + 1]).ravel()


def _withhold(shown: Bools, case: _Case) -> None:
    """Withhold numbers of the new table until nobody can narrow a small sum below 0 … 4."""
    for own, prices in _given_away(shown, case):
        shown[_smallest(own, prices, case.truth)] = False


def _given_away(shown: Bools, case: _Case) -> Iterator[tuple[dict[tuple[int, int], Ints], Bools]]:
    """Each small sum that is narrowed by what is shown: the numbers of the new table, and which
    numbers give it away. It is asked again of the same sum until it is not.

    Whatever table an attacker can imagine stays possible when more is withheld, so that each one
    found is a witness for all small sums at once.
    """
    small = case.small()
    if not small:
        return
    sums = _matrix(small, len(case.truth))
    low, high = (sums @ case.truth for _ in range(2))
    for k, of in enumerate(small):
        for sign in (1.0, -1.0):
            while low[k] > TOLERANCE if sign > 0 else high[k] < LEAST - 1 - TOLERANCE:
                own = case.own(shown)
                table, prices = _extreme(of, sign, [*own.values(), *case.known], case.truth)
                seen = sums @ table
                low, high = np.minimum(low, seen), np.maximum(high, seen)
                if low[k] > TOLERANCE if sign > 0 else high[k] < LEAST - 1 - TOLERANCE:
                    yield own, prices


def _smallest(own: dict[tuple[int, int], Ints], prices: Bools, truth: Floats) -> tuple[int, int]:
    """Of the new table's numbers that give something away, the one that says least."""
    telling = [key for key, price in zip(own, prices, strict=False) if price]
    if not telling:
        raise RuntimeError("a small count follows from older tables alone")
    return min(telling, key=lambda key: float(truth[own[key]].sum()))


def _extreme(of: Ints, sign: float, sums: Sequence[Ints], truth: Floats) -> tuple[Floats, Bools]:
    """A table with the least (sign 1) or greatest (−1) of a sum, and which sums have a price.

    No count is taken to be above all events and 4 more, which is far enough.
    """
    weights = np.zeros(len(truth))
    weights[of] = sign
    most = float(truth.sum()) + LEAST
    if not sums:
        return np.where(weights > 0, 0.0, np.where(weights < 0, most, truth)), np.zeros(0, bool)
    matrix = _matrix(sums, len(truth))
    found = linprog(  # type: ignore[call-overload]  # its stubs know no sparse matrices
        weights, A_eq=matrix, b_eq=matrix @ truth, bounds=(0, most), method="highs"
    )
    if found.status != 0:
        raise RuntimeError(f"the attacker's programme: {found.message}")
    return np.asarray(found.x), np.abs(found.eqlin.marginals) > TOLERANCE


def _matrix(sums: Sequence[Ints], unknowns: int) -> csr_array:
    lengths = [len(one) for one in sums]
    ends = np.cumsum([0, *lengths])
    return csr_array((np.ones(ends[-1]), np.concatenate(sums), ends), shape=(len(sums), unknowns))
