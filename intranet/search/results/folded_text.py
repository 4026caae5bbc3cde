"""A text as plain letters, a byte for each of its letters: places in both are the same.

Looking through bytes is some twenty times faster than looking through the text with a pattern of
all spellings, and a place found is a place in the text.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from intranet.language.text.normalization import SAME_LENGTH, fold
from intranet.search.analysis import composed

MOST_KEPT = 2000  # pages, some ten kilobytes each
ANGSTROM = 0x212B
"""The last code whose plain letter is one of ours."""


@dataclass(frozen=True)
class UnmarkedText:
    """A composed text and its plain letters: a blank, a byte for each letter of it, a blank.

    What is neither letter nor digit is a blank. A word that begins after a blank at `letters[n]`
    begins at `text[n]`.
    """

    text: str
    letters: bytes


@lru_cache(maxsize=MOST_KEPT)
def plain(text: str) -> UnmarkedText:
    """The text, composed, beside its plain letters; those of the pages last shown are kept."""
    text = composed(text)
    codes = text.encode("utf-32-le", "surrogatepass")
    return UnmarkedText(text, b" " + _reader()(codes) + b" ")


@cache
def _reader() -> Callable[[bytes], bytes]:
    """What makes plain letters of codes of four bytes."""
    # NumPy is loaded by the first search, not by every command.
    import numpy as np

    letters = [fold(chr(code).translate(SAME_LENGTH)) for code in range(ANGSTROM + 1)]
    known = [ord(bare) if len(bare) == 1 and bare.isascii() and bare.isalnum() else 32
             for bare in (*letters, "")]  # fmt: skip
    table = np.array(known, np.uint8)
    return lambda codes: table.take(np.frombuffer(codes, np.uint32), mode="clip").tobytes()
