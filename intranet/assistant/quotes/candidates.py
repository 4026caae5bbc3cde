"""The passages that the index offers for a question, and how telling the question's words are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class CandidatePassage:
    """One passage of a directive: where it stands, what it says, and what stands above it.

    `article`, `clause` and `point` are the numbers alone ("28", "1", "a"), "" where there is none;
    `score` is `F`. `text` is a slice of the directive's clean text; `lead` is searched, not quoted.
    """

    id: int
    directive_id: int
    version_id: int
    title: str
    text: str
    score: float
    article: str = ""
    clause: str = ""
    point: str = ""
    heading: str = ""
    lead: str = ""
    start: int = 0
    first_page: int = 1

    @property
    def clause_words(self) -> str:
        """Where it stands, as a citation writes it: "điều 28 khoản 1 điểm a"."""
        clause = "khoản" if self.article else "mục"
        parts = (("điều", self.article), (clause, self.clause), ("điểm", self.point))
        return " ".join(f"{word} {number}" for word, number in parts if number)


@dataclass(frozen=True)
class Candidates:
    """The best passages by `F`, best first, with the weights of the question's syllables.

    `weights` hold the inverse document frequency of each syllable as the question is compared
    (spelled, or without marks); `most` is that of a syllable that stands nowhere. `ideal` is what a
    passage of usual length would score that has every word and pair once.
    """

    passages: Sequence[CandidatePassage] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    ideal: float = 0.0
    most: float = 1.0

    def weight(self, word: str) -> float:
        """How telling a syllable is."""
        return self.weights.get(word, self.most)

    def pair_weight(self, pair: tuple[str, str]) -> float:
        """How telling two neighbouring syllables are together: as the more telling of them."""
        return max(self.weight(word) for word in pair)


PassageSearch = Callable[[str], Candidates]
"""What finds passages for one person, within what that person may see. Raises IndexUnavailable."""
