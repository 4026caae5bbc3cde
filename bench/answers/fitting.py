"""The weights of certainty, fitted on a set: logistic regression, then thresholds by precision."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.answers.asked import Judged

PENALTY, ROUNDS = 1.0, 60
AIMS = {"strict": 0.95, "medium": 0.90, "wide": 0.88, "unsure": 0.86}
"""How much of all that stands above a threshold must be right."""


def examples(judged: Sequence[Judged]) -> Iterator[tuple[Mapping[str, float], bool, float]]:
    """Signals, whether the three quotes answer, and the weight of each example.

    An answerable question is asked once more as if its right article were not there.
    """
    for each in judged:
        if not each.is_content or not each.signals:
            continue
        yield each.signals, each.question.answerable and any(each.right), 1.0
        if each.left_out:
            yield each.left_out, False, 0.5


def fit(judged: Sequence[Judged], set_hash: str, file: Path) -> dict[str, Any]:
    """Fit on these questions and write the weights to a file; what was written."""
    rows = list(examples(judged))
    names = sorted(rows[0][0])
    values = np.array([[signals[name] for name in names] for signals, _, _ in rows])
    right = np.array([is_right for _, is_right, _ in rows], dtype=float)
    weigh = np.array([weight for _, _, weight in rows])
    solved = _logistic(np.hstack([values, np.ones((len(values), 1))]), right, weigh)
    held = {
        "set": set_hash,
        "weights": {name: round(float(w), 3) for name, w in zip(names, solved, strict=False)},
        "bias": round(float(solved[-1]), 3),
    }
    held["thresholds"] = thresholds(held, judged)
    file.write_text(json.dumps(held, indent=1) + "\n", "utf-8")
    return held


def _logistic(values: Any, right: Any, weigh: Any) -> Any:
    """Newton's method with a small penalty on all weights but the bias."""
    solved = np.zeros(values.shape[1])
    penalty = np.eye(values.shape[1]) * PENALTY
    penalty[-1, -1] = 0.0
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(values @ solved, -30, 30)))
        slope = values.T @ (weigh * (chance - right)) + penalty @ solved
        curve = values.T @ (values * (weigh * chance * (1 - chance))[:, None]) + penalty
        solved = solved - np.linalg.solve(curve, slope)
    return solved


def certainty(held: Mapping[str, Any], signals: Mapping[str, float]) -> float:
    """`z` of these signals with fitted weights."""
    weights = held["weights"].items()
    return float(held["bias"] + sum(weight * signals[name] for name, weight in weights))


def thresholds(held: Mapping[str, Any], judged: Sequence[Judged]) -> dict[str, float]:
    """The lowest certainty from which on the questions of the set are right often enough."""
    asked = sorted(
        ((certainty(held, each.signals), each.question.answerable and any(each.right))
         for each in judged if each.is_content and each.signals),
        reverse=True,
    )  # fmt: skip
    right = np.cumsum([is_right for _, is_right in asked])
    shares = right / np.arange(1, len(asked) + 1)
    found = {}
    for name, aim in AIMS.items():
        enough = np.nonzero(shares >= aim)[0]
        found[name] = round(asked[int(enough[-1])][0] if len(enough) else asked[0][0], 3)
    return found
