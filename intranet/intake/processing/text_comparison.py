"""Two readings of one page side by side, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

WORD = re.compile(r"\s+|\S+")
LONGEST = 6000
"""Words compared at most; a longer page is cut, its comparison would only be long."""


TextPiece = tuple[Literal["both", "old", "new"], str]
"""Neighbouring words that both readings have, or only the old or the new one."""


def compared(old: str, new: str) -> Iterator[TextPiece]:
    """The old reading turned into the new one; joined, "both" and "new" are the new text."""
    before, after = WORD.findall(old)[:LONGEST], WORD.findall(new)[:LONGEST]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i0, i1, j0, j1 in matcher.get_opcodes():
        if tag != "equal" and i1 > i0:
            yield "old", "".join(before[i0:i1])
        if j1 > j0:
            yield "both" if tag == "equal" else "new", "".join(after[j0:j1])
