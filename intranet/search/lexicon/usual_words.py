"""The abbreviations and synonyms that every office of the administration uses.

They come in two files beside this module, no rows: a new version of the portal brings new ones to
every house without a migration, and the tables hold only what people decided. The Office switches
any of them off.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

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
def usual_abbreviations() -> Mapping[PairKeys, WordPair]:
    """The usual abbreviations by their keys."""
    return _read("usual_abbreviations.tsv")


@cache
def usual_synonyms() -> Mapping[PairKeys, WordPair]:
    """The usual synonyms by their keys."""
    return _read("usual_synonyms.tsv")


def _read(name: str) -> Mapping[PairKeys, WordPair]:
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    return {usual.keys: usual for usual in (pair(*line.split("\t")) for line in lines)}
