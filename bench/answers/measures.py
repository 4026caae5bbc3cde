"""Shares with their intervals, and how well certainty tells right from wrong."""

from collections.abc import Sequence

import numpy as np

SEED, DRAWN = 57, 2000


def share(right: Sequence[bool]) -> dict[str, float | int | list[float]]:
    """The share of what is right with its 95 % bootstrap interval; n is how many there were."""
    if not right:
        return {"n": 0}
    values = np.array(right, dtype=float)
    chance = np.random.default_rng(SEED)
    drawn = values[chance.integers(0, len(values), (DRAWN, len(values)))].mean(axis=1)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return {
        "value": round(float(values.mean()), 4),
        "interval": [round(float(low), 3), round(float(high), 3)],
        "n": len(right),
    }


def area(good: Sequence[float], bad: Sequence[float]) -> float | None:
    """How often a good certainty stands above a bad one (AUC); None without both."""
    if not good or not bad:
        return None
    ordered = np.concatenate([good, bad])
    ranks = np.empty(len(ordered))
    for value in np.unique(ordered):
        same = ordered == value
        ranks[same] = (ordered < value).sum() + (same.sum() + 1) / 2
    over = ranks[: len(good)].sum() - len(good) * (len(good) + 1) / 2
    return round(float(over / (len(good) * len(bad))), 4)


def times(milliseconds: Sequence[float]) -> dict[str, float]:
    """Half and nineteen twentieths of all answers took at most so long."""
    if not milliseconds:
        return {}
    half, most = np.percentile(milliseconds, [50, 95])
    return {"p50_ms": round(float(half), 1), "p95_ms": round(float(most), 1)}
