"""Long texts from outside read in a process of its own; short ones where they are asked for.

Every pattern takes a time in proportion to its text, so a short text keeps nobody waiting. A long
one does, and what is compared with another is not even linear: that gets a child with a limit.
"""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from intranet.extraction.errors import TooLarge
from intranet.extraction.sandbox.child_process import ask_child
from intranet.language.text.abbreviations import AbbreviationDefinition, abbreviations_in
from intranet.language.text.text_diff import (
    ChangeMark,
    DiffPiece,
    PassageChange,
    TextPassage,
    text_diff,
)

SHORT, SHORT_TOGETHER = 60_000, 40_000  # letters that are read, and compared, at once
SECONDS, MEMORY_MB = 10.0, 800
MOST_CHANGES = 500
"""Passages that differ; nobody reads more of them rather than the new version."""
MOST_REMEMBERED = 200
_unlike: set[bytes] = set()
"""Hashes of two texts that differed too much: this process does not compare them again."""
Pages = Sequence[tuple[int, str]]


class TextTooSlow(TooLarge):
    """A text that could not be read in its time."""

    message = (
        "Nội dung quá dài hoặc lặp quá nhiều nên không đọc xong trong thời gian cho phép. "
        "Hãy mở từng bản để đọc."
    )


class TooManyChanges(TooLarge):
    """Two texts that have next to nothing in common."""

    message = "Hai bản khác nhau ở quá nhiều chỗ. Hãy mở bản mới và đọc toàn văn."


def explained_abbreviations(
    text: str, seconds: float = SECONDS
) -> tuple[AbbreviationDefinition, ...]:
    """The same as `abbreviations_in`. Raises TextTooSlow."""
    if len(text) <= SHORT:
        return abbreviations_in(text)
    found = _answer("abbreviations", {"text": text}, seconds)
    return tuple(AbbreviationDefinition(*definition) for definition in found)


def compared(old: Pages, new: Pages, seconds: float = SECONDS) -> tuple[PassageChange, ...]:
    """The same as `text_diff`. Raises TextTooSlow and TooManyChanges."""
    if sum(len(text) for _, text in (*old, *new)) <= SHORT_TOGETHER:
        changes = text_diff(old, new)
        if len(changes) > MOST_CHANGES:
            raise TooManyChanges
        return changes
    order = {"old": list(old), "new": list(new), "most": MOST_CHANGES + 1}
    texts = sha256(json.dumps(order).encode()).digest()
    if texts not in _unlike:
        found = _answer("comparison", order, seconds)
        if len(found) <= MOST_CHANGES:
            return tuple(_change(*change) for change in found)
        if len(_unlike) < MOST_REMEMBERED:
            _unlike.add(texts)
    raise TooManyChanges


def _answer(task: str, order: dict[str, object], seconds: float) -> list[list[Any]]:
    answer = ask_child(task, order, seconds=seconds, memory_mb=MEMORY_MB)
    if not answer:
        raise TextTooSlow
    found: list[list[Any]] = json.loads(answer)
    return found


def _change(before: Any, after: Any, pieces: Any) -> PassageChange:
    return PassageChange(
        TextPassage(*before) if before else None,
        TextPassage(*after) if after else None,
        tuple(DiffPiece(text, ChangeMark(mark)) for text, mark in pieces),
    )
