"""What stands for what: abbreviations and synonyms as understanding a query needs them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Meaning:
    """One thing that typed words also stand for; both sides as they are written.

    ambiguous says that the short form has other meanings too: it weighs less then.
    """

    words: str
    other: str
    ambiguous: bool = False
    synonym: bool = False


@dataclass(frozen=True)
class Lexicon:
    """The meanings of words by their folded syllables, both ways round ("cds", "chuyen doi so")."""

    meanings: Mapping[str, tuple[Meaning, ...]] = field(default_factory=dict)

    @property
    def longest(self) -> int:
        """How many syllables the longest known words have."""
        return max((key.count(" ") + 1 for key in self.meanings), default=0)

    def of(self, folded: str) -> tuple[Meaning, ...]:
        """What the words, folded and parted by single spaces, also stand for."""
        return self.meanings.get(folded, ())


EMPTY = Lexicon()
