"""The abbreviations and synonyms that every office of the administration uses.

They come in two files beside this module, no rows: a new version of the portal brings new ones to
every house without a migration, and the tables hold only what people decided. The Office switches
any of them off.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from intranet.language.table_files import table_rows
from intranet.search.analysis import analyse

PairKeys = tuple[str, str]


@dataclass(frozen=True)
class WordPair:
    """Words and what they stand for, as they are written, each with its folded key."""

    words: str
    words_key: str
    other: str
    other_key: str

    @property
    def keys(self) -> PairKeys:
        """By what the tables know the pair."""
        return self.words_key, self.other_key


def pair(words: str, other: str) -> WordPair:
    """The pair with its keys: the folded syllables, parted by single spaces."""
    return WordPair(words, " ".join(analyse(words).fold), other, " ".join(analyse(other).fold))


@cache
def usual_pairs(file: str) -> Mapping[PairKeys, WordPair]:
    """The pairs of one of the files by their keys."""
    return {usual.keys: usual for usual in (pair(*row) for row in table_rows(__file__, file))}
