"""Two readings of one page side by side, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

WORD = re.compile(r"\s+|\S+")
LONGEST = 6000
"""Words compared at most; a longer page is cut, its comparison would only be long."""


@dataclass(frozen=True)
class TextPiece:
    """Neighbouring words that both readings have, or only the old or the new one."""

    side: Literal["both", "old", "new"]
    text: str


def compared(old: str, new: str) -> tuple[TextPiece, ...]:
    """The old reading turned into the new one; joined, "both" and "new" are the new text."""
    return tuple(_pieces(WORD.findall(old)[:LONGEST], WORD.findall(new)[:LONGEST]))


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[TextPiece]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i0, i1, j0, j1 in matcher.get_opcodes():
        if tag == "equal":
            yield TextPiece("both", "".join(new[j0:j1]))
            continue
        if i1 > i0:
            yield TextPiece("old", "".join(old[i0:i1]))
        if j1 > j0:
            yield TextPiece("new", "".join(new[j0:j1]))
