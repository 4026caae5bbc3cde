"""How sure it is that the best passage answers: a weighed sum of signals, fitted on a set.

The weights stand in `certainty.json` with the hash of the set; `python -m bench.answers --fit`
writes it anew. Correlated signals share weight: read nothing into single ones.
"""

import enum
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from intranet.assistant.questions.kinds import QuestionKind
from intranet.assistant.quotes import signals
from intranet.assistant.quotes.ordering import RankedPassage, Ranking

WEIGHTS = Path(__file__).with_name("certainty.json")
NOTHING = -99.0
"""The certainty of a question for which no passage was found at all."""


class Strictness(enum.Enum):
    """How sure an answer must be before it is called one; the office chooses."""

    STRICT = "strict"
    MEDIUM = "medium"
    WIDE = "wide"


@dataclass(frozen=True)
class Weights:
    """The fitted weights by name of signal, with the thresholds that were found with them."""

    bias: float
    weights: Mapping[str, float]
    thresholds: Mapping[str, float]
    fitted_on: str = ""

    def certainty(self, values: Mapping[str, float]) -> float:
        """`z`: the weighed sum of the signals."""
        return self.bias + sum(weight * values[name] for name, weight in self.weights.items())

    def answers(self, certainty: float, strictness: Strictness) -> bool:
        """Whether a question answered so surely counts as answered."""
        return certainty >= self.thresholds[strictness.value]

    def comes_close(self, certainty: float) -> bool:
        """Whether what was found is worth showing under the heading that it is not sure."""
        return certainty >= self.thresholds["unsure"]


@cache
def weights(file: Path = WEIGHTS) -> Weights:
    """The weights that a file holds."""
    held = json.loads(file.read_text("utf-8"))
    return Weights(held["bias"], held["weights"], held["thresholds"], held["set"])


def certainty_of(ranking: Ranking, fitted: Weights | None = None) -> float:
    """`z` of the best passage of a ranking; NOTHING where there is none."""
    if not ranking.ranked:
        return NOTHING
    return (fitted or weights()).certainty(signals_of(ranking))


def signals_of(ranking: Ranking) -> dict[str, float]:
    """The signals by which the best passage is weighed; there must be one."""
    best, rest = ranking.ranked[0], ranking.ranked[1:]
    each = best.weighed
    return {
        "score": each.passage.score / 60,
        "ideal": each.passage.score / (each.candidates.ideal or 1.0),
        "coverage": each.coverage,
        "own_coverage": each.own_coverage,
        "pairs": each.pair_coverage,
        "window": each.window,
        "run": each.run,
        "lead": (best.score - rest[0].score) / best.score if rest else 1.0,
        "agreement": _agreement(ranking.ranked[:3]),
        "unknown": _unknown(ranking),
        "rarest_missing": each.rarest_missing,
        "type": _fits_kind(ranking, best),
    }


def _agreement(first: Sequence[RankedPassage]) -> float:
    places = [each.passage for each in first]
    same = [each.directive_id == places[0].directive_id for each in places[1:]]
    return sum(same) / 2


def _unknown(ranking: Ranking) -> float:
    """The share of content words that stand in no passage at all."""
    each = ranking.ranked[0].weighed
    most = each.candidates.most
    unknown = [word for word in each.terms.content if each.candidates.weight(word) >= most]
    return len(unknown) / max(len(each.terms.content), 1)


def _fits_kind(ranking: Ranking, best: RankedPassage) -> float:
    text, kind = best.passage.text, ranking.kind
    if kind in (QuestionKind.TIME, QuestionKind.NUMBER):
        return float(not signals.lacks_number(text, kind, ranking.question.unmarked))
    return float(kind is not QuestionKind.DEFINE or signals.says_what(text))
