"""Hits as arrays, and the order in which they come."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intranet.search.query.request import Sort

MANY = 2000  # hits from which on only the first ones are put in order
FAR = 1e9  # more than any score or day

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int32]
Reals = NDArray[np.float64]


def first_places(
    sort: Sort, most: int, tiers: Numbers, scores: Reals, rank: Callable[[str], Any]
) -> NDArray[np.intp]:
    """The places of the first `most` hits; among equals the newer comes first, then the smaller id.

    Scores come as they are compared; rank gives a number that orders by "date", "level" or "id".
    """
    days = rank("date")
    first = {Sort.NEWEST: -days, Sort.BEST: -scores}.get(sort)
    if first is None:
        first = rank("level")
    chosen = np.arange(len(scores))
    if len(chosen) > MANY:
        keys, count = tiers * FAR + first, min(max(most, 1), len(chosen))
        chosen = np.flatnonzero(keys <= np.partition(keys, count - 1)[count - 1])
    keys = (rank("id")[chosen], -days[chosen], -scores[chosen], first[chosen], tiers[chosen])
    return chosen[np.lexsort(keys)][:most]
